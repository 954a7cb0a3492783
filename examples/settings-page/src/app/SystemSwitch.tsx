import type { SystemId } from 'latchkey'
import { navigate } from './location.ts'

interface SystemSwitchProps {
  readonly systems: readonly SystemId[]
  readonly system: SystemId
}

/** Which rules the shop goes by. */
export function SystemSwitch({ systems, system }: SystemSwitchProps) {
  return (
    <label className="system">
      <span>System</span>
      <select
        value={system}
        onChange={event =>
          navigate({ system: event.target.value, key: null, status: null, q: null, sort: null, user: null })
        }
      >
        {systems.map(id => (
          <option key={id} value={id}>
            {inWords(id)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** `account-keys` is read `Account keys`. */
const inWords = (id: SystemId) => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' ')
