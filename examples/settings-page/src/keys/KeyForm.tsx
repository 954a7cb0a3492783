import { type FormEvent, useId, useRef, useState } from 'react'
import { Problem } from '../parts/Failure.tsx'
import { checkLength } from '../parts/max-length.ts'
import { useWait } from '../shop/attempts.ts'
import { useMe, useSignedIn, useUserMaking } from '../shop/context.ts'
import type { NewKey, Shop, User } from '../shop/shop.ts'
import { NewUserDialog } from '../users/NewUserDialog.tsx'
import { usePermissionsOf } from '../users/permissions.ts'
import { ScopesField } from '../users/ScopesField.tsx'
import { UserField } from '../users/UserField.tsx'
import { useUsers } from '../users/useUsers.ts'
import { wordOf } from './names.ts'
import { readKey } from './read-key.ts'

interface KeyFormProps {
  readonly error: unknown
  readonly isPending: boolean
  /** @param typed identifies the input */
  readonly onSubmit: (typed: string, build: () => NewKey) => void
  readonly onCancel: () => void
}

/** The form for a new key, with the fields that the system supports. */
export function KeyForm({ error, isPending, onSubmit, onCancel }: KeyFormProps) {
  const { shop, clock } = useSignedIn()
  const { label, userChoice, hasExpiry, hasScopes, canPause } = shop.system
  const { isLocked, trying } = useWait(isPending)
  const { data: me } = useMe()
  const users = useUsers()
  const making = useUserMaking()
  const [userId, setUserId] = useState('')
  const [isMakingUser, setIsMakingUser] = useState(false)
  const [unfinished, setUnfinished] = useState<User>()
  const userSelect = useRef<HTMLSelectElement>(null)
  // The key acts as the signed-in user by default, if the choice is optional.
  const user = userChoice === 'required' || userId ? users?.find(({ id }) => id === userId) : me?.user
  const permissions = usePermissionsOf(user)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSubmit(JSON.stringify([...form]), () => readKey(form, canPause, clock.now()))
  }
  return (
    <>
      <form onSubmit={submit}>
        <div className="dialog-body stack">
          {label && <LabelField {...label} />}
          {userChoice !== 'none' && (
            <UserField
              isRequired={userChoice === 'required'}
              users={users}
              chosenId={userId}
              onChoose={setUserId}
              user={user}
              permissions={permissions}
              onNew={making && (() => setIsMakingUser(true))}
              select={userSelect}
            />
          )}
          {hasExpiry && <ExpiryField />}
          {hasScopes && <ScopesField permissions={permissions ?? []} />}
          {canPause && (
            <label className="check">
              <input type="checkbox" name="enabled" defaultChecked />
              Enable the key immediately
            </label>
          )}
          <Problem error={error} />
        </div>
        <div className="actions">
          <button type="button" disabled={isLocked} onClick={onCancel}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={isPending}>
            {isPending ? (trying ?? 'Generating…') : 'Generate key'}
          </button>
        </div>
      </form>
      {/* Outside the form, because it has its own form. */}
      {making && isMakingUser && (
        <NewUserDialog
          {...making}
          onClose={() => setIsMakingUser(false)}
          unfinished={unfinished}
          onMade={(made, isFinished) => {
            setUserId(made.id)
            setUnfinished(isFinished ? undefined : made)
            userSelect.current?.focus()
          }}
        />
      )}
    </>
  )
}

function LabelField({ field, required, maxLength }: NonNullable<Shop['system']['label']>) {
  return (
    <label>
      <span>
        {wordOf(field)} {!required && <span className="quiet">(optional)</span>}
      </span>
      <input
        name={`label:${field}`}
        required={required}
        onInput={checkLength(maxLength)}
        pattern=".*\S.*"
        placeholder="Inventory Sync"
        autoComplete="off"
      />
    </label>
  )
}

/** Days until a key expires. */
const LIVES = [30, 90, 365]
const DEFAULT_LIFE = 90

function ExpiryField() {
  const hint = useId()
  const [days, setDays] = useState(String(DEFAULT_LIFE))
  return (
    <div>
      <label>
        Expires
        <select name="days" value={days} onChange={event => setDays(event.target.value)} aria-describedby={hint}>
          {LIVES.map(days => (
            <option key={days} value={days}>
              In {days} days
            </option>
          ))}
          <option value="">Never</option>
        </select>
      </label>
      <p id={hint} className={days === '' ? 'warning' : undefined} aria-live="polite">
        {days === '' && 'A key that never expires works until somebody revokes it. If it leaks, nothing else stops it.'}
      </p>
    </div>
  )
}
