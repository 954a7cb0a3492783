import type { Plan } from './useRotation.ts'

/** For how long an old key may work on, in seconds. */
const GRACES = [
  { seconds: 60 * 60, words: 'For another hour' },
  { seconds: 24 * 60 * 60, words: 'For another day' },
  { seconds: 3 * 24 * 60 * 60, words: 'For three more days' },
]

interface GraceFieldProps {
  readonly plan: Plan
  readonly onPlan: (plan: Plan) => void
}

/** How long the old key works on, where the server ends it when that time is up. */
export function GraceField({ plan, onPlan }: GraceFieldProps) {
  const choose = (value: string) =>
    onPlan(value === '' ? { order: 'new-first' } : { order: 'with-grace', graceSeconds: Number(value) })
  return (
    <label>
      The old key works
      <select value={plan.graceSeconds ?? ''} onChange={event => choose(event.target.value)}>
        <option value="">Until I have tried the new one</option>
        {GRACES.map(({ seconds, words }) => (
          <option key={seconds} value={seconds}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
