import type { Secret } from 'latchkey'
import { useState } from 'react'
import { useShop } from '../shop/context.ts'
import type { ApiKey, Me, Shop } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { useRequest } from '../shop/useRequest.ts'

/** Where a rotation waits for its reader, and how it goes on. */
export type Wait =
  | { readonly step: 'update'; readonly secret: Secret; readonly goOn: () => void }
  | {
      readonly step: 'verify'
      /** Sends a request with the new key. */
      readonly test: () => Promise<Me>
      /** Fails where the session has ended: a key is ended with one that works, or half a rotation is left. */
      readonly goOn: () => Promise<void>
      readonly giveUp: () => Promise<void>
    }

/** When the old key ends: by the reader's last step, before there is a new one, or by itself after a while. */
export type Order = 'new-first' | 'old-first' | 'with-grace'

/** A rotation as its reader wants it. */
export interface Plan {
  readonly order: Order
  /** For how many seconds the old key works on, where it ends by itself. */
  readonly graceSeconds?: number
}

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
  const { requestFor, settle } = useRequest<Plan>()
  const ask = (waiting: (goOn: () => void, giveUp: () => void) => Wait) =>
    new Promise<void>((resolve, reject) => {
      setWait(waiting(resolve, () => reject(new RotationGivenUp())))
    }).finally(() => setWait(undefined))
  const inSession = (then: () => void) => () => shop.me.get().then(then)
  const rotation = useAction({
    mutationFn: async (plan: Plan) => {
      const { idempotencyKey } = requestFor(JSON.stringify(plan), () => plan)
      const steps = {
        deploy: (secret: Secret) => ask(goOn => ({ step: 'update', secret, goOn })),
        verify: ({ me }: Pick<Shop, 'me'>) =>
          ask((goOn, giveUp) => ({
            step: 'verify',
            test: () => me.get(),
            goOn: inSession(goOn),
            giveUp: inSession(giveUp),
          })),
        allowDowntime: plan.order === 'old-first',
        graceSeconds: plan.graceSeconds,
      }
      const { id } = await shop.apiKeys.rotate(key.id, steps, { idempotencyKey })
      // The secret goes no further.
      return id
    },
    onSettled: (_, error) => settle(error ?? undefined),
    gcTime: 0,
  })
  return { wait, ...rotation }
}
