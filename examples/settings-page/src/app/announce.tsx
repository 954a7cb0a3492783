import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

const AnnounceContext = createContext<(message: string) => void>(() => {})

/** Shows a short message, which screen readers also announce. */
export const useAnnounce = () => useContext(AnnounceContext)

/** How long a message is shown, in milliseconds. */
const SHOWN = 6000

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState('')
  const announce = useMemo(() => {
    let timer: ReturnType<typeof setTimeout>
    return (text: string) => {
      clearTimeout(timer)
      setMessage(text)
      timer = setTimeout(() => setMessage(''), SHOWN)
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
