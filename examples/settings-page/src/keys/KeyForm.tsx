import { type FormEvent, useState } from 'react'
import { Problem } from '../parts/Failure.tsx'
import { useMe, useShop } from '../shop/context.ts'
import type { NewKey } from '../shop/shop.ts'
import { wordOf } from './names.ts'
import { useUsers } from './useUsers.ts'

interface KeyFormProps {
  readonly error: unknown
  readonly isPending: boolean
  /** @param typed tells what was typed from anything else */
  readonly onSubmit: (typed: string, build: () => NewKey) => void
  readonly onCancel: () => void
}

/** Asks for what the system wants to know of a new key, and for nothing else. */
export function KeyForm({ error, isPending, onSubmit, onCancel }: KeyFormProps) {
  const { label, userChoice, hasExpiry, hasScopes, canPause } = useShop().system
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSubmit(JSON.stringify([...form]), () => readKey(form, canPause))
  }
  return (
    <form onSubmit={submit} className="stack">
      {label && <LabelField {...label} />}
      {userChoice !== 'none' && <UserField isRequired={userChoice === 'required'} />}
      {hasExpiry && <ExpiryField />}
      {hasScopes && <ScopesField />}
      {canPause && (
        <label className="check">
          <input type="checkbox" name="enabled" defaultChecked />
          Enabled at once
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

function UserField({ isRequired }: { readonly isRequired: boolean }) {
  const users = useUsers()
  return (
    <label>
      Acts as
      <select name="user_id" required={isRequired} defaultValue="">
        <option value="" disabled={isRequired}>
          {isRequired ? 'Choose a user' : 'Me'}
        </option>
        {users?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span className="hint">The key may do what this user may do.</span>
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

function ScopesField() {
  const [isNarrowed, setIsNarrowed] = useState(false)
  const { data: me } = useMe()
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
        Only some of the user’s
      </label>
      {isNarrowed && (
        <div className="scopes">
          {me?.permissions.map(permission => (
            <label className="check" key={permission}>
              <input type="checkbox" name="scopes" value={permission} />
              <code>{permission}</code>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  )
}

const DAY = 24 * 60 * 60 * 1000

/** The members that were asked for; those that were left empty are left out. */
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
