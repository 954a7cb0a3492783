import { useMutation } from '@tanstack/react-query'
import type { Secret } from 'latchkey'
import { useState } from 'react'
import { useShop } from '../shop/context.ts'
import type { ApiKey, Me } from '../shop/shop.ts'

/** Where a rotation waits for its reader, and how it goes on. */
export type Wait =
  | { readonly step: 'update'; readonly secret: Secret; readonly goOn: () => void; readonly giveUp: () => void }
  | {
      readonly step: 'verify'
      /** Sends a request with the new key. */
      readonly test: () => Promise<Me>
      readonly goOn: () => void
      readonly giveUp: () => void
    }

/** Whether the old key is ended before there is a new one. */
export type Order = 'new-first' | 'old-first'

/** The reader gave up: the new key is ended, the old one works on. */
export class RotationGivenUp extends Error {
  override readonly name = 'RotationGivenUp'
}

/**
 * Rotates a key with the SDK, which generates the new one and ends the old one; in between it waits for the reader.
 */
export function useRotation(key: ApiKey) {
  const shop = useShop()
  const [wait, setWait] = useState<Wait>()
  const ask = (waiting: (go: Pick<Wait, 'goOn' | 'giveUp'>) => Wait) =>
    new Promise<void>((resolve, reject) => {
      setWait(waiting({ goOn: resolve, giveUp: () => reject(new RotationGivenUp()) }))
    }).finally(() => setWait(undefined))
  const rotation = useMutation({
    mutationFn: async (order: Order) => {
      const { id } = await shop.apiKeys.rotate(key.id, {
        deploy: secret => ask(go => ({ step: 'update', secret, ...go })),
        verify: client => ask(go => ({ step: 'verify', test: () => client.me.get(), ...go })),
        allowDowntime: order === 'old-first',
      })
      // The secret goes no further.
      return id
    },
    gcTime: 0,
  })
  return { wait, ...rotation }
}
