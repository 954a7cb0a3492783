import { wordOf } from '../keys/names.ts'
import { retiringOf } from '../keys/rules.ts'
import { Problem } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { Order } from './useRotation.ts'

interface StartRotationProps {
  readonly order: Order
  /** Of the attempt before. */
  readonly error: unknown
  readonly isPending: boolean
  readonly onStart: () => void
  readonly onCancel: () => void
}

/** Says what is going to happen. Where the limit leaves no room for a second key, that is a gap, which must be wanted. */
export function StartRotation({ order, error, isPending, onStart, onCancel }: StartRotationProps) {
  const { system } = useShop()
  const end = wordOf(retiringOf(system))
  const isOldFirst = order === 'old-first'
  return (
    <>
      {isOldFirst ? (
        <p className="warning">
          <strong>There will be a gap.</strong> The limit leaves no room for a second key, so this one ends first. Until
          the application has the new key, its requests are refused.
        </p>
      ) : (
        <p>The new key is made like this one. Both work until the last step.</p>
      )}
      <Problem error={error} />
      <div className="actions">
        <button type="button" disabled={isPending} onClick={onCancel}>
          Cancel
        </button>
        <button type="button" className={isOldFirst ? 'danger' : 'primary'} disabled={isPending} onClick={onStart}>
          {isPending ? 'Working…' : isOldFirst ? `${end} and replace` : 'Generate the new key'}
        </button>
      </div>
    </>
  )
}
