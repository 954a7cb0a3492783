import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

const AnnounceContext = createContext<(message: ReactNode) => void>(() => {})

/** Shows a short message, which screen readers also announce. */
export const useAnnounce = () => useContext(AnnounceContext)

/** How long a message is shown, in milliseconds. */
const SHOWN = 6000

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState<ReactNode>()
  const announce = useMemo(() => {
    let timer: ReturnType<typeof setTimeout>
    return (text: ReactNode) => {
      clearTimeout(timer)
      setMessage(text)
      timer = setTimeout(() => setMessage(undefined), SHOWN)
    }
  }, [])
  return (
    <AnnounceContext value={announce}>
      {children}
      {message !== undefined && <Toast>{message}</Toast>}
      <p role="status" className="visually-hidden">
        {message}
      </p>
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
    <p ref={popover} popover="manual" aria-hidden="true" className="toast">
      {children}
    </p>
  )
}

function raise(popover: HTMLElement | null): void {
  popover?.hidePopover()
  popover?.showPopover()
}
