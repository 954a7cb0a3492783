import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useShop } from '../shop/context.ts'
import type { ApiKey, KeyChanges, KeyQuery, NewKey } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import type { CreateRequest } from '../shop/useRequest.ts'
import type { Ending } from './rules.ts'

/** A page of keys. Another page of the same list keeps this one until it is there. */
export function useKeyPage(query: KeyQuery) {
  const shop = useShop()
  return useQuery({
    queryKey: ['keys', 'page', query],
    queryFn: ({ signal }) => shop.apiKeys.list(query, { signal }),
    placeholderData: (page, before) => (isSameList(before?.queryKey[2], query) ? keepPreviousData(page) : undefined),
  })
}

function isSameList(before: unknown, { status }: KeyQuery): boolean {
  return typeof before === 'object' && before !== null && 'status' in before ? before.status === status : !status
}

export function useKey(id: string) {
  const shop = useShop()
  return useQuery({ queryKey: ['keys', 'one', id], queryFn: ({ signal }) => shop.apiKeys.get(id, { signal }) })
}

/** Asks for everything about keys once more that is still shown when the page has followed what has just happened. */
export function useRefreshKeys() {
  const client = useQueryClient()
  return async () => {
    await Promise.resolve()
    await client.invalidateQueries({ queryKey: ['keys'] })
  }
}

/** Makes a key. Its secret is in the data: it is not kept once the mutation is reset. */
export function useCreateKey() {
  const shop = useShop()
  return useAction({
    mutationFn: ({ body, idempotencyKey }: CreateRequest<NewKey>) => shop.apiKeys.create(body, { idempotencyKey }),
    gcTime: 0,
  })
}

export function useUpdateKey(key: ApiKey) {
  const shop = useShop()
  const refresh = useRefreshKeys()
  return useAction({
    mutationFn: async (changes: KeyChanges) => shop.apiKeys.update?.(key.id, changes),
    onSuccess: refresh,
  })
}

/** Ends keys, all or none. The lists are refreshed by whoever asked, when the focus has found its new place. */
export function useEndKeys(keys: readonly ApiKey[]) {
  const { apiKeys } = useShop()
  const ids = keys.map(({ id }) => id)
  const [first = '', ...others] = ids
  return useAction({
    mutationFn: async (ending: Ending) =>
      others.length > 0 ? apiKeys.revokeMany?.({ ids }) : apiKeys[ending]?.(first),
  })
}
