import { type FormEvent, useRef, useState } from 'react'
import { Problem } from '../parts/Failure.tsx'
import { useMe, useShop, useUserMaking } from '../shop/context.ts'
import type { NewKey } from '../shop/shop.ts'
import { NewUserDialog } from '../users/NewUserDialog.tsx'
import { PermissionBoxes } from '../users/PermissionBoxes.tsx'
import { usePermissionsOf } from '../users/permissions.ts'
import { UserField } from '../users/UserField.tsx'
import { useUsers } from '../users/useUsers.ts'
import { wordOf } from './names.ts'

interface KeyFormProps {
  readonly error: unknown
  readonly isPending: boolean
  /** @param typed identifies the input */
  readonly onSubmit: (typed: string, build: () => NewKey) => void
  readonly onCancel: () => void
}

/** The form for a new key, with the fields that the system supports. */
export function KeyForm({ error, isPending, onSubmit, onCancel }: KeyFormProps) {
  const { label, userChoice, hasExpiry, hasScopes, canPause } = useShop().system
  const { data: me } = useMe()
  const users = useUsers()
  const making = useUserMaking()
  const [userId, setUserId] = useState('')
  const [isMakingUser, setIsMakingUser] = useState(false)
  const userSelect = useRef<HTMLSelectElement>(null)
  // The key acts as the signed-in user by default, if the choice is optional.
  const user = userChoice === 'required' || userId ? users?.find(({ id }) => id === userId) : me?.user
  const permissions = usePermissionsOf(user)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSubmit(JSON.stringify([...form]), () => readKey(form, canPause))
  }
  return (
    <>
      <form onSubmit={submit} className="stack">
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
        <div className="actions">
          <button type="button" disabled={isPending} onClick={onCancel}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={isPending}>
            {isPending ? 'Generating…' : 'Generate key'}
          </button>
        </div>
      </form>
      {/* Outside the form, because it has its own form. */}
      {making && isMakingUser && (
        <NewUserDialog
          {...making}
          onClose={() => setIsMakingUser(false)}
          onMade={({ id }) => {
            setUserId(id)
            userSelect.current?.focus()
          }}
        />
      )}
    </>
  )
}

function LabelField({ field, required }: { readonly field: string; readonly required: boolean }) {
  return (
    <label>
      <span>
        {wordOf(field)} {!required && <span className="quiet">(optional)</span>}
      </span>
      <input
        name={`label:${field}`}
        required={required}
        maxLength={100}
        pattern=".*\S.*"
        placeholder="Inventory Sync"
        autoComplete="off"
      />
    </label>
  )
}

/** Days until a key expires. */
const LIVES = [30, 90, 365]

function ExpiryField() {
  return (
    <label>
      Expires
      <select name="days" defaultValue="">
        <option value="">Never</option>
        {LIVES.map(days => (
          <option key={days} value={days}>
            In {days} days
          </option>
        ))}
      </select>
    </label>
  )
}

function ScopesField({ permissions }: { readonly permissions: readonly string[] }) {
  const [isNarrowed, setIsNarrowed] = useState(false)
  return (
    <fieldset>
      <legend>Permissions</legend>
      <label className="check">
        <input
          type="checkbox"
          name="narrowed"
          checked={isNarrowed}
          onChange={event => setIsNarrowed(event.target.checked)}
        />
        Limit the permissions
      </label>
      {isNarrowed && <PermissionBoxes name="scopes" permissions={permissions} />}
    </fieldset>
  )
}

const DAY = 24 * 60 * 60 * 1000

/** Reads the form. Empty fields are omitted. */
function readKey(form: FormData, canPause: boolean): NewKey {
  const key: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (value === '') continue
    const [, field] = name.split('label:')
    if (field) key[field] = value
    if (name === 'user_id') key.user_id = value
    if (name === 'days') key.expires_at = new Date(Date.now() + Number(value) * DAY).toISOString()
  }
  if (canPause && !form.has('enabled')) key.enabled = false
  if (form.has('narrowed')) key.scopes = form.getAll('scopes')
  return key
}
