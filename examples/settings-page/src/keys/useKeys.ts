import { keepPreviousData, skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { isConflict } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey, KeyChanges, KeyQuery, NewKey } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import type { CreateRequest } from '../shop/useRequest.ts'
import type { Ending } from './rules.ts'

/** A page of keys. The previous page of the same list stays visible while the next one is loading. */
export function useKeyPage(query: KeyQuery) {
  const shop = useShop()
  return useQuery({
    queryKey: ['keys', 'page', query],
    queryFn: ({ signal }) => shop.apiKeys.list(query, { signal }),
    placeholderData: (page, before) => (isSameList(before?.queryKey[2], query) ? keepPreviousData(page) : undefined),
  })
}

/** Whether there is any key, whatever its status; undefined until it is known. */
export function useHasKeys(isAsked: boolean): boolean | undefined {
  const shop = useShop()
  const { data } = useQuery({
    queryKey: ['keys', 'any'],
    queryFn: ({ signal }) => shop.apiKeys.list({ limit: 1 }, { signal }),
    enabled: isAsked,
  })
  return data && data.data.length > 0
}

function isSameList(before: unknown, { status }: KeyQuery): boolean {
  return typeof before === 'object' && before !== null && 'status' in before ? before.status === status : !status
}

/** A key; nothing without an id. */
export function useKey(id: string | undefined) {
  const shop = useShop()
  return useQuery({
    queryKey: ['keys', 'one', id],
    queryFn: id === undefined ? skipToken : ({ signal }) => shop.apiKeys.get(id, { signal }),
  })
}

/** Refetches all queries about keys that are still in use after the page has updated. */
export function useRefreshKeys() {
  const client = useQueryClient()
  return async () => {
    await Promise.resolve()
    await client.invalidateQueries({ queryKey: ['keys'] })
  }
}

/** Creates a key. The data contains the secret, and is dropped when the mutation is reset. */
export function useCreateKey() {
  const shop = useShop()
  const controller = useRef<AbortController>(null)
  const action = useAction({
    mutationFn: ({ body, idempotencyKey }: CreateRequest<NewKey>) => {
      controller.current = new AbortController()
      return shop.apiKeys.create(body, { idempotencyKey, signal: controller.current.signal })
    },
    gcTime: 0,
  })
  /** Stops waiting for the response. The server may still create the key. */
  const stop = () => controller.current?.abort()
  return { ...action, stop }
}

/** Refreshes the lists after a change, and after a conflict: somebody else has changed the key. */
function useRefreshAfter() {
  const refresh = useRefreshKeys()
  return {
    // Not awaited: the caller must hear of the success before a fresh list removes its row.
    onSuccess: () => void refresh(),
    onError: (error: Error) => {
      if (isConflict(error)) void refresh()
    },
  }
}

export function useUpdateKey(key: ApiKey) {
  const { apiKeys } = useShop()
  return useAction({
    mutationFn: async (changes: KeyChanges) => apiKeys.update?.(key.id, changes),
    ...useRefreshAfter(),
  })
}

export function useCancelRotation(key: ApiKey) {
  const { apiKeys } = useShop()
  return useAction({ mutationFn: async () => apiKeys.cancelRotation?.(key.id), ...useRefreshAfter() })
}

/**
 * Revokes or deletes keys, all or none. The caller refreshes the lists, after it has moved the focus. If it is gone before the
 * server has responded, they are refreshed here.
 */
export function useEndKeys(keys: readonly ApiKey[]) {
  const { apiKeys } = useShop()
  const refresh = useRefreshKeys()
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const ids = keys.map(({ id }) => id)
  const [first = '', ...others] = ids
  return useAction({
    mutationFn: async (ending: Ending) =>
      others.length > 0 ? apiKeys.revokeMany?.({ ids }) : apiKeys[ending]?.(first),
    onSettled: () => {
      if (isGone.current) void refresh()
    },
  })
}
