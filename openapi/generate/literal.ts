/** Values as TypeScript. */
import { isObject } from '../contract/json.ts'

/** A value as TypeScript, on one line. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${literal(member)}`)
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value)
}

/** The type of this very value. */
export function literalType(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return `readonly [${value.map(item => literalType(item)).join(', ')}]`
  if (!isObject(value)) return literal(value)
  const inner = `${indent}  `
  const members = Object.entries(value).map(
    ([key, member]) => `${inner}readonly ${quoted(key)}: ${literalType(member, inner)}`,
  )
  return ['{', ...members, `${indent}}`].join('\n')
}

export function quoted(key: string): string {
  return /^([A-Za-z_$][\w$]*|\d+)$/.test(key) ? key : `'${key}'`
}
