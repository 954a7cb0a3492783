import { useQuery } from '@tanstack/react-query'
import { useShop } from '../shop/context.ts'

/** More records are not counted, because each hundred of them is a request. */
const MAX = 1000

interface Countable {
  list(query: { limit: number }): AsyncIterable<unknown>
}

const isCountable = (methods: unknown): methods is Countable =>
  typeof methods === 'object' && methods !== null && 'list' in methods

/** The number of records of a resource. `count` is null if there are too many, or if they cannot be listed. */
export function useCount(resource: string): { readonly count: number | null; readonly isPending: boolean } {
  const shop = useShop()
  const { data = null, isPending } = useQuery({
    queryKey: ['count', resource],
    queryFn: async () => {
      const methods: unknown = Object.entries(shop).find(([name]) => name === resource)?.[1]
      if (!isCountable(methods)) return null
      let count = 0
      for await (const _ of methods.list({ limit: 100 })) if (++count > MAX) return null
      return count
    },
    gcTime: 0,
  })
  return { count: data, isPending }
}
