import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNow } from '../parts/useNow.ts'

/**
 * Refetches the keys at times of the server, when the state of a key changes by itself.
 * @param times RFC 3339, or nothing
 */
export function useRefreshWhenDue(times: readonly (string | null | undefined)[]): void {
  const now = useNow()
  const client = useQueryClient()
  const isDue = times.some(time => time && Date.parse(time) <= now)
  useEffect(() => {
    if (isDue) void client.invalidateQueries({ queryKey: ['keys'] })
  }, [isDue, client])
}
