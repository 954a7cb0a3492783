import type { Secret } from 'latchkey'
import { useState } from 'react'
import { useShop } from '../shop/context.ts'
import type { ApiKey, Me, Shop } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { useRequest } from '../shop/useRequest.ts'

/** A rotation that waits for the user, with the ways to continue. */
export type Wait =
  | { readonly step: 'update'; readonly secret: Secret; readonly goOn: () => void }
  | {
      readonly step: 'verify'
      /** Sends a request with the new key. */
      readonly test: () => Promise<Me>
      /** Rejects if the session has ended, because the last step needs a valid session. */
      readonly goOn: () => Promise<void>
      readonly cancel: () => Promise<void>
    }

/** When the old key is retired: after the user's last step, before the new key is created, or after a grace period. */
export type Order = 'new-first' | 'old-first' | 'with-grace'

/** The settings of a rotation. */
export interface Plan {
  readonly order: Order
  /** The grace period of the old key, in seconds. */
  readonly graceSeconds?: number
}

/** The user cancelled: the new key is revoked, and the old key keeps working. */
export class RotationCancelledError extends Error {
  override readonly name = 'RotationCancelledError'
}

/**
 * Rotates a key with the SDK, which creates the new key and retires the old one. In between it waits for the user.
 */
export function useRotation(key: ApiKey) {
  const shop = useShop()
  const [wait, setWait] = useState<Wait>()
  const { requestFor, settle } = useRequest<Plan>()
  const ask = (waiting: (goOn: () => void, cancel: () => void) => Wait) =>
    new Promise<void>((resolve, reject) => {
      setWait(waiting(resolve, () => reject(new RotationCancelledError())))
    }).finally(() => setWait(undefined))
  const inSession = (then: () => void) => () => shop.me.get().then(then)
  const rotation = useAction({
    mutationFn: async (plan: Plan) => {
      const { idempotencyKey } = requestFor(JSON.stringify(plan), () => plan)
      const steps = {
        deploy: (secret: Secret) => ask(goOn => ({ step: 'update', secret, goOn })),
        verify: ({ me }: Pick<Shop, 'me'>) =>
          ask((goOn, cancel) => ({
            step: 'verify',
            test: () => me.get(),
            goOn: inSession(goOn),
            cancel: inSession(cancel),
          })),
        allowDowntime: plan.order === 'old-first',
        graceSeconds: plan.graceSeconds,
      }
      const { id } = await shop.apiKeys.rotate(key.id, steps, { idempotencyKey })
      // The secret is not passed on.
      return id
    },
    onSettled: (_, error) => settle(error ?? undefined),
    gcTime: 0,
  })
  return { wait, ...rotation }
}
