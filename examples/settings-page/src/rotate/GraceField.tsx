import type { Plan } from './useRotation.ts'

/** Grace periods for the old key, in seconds. */
const GRACES = [
  { seconds: 60 * 60, words: 'For another hour' },
  { seconds: 24 * 60 * 60, words: 'For another day' },
  { seconds: 3 * 24 * 60 * 60, words: 'For three more days' },
]

interface GraceFieldProps {
  readonly plan: Plan
  readonly onPlan: (plan: Plan) => void
}

/** Selects how long the old key keeps working, if the server supports a grace period. */
export function GraceField({ plan, onPlan }: GraceFieldProps) {
  const choose = (value: string) =>
    onPlan(value === '' ? { order: 'new-first' } : { order: 'with-grace', graceSeconds: Number(value) })
  return (
    <label>
      The old key keeps working
      <select value={plan.graceSeconds ?? ''} onChange={event => choose(event.target.value)}>
        <option value="">Until I have verified the new key</option>
        {GRACES.map(({ seconds, words }) => (
          <option key={seconds} value={seconds}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
