import { type RefObject, useId } from 'react'
import { disabledTextOf } from '../keys/texts.ts'
import type { Group, User } from '../shop/shop.ts'
import { wordsOf } from './permissions.ts'
import { useGroups } from './useGroups.ts'

interface UserFieldProps {
  readonly isRequired: boolean
  /** Undefined while they are loading. */
  readonly users: readonly User[] | undefined
  /** Empty if none is selected. */
  readonly chosenId: string
  readonly onChoose: (id: string) => void
  /** The user that the key acts as. */
  readonly user: User | null | undefined
  readonly permissions: readonly string[] | undefined
  /** Undefined if the signed-in user cannot create users. */
  readonly onNew: (() => void) | undefined
  readonly select: RefObject<HTMLSelectElement | null>
}

/** Selects the user that a key acts as, and shows the resulting permissions. */
export function UserField({ isRequired, users, chosenId, onChoose, user, permissions, onNew, select }: UserFieldProps) {
  const hint = useId()
  const { data: groups = [] } = useGroups()
  return (
    <div className="user-field">
      <label>
        Acts as
        <select
          ref={select}
          name="user_id"
          required={isRequired}
          value={chosenId}
          onChange={event => onChoose(event.target.value)}
          aria-describedby={hint}
        >
          <option value="" disabled={isRequired}>
            {isRequired ? 'Choose a user' : 'Me'}
          </option>
          {users?.map(one => (
            <option key={one.id} value={one.id}>
              {describe(one, groups)}
            </option>
          ))}
        </select>
      </label>
      {onNew && (
        <button type="button" onClick={onNew}>
          New user…
        </button>
      )}
      <p id={hint} className="hint" aria-live="polite">
        {user && permissions ? (
          <Abilities user={user} permissions={permissions} />
        ) : (
          'The key has the permissions of this user.'
        )}
      </p>
    </div>
  )
}

/** `Ada Admin (admin@north.example, Admins)`: names are not unique. */
function describe({ name, email, group_id }: User, groups: readonly Group[]): string {
  const group = groups.find(({ id }) => id === group_id)
  return `${name} (${group ? `${email}, ${group.name}` : email})`
}

function Abilities({ user, permissions }: { readonly user: User; readonly permissions: readonly string[] }) {
  const group = useGroups().data?.find(({ id }) => id === user.group_id)
  return (
    <>
      As{' '}
      <strong>
        <bdi>{user.name}</bdi>
      </strong>
      {group && (
        <>
          {' '}
          in the group{' '}
          <strong>
            <bdi>{group.name}</bdi>
          </strong>
        </>
      )}
      , the key can {permissions.length > 0 ? wordsOf(permissions) : 'do nothing that requires a permission'}.
      {disabledTextOf(user)}
    </>
  )
}
