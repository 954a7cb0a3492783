/** JSON values as TypeScript source. */
import { isObject } from '../contract/json.ts'

/** TypeScript in place of a value: the name of a constant. */
export class Source {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * A value as TypeScript. Lists and objects that are longer than `width` are broken over lines.
 *
 * @param width characters; by default everything stays on one line
 * @param indent of the line on which the value starts
 * @param before how many characters of that line are before the value
 */
export function literal(value: unknown, width = Number.POSITIVE_INFINITY, indent = '', before = 0): string {
  const line = onOneLine(value)
  if (before + line.length <= width || value instanceof Source) return line
  const inner = `${indent}  `
  const item = (value: unknown) => literal(value, width, inner)
  if (Array.isArray(value)) return broken('[', value.map(item), ']', indent)
  if (!isObject(value)) return line
  const members = Object.entries(value).map(([key, member]) => memberSource(key, member, item))
  return broken('{', members, '}', indent)
}

/** A member whose value is a constant of its own name is written as that name. */
function memberSource(key: string, member: unknown, write: (value: unknown) => string): string {
  return member instanceof Source && member.text === key ? key : `${quoted(key)}: ${write(member)}`
}

function broken(start: string, items: readonly string[], end: string, indent: string): string {
  return [start, ...items.map(item => `${indent}  ${item},`), `${indent}${end}`].join('\n')
}

function onOneLine(value: unknown): string {
  if (value instanceof Source) return value.text
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => memberSource(key, member, onOneLine))
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return typeof value === 'string' ? text(value) : JSON.stringify(value)
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

/** A property name, in quotes if TypeScript needs them. */
export function quoted(key: string): string {
  return /^([A-Za-z_$][\w$]*|\d+)$/.test(key) ? key : text(key)
}
