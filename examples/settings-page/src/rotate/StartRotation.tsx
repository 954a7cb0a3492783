import { wordOf } from '../keys/names.ts'
import { retiringOf } from '../keys/rules.ts'
import { Problem } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import { GraceField } from './GraceField.tsx'
import type { Order, Plan } from './useRotation.ts'

interface StartRotationProps {
  readonly plan: Plan
  readonly onPlan: (plan: Plan) => void
  /** Of the attempt before. */
  readonly error: unknown
  readonly isPending: boolean
  readonly onStart: () => void
  readonly onCancel: () => void
}

/** Says what is going to happen. Where the limit leaves no room for a second key, that is a gap, which must be wanted. */
export function StartRotation({ plan, onPlan, error, isPending, onStart, onCancel }: StartRotationProps) {
  const { system } = useShop()
  const isOldFirst = plan.order === 'old-first'
  return (
    <>
      <Outlook order={plan.order} />
      {system.canRotate && !isOldFirst && <GraceField plan={plan} onPlan={onPlan} />}
      <Problem error={error} />
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
          <strong>There will be a gap.</strong> The limit leaves no room for a second key, so this one ends first. Until
          the application has the new key, its requests are refused.
        </p>
      )
    case 'with-grace':
      return <p>The new key is made like this one, which ends when its time is up, whether you are here or not.</p>
    case 'new-first':
      return <p>The new key is made like this one. Both work until the last step.</p>
  }
}
