/** JSON values as TypeScript source. */
import { isObject } from '../contract/json.ts'

/**
 * A value as TypeScript. Lists and objects that are longer than `width` are broken over lines.
 *
 * @param width characters; by default everything stays on one line
 * @param indent of the line on which the value starts
 */
export function literal(value: unknown, width = Number.POSITIVE_INFINITY, indent = ''): string {
  const line = onOneLine(value)
  if (line.length <= width) return line
  const inner = `${indent}  `
  const item = (value: unknown) => literal(value, width, inner)
  if (Array.isArray(value)) return broken('[', value.map(item), ']', indent)
  if (!isObject(value)) return line
  const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${item(member)}`)
  return broken('{', members, '}', indent)
}

function broken(start: string, items: readonly string[], end: string, indent: string): string {
  return [start, ...items.map(item => `${indent}  ${item},`), `${indent}${end}`].join('\n')
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${onOneLine(member)}`)
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return typeof value === 'string' ? text(value) : JSON.stringify(value)
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

/** A property name, in quotes if TypeScript needs them. */
export function quoted(key: string): string {
  return /^([A-Za-z_$][\w$]*|\d+)$/.test(key) ? key : text(key)
}
