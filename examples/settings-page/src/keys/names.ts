import type { ApiKey, Shop } from '../shop/shop.ts'

/** The label of a key; undefined if it has none. */
export function labelOf(key: ApiKey, { label }: Shop['system']): string | undefined {
  return (label && key[label.field]) || undefined
}

/** The name of a key for people: its label, or else its redacted secret. */
export function nameOf(key: ApiKey, system: Shop['system']): string {
  return labelOf(key, system) ?? key.redacted
}

/** The name of a key among others: with its redacted secret if another one has the same name. */
export function uniqueNameOf(key: ApiKey, keys: readonly ApiKey[], system: Shop['system']): string {
  const name = nameOf(key, system)
  const hasTwin = keys.some(other => other.id !== key.id && nameOf(other, system) === name)
  return hasTwin && name !== key.redacted ? `${name} ${key.redacted}` : name
}

/** A field or a state for people: `last_used_at` becomes `Last used`. */
export function wordOf(field: string): string {
  const words = field.replace(/_(at|id)$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `active or paused`. */
export const listOf = (words: readonly string[], by: 'and' | 'or') => words.join(` ${by} `)
