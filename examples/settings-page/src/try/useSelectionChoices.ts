import { useQuery } from '@tanstack/react-query'
import { useShop } from '../shop/context.ts'
import { isListable } from './send.ts'

interface Choice {
  readonly id: string | number
  readonly name?: string
}

/** The records that requests can work in, such as warehouses. Empty until they are loaded, and if there are none. */
export function useSelectionChoices(): readonly Choice[] {
  const shop = useShop()
  const methods: unknown = Object.entries(shop).find(([name]) => name === shop.system.selection?.choices)?.[1]
  const { data = [] } = useQuery({
    queryKey: ['selection choices'],
    queryFn: async () => {
      if (!isListable(methods)) return []
      const { data } = await methods.list({ limit: 100 }).withResponse()
      return (data as { readonly data: readonly Choice[] }).data
    },
    enabled: isListable(methods),
    staleTime: 60_000,
  })
  return data
}
