import { useEffect, useState } from 'react'

const timeUntil = (end: number) => Math.max(0, end - Date.now())

/**
 * The milliseconds until a time, updated every second; 0 after it.
 * @param end milliseconds since 1970
 */
export function useTimeLeft(end: number): number {
  const [left, setLeft] = useState(() => timeUntil(end))
  useEffect(() => {
    const count = () => setLeft(timeUntil(end))
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [end])
  return left
}
