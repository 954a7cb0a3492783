import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

const AnnounceContext = createContext<(message: ReactNode) => void>(() => {})

/** Shows a short message, which screen readers also announce. */
export const useAnnounce = () => useContext(AnnounceContext)

/** How long a message is shown, in milliseconds. */
const SHOWN = 6000

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState<ReactNode>()
  const status = useRef<HTMLDivElement>(null)
  const announce = useMemo(() => {
    let timer: ReturnType<typeof setTimeout>
    const hideLater = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        // Its link can be reached in any time.
        if (status.current?.matches(':hover, :focus-within')) hideLater()
        else setMessage(undefined)
      }, SHOWN)
    }
    return (text: ReactNode) => {
      setMessage(text)
      hideLater()
    }
  }, [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div ref={status} role="status">
        {message !== undefined && <Toast>{message}</Toast>}
      </div>
    </AnnounceContext>
  )
}

/** A popover that closes only by itself. What was opened last is on top, so it opens again after each dialog. */
function Toast({ children }: { readonly children: ReactNode }) {
  const popover = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => raise(popover.current))
  useEffect(() => {
    const follow = ({ target }: Event) => {
      if (target instanceof HTMLDialogElement && target.open) raise(popover.current)
    }
    // It does not bubble.
    addEventListener('toggle', follow, { capture: true })
    return () => removeEventListener('toggle', follow, { capture: true })
  }, [])
  return (
    <p ref={popover} popover="manual" className="toast">
      {children}
    </p>
  )
}

function raise(popover: HTMLElement | null): void {
  popover?.hidePopover()
  popover?.showPopover()
}
