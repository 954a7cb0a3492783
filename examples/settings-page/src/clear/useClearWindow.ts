import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useShop } from '../shop/context.ts'

const KEY = ['clear-operations']

/** The window, and what opens and closes it. */
export function useClearWindow() {
  const { clearOperations } = useShop()
  const client = useQueryClient()
  const window = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await clearOperations?.get({ signal })) ?? null,
  })
  const change = useMutation({
    mutationFn: async (how: 'open' | 'close') => (await clearOperations?.[how]()) ?? null,
    onSuccess: state => client.setQueryData(KEY, state),
  })
  return { window, change }
}
