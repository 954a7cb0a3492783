import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

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
      <p role="status" className="toast">
        {message}
      </p>
    </AnnounceContext>
  )
}
