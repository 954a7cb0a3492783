import type { NewKey } from '../shop/shop.ts'

const DAY = 24 * 60 * 60 * 1000

/**
 * Reads the form of a new key. Empty fields are omitted.
 * @param now the time of the server, in milliseconds since 1970
 */
export function readKey(form: FormData, canPause: boolean, now: number): NewKey {
  const key: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (value === '') continue
    const [, field] = name.split('label:')
    if (field) key[field] = value
    if (name === 'user_id') key.user_id = value
    if (name === 'days') key.expires_at = new Date(now + Number(value) * DAY).toISOString()
  }
  if (canPause && !form.has('enabled')) key.enabled = false
  if (form.has('narrowed')) key.scopes = form.getAll('scopes')
  return key
}
