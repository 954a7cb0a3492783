import { useEffect, useState } from 'react'

const secondsUntil = (time: string | null) =>
  time === null ? 0 : Math.max(0, Math.ceil((Date.parse(time) - Date.now()) / 1000))

/**
 * The whole seconds until a time, counted down; 0 from then on.
 * @param time RFC 3339
 */
export function useSecondsUntil(time: string | null): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(time))
  useEffect(() => {
    const count = () => setSeconds(secondsUntil(time))
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [time])
  return seconds
}
