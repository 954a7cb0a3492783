import { type ReactNode, useEffect, useRef } from 'react'
import { wordOf } from '../keys/names.ts'
import { retiringOf } from '../keys/rules.ts'
import { Problem, Sentence } from '../parts/Failure.tsx'
import { useReveal } from '../parts/useReveal.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { KeysInUse, useRefreshUse } from './KeysInUse.tsx'
import type { Order, Wait } from './useRotation.ts'

interface VerifyRotationProps {
  readonly oldKey: ApiKey
  readonly wait: Extract<Wait, { step: 'verify' }>
  readonly order: Order
  /** What is above the explanation. */
  readonly children: ReactNode
}

/** Sends a request with the new key, before the old key is retired. Only that last step can still be cancelled. */
export function VerifyRotation({ oldKey, wait: { newId, test, goOn, cancel }, order, children }: VerifyRotationProps) {
  const { system } = useShop()
  const { mutate, isSuccess, isPending, error } = useAction({
    mutationFn: test,
    onSuccess: useRefreshUse(),
    gcTime: 0,
  })
  const last = useAction({ mutationFn: (step: () => Promise<void>) => step() })
  const outcome = useReveal<HTMLParagraphElement>(isSuccess || error)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <>
      <div className="dialog-body">
        {children}
        <p>Check that the application works with the new key, and send a request with it from here.</p>
        <KeysInUse oldKey={order === 'old-first' ? undefined : oldKey} newId={newId} />
        <p ref={outcome} role="status" className={`copy-state ${isSuccess ? 'copied' : 'refused'}`}>
          {isSuccess && 'The new key works.'}
          {error && <Sentence error={error} />}
        </p>
        <Problem error={last.error} />
      </div>
      <div className="actions">
        {order === 'new-first' && (
          <button type="button" disabled={last.isPending} onClick={() => last.mutate(cancel)}>
            Keep the old key
          </button>
        )}
        <button type="button" ref={button} aria-disabled={isPending} onClick={() => mutate()}>
          Send a request
        </button>
        {order === 'new-first' ? (
          <button
            type="button"
            className="danger"
            disabled={!isSuccess || last.isPending}
            onClick={() => last.mutate(goOn)}
          >
            {wordOf(retiringOf(system))} the old key
          </button>
        ) : (
          <button type="button" className="primary" disabled={last.isPending} onClick={() => last.mutate(goOn)}>
            Done
          </button>
        )}
      </div>
    </>
  )
}
