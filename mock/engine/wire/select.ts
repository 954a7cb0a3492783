import { isObject } from '../../../openapi/contract/json.ts'

/**
 * A record with the members that a request asks for: `id,title`, or `+metadata,-created_at` for what is shown without it.
 * @param wanted names, separated by commas
 * @param always the members that are shown in any case
 */
export function selected(record: unknown, wanted: string, always: readonly string[] = []): unknown {
  if (!isObject(record)) return record
  const names = wanted.split(',').map(name => name.trim())
  const isChange = names.every(name => /^[+-]/.test(name))
  const left = new Set(names.flatMap(name => (name.startsWith('-') ? [name.slice(1)] : [])))
  const isShown = (member: string) => always.includes(member) || (isChange ? !left.has(member) : names.includes(member))
  return Object.fromEntries(Object.entries(record).filter(([member]) => isShown(member)))
}
