import { useEffect, useReducer } from 'react'
import { useSignedIn } from '../shop/context.ts'

/**
 * The time of the server, in milliseconds since 1970. The component renders again after each interval.
 * @param interval in milliseconds
 */
export function useNow(interval = 15_000): number {
  const { clock } = useSignedIn()
  const [, update] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(update, interval)
    return () => clearInterval(timer)
  }, [interval])
  return clock.now()
}
