import { useQuery } from '@tanstack/react-query'
import { useShop } from '../shop/context.ts'
import { choicesOf } from './choices.ts'

/** The groups of the account. */
export function useGroups() {
  const shop = useShop()
  return useQuery({ queryKey: ['groups'], queryFn: () => choicesOf(shop.groups), staleTime: 60_000 })
}
