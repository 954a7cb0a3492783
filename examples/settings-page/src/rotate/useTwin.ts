import { useQuery } from '@tanstack/react-query'
import { useHandovers } from '../keys/handovers.ts'
import { isOver, isRetiring } from '../keys/rules.ts'
import { useKey } from '../keys/useKeys.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'

/** The other key of a rotation that has not ended: both keys work. */
export interface Twin {
  readonly key: ApiKey
  readonly isOld: boolean
}

/** Finds the other key in what the server says, and in the rotations that this tab has not ended. */
export function useTwin(key: ApiKey): Twin | undefined {
  const { all } = useHandovers()
  const retiring = useRetiringKeys()
  const replacedBy = isRetiring(key) ? key.replaced_by : all.find(({ replaces }) => replaces === key.id)?.id
  const retiringId = retiring.find(({ id }) => id === key.rotated_from)?.id
  const replaces = retiringId ?? all.find(({ id }) => id === key.id)?.replaces
  const id = isOver(key) ? undefined : (replacedBy ?? replaces)
  const { data: other, isError } = useKey(id)
  return other && id && !isError && !isOver(other) ? { key: other, isOld: id === replaces } : undefined
}

const RETIRING = 'retiring'

/** The keys that the server retires after a grace period. */
function useRetiringKeys(): readonly ApiKey[] {
  const { apiKeys, system } = useShop()
  const { data } = useQuery({
    queryKey: ['keys', RETIRING],
    queryFn: ({ signal }) => apiKeys.list({ status: RETIRING, limit: 100 }, { signal }),
    enabled: (system.states as readonly string[]).includes(RETIRING),
  })
  return data?.data ?? []
}
