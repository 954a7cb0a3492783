import type { Secret } from 'latchkey'
import { useState } from 'react'
import { useHandovers } from '../keys/handovers.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey, Me, Shop } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { useRequest } from '../shop/useRequest.ts'

/** A rotation that waits for the user, with the ways to continue. */
export type Wait =
  | { readonly step: 'update'; readonly secret: Secret; readonly goOn: () => void }
  | {
      readonly step: 'verify'
      /** The id of the new key. */
      readonly newId: string
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
  const { all, keep, drop } = useHandovers()
  const inSession = (then: () => void) => () => shop.me.get().then(then)
  /** The new key also replaces what the old one was to replace, if that rotation has not ended. */
  const inherit = (id: string) => {
    const replaces = all.find(handover => handover.id === key.id)?.replaces
    drop(key.id)
    if (replaces) keep({ id, replaces, isSaved: true })
  }
  const rotation = useAction({
    mutationFn: async (plan: Plan) => {
      const { idempotencyKey } = requestFor(JSON.stringify(plan), () => plan)
      let newId = ''
      const steps = {
        deploy: async (secret: Secret, created: Pick<ApiKey, 'id'>) => {
          newId = created.id
          const handover = { id: newId, replaces: key.id }
          keep({ ...handover, isSaved: false })
          await ask(goOn => ({ step: 'update', secret, goOn }))
          keep({ ...handover, isSaved: true })
        },
        verify: ({ me }: Pick<Shop, 'me'>) =>
          ask((goOn, cancel) => ({
            step: 'verify',
            newId,
            test: () => me.get(),
            goOn: inSession(goOn),
            cancel: inSession(cancel),
          })),
        allowDowntime: plan.order === 'old-first',
        graceSeconds: plan.graceSeconds,
      }
      try {
        // The secret is not passed on.
        await shop.apiKeys.rotate(key.id, steps, { idempotencyKey })
      } catch (error) {
        if (error instanceof RotationCancelledError) drop(newId)
        throw error
      }
      drop(newId)
      inherit(newId)
      return newId
    },
    onSettled: (_, error) => settle(error ?? undefined),
    gcTime: 0,
  })
  return { wait, ...rotation }
}
