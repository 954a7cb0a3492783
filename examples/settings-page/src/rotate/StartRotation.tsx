import type { ReactNode } from 'react'
import { wordOf } from '../keys/names.ts'
import { retiringOf } from '../keys/rules.ts'
import { Problem } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import { GraceField } from './GraceField.tsx'
import type { Order, Plan } from './useRotation.ts'

interface StartRotationProps {
  readonly plan: Plan
  readonly onPlan: (plan: Plan) => void
  /** The error of the previous attempt. */
  readonly error: unknown
  readonly isPending: boolean
  readonly onStart: () => void
  readonly onCancel: () => void
  /** What is above the explanation. */
  readonly children: ReactNode
}

/** Explains the rotation. If the limit does not allow a second key, the user must accept the downtime. */
export function StartRotation({ plan, onPlan, error, isPending, onStart, onCancel, children }: StartRotationProps) {
  const { system } = useShop()
  const isOldFirst = plan.order === 'old-first'
  return (
    <>
      <div className="dialog-body">
        {children}
        <Outlook order={plan.order} />
        {system.canRotate && !isOldFirst && <GraceField plan={plan} onPlan={onPlan} />}
        <Problem error={error} />
      </div>
      <div className="actions">
        <button type="button" disabled={isPending} onClick={onCancel}>
          Cancel
        </button>
        <button type="button" className={isOldFirst ? 'danger' : 'primary'} disabled={isPending} onClick={onStart}>
          {isPending ? 'Working…' : isOldFirst ? `${wordOf(retiringOf(system))} and replace` : 'Generate the new key'}
        </button>
      </div>
    </>
  )
}

function Outlook({ order }: { readonly order: Order }) {
  switch (order) {
    case 'old-first':
      return (
        <p className="warning">
          <strong>There will be downtime.</strong> The limit does not allow a second active key, so this key is retired
          first. Requests of the application are rejected until it has the new key.
        </p>
      )
    case 'with-grace':
      return (
        <p>
          The new key gets the settings of this key. This key is revoked automatically at the end of the grace period.
        </p>
      )
    case 'new-first':
      return <p>The new key gets the settings of this key. Both keys work until the last step.</p>
  }
}
