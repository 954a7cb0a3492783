import type { ApiKey, Shop } from '../shop/shop.ts'

/** What somebody wrote to tell the key apart; undefined where there is nothing. */
export function labelOf(key: ApiKey, { label }: Shop['system']): string | undefined {
  return (label && key[label.field]) || undefined
}

/** What the page calls a key: by its label, else by what may be seen of its secret. */
export function nameOf(key: ApiKey, system: Shop['system']): string {
  return labelOf(key, system) ?? key.redacted
}

/** A member or a state of a key, as a word for people: `last_used_at` is `Last used`. */
export function wordOf(member: string): string {
  const words = member.replace(/_(at|id)$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
