import type { SystemId } from 'latchkey'
import { type Changes, navigate } from './location.ts'

interface SystemSwitchProps {
  readonly systems: readonly SystemId[]
  readonly system: SystemId
}

/** Which rules the shop goes by. */
export function SystemSwitch({ systems, system }: SystemSwitchProps) {
  return (
    <label className="system">
      <span>System</span>
      <select value={system} onChange={event => navigate(toSystem(event.target.value))}>
        {systems.map(id => (
          <option key={id} value={id}>
            {inWords(id)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What was chosen on one system says nothing on another. */
export const toSystem = (system: string): Changes => ({
  system,
  key: null,
  status: null,
  q: null,
  sort: null,
  user: null,
})

/** `account-keys` is read `Account keys`. */
export const inWords = (id: SystemId) => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' ')
