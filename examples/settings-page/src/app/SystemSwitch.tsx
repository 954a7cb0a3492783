import type { SystemId } from 'latchkey'
import { type Changes, navigate } from './location.ts'

interface SystemSwitchProps {
  readonly systems: readonly SystemId[]
  readonly system: SystemId
}

/** Selects the system. */
export function SystemSwitch({ systems, system }: SystemSwitchProps) {
  return (
    <label className="system">
      <span>System</span>
      <select aria-label="System" value={system} onChange={event => navigate(toSystem(event.target.value))}>
        {systems.map(id => (
          <option key={id} value={id}>
            {inWords(id)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Selects a system and resets all other parameters, which depend on the system. */
export const toSystem = (system: string): Changes => ({
  system,
  key: null,
  status: null,
  q: null,
  sort: null,
  user: null,
  page: null,
  after: null,
})

/** The name of a system for people: `account-keys` becomes `Account keys`. */
export const inWords = (id: SystemId) => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' ')
