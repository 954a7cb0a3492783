/** The values of keywords of JSON Schema. What validators refuse is corrected if its meaning is clear, or left out. */
import { isObject, isString } from '../../../contract/json.ts'
import { usablePattern } from './pattern.ts'
import { type Copy, put, type Walk, withMembers } from './walk.ts'

function leaveOut(walk: Walk, message: string): undefined {
  walk.warn('schema', `${message} It is left out.`)
  return undefined
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'])

/** Whether it is the name of a type in JSON Schema. */
export const isType = (value: unknown): value is string => isString(value) && TYPES.has(value)

/** What some call the types. `any` is no restriction. */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['date', 'string'],
  ['date-time', 'string'],
  ['datetime', 'string'],
  ['decimal', 'number'],
  ['dict', 'object'],
  ['double', 'number'],
  ['enum', 'string'],
  ['file', 'string'],
  ['float', 'number'],
  ['hash', 'object'],
  ['int', 'integer'],
  ['int32', 'integer'],
  ['int64', 'integer'],
  ['list', 'array'],
  ['long', 'integer'],
  ['map', 'object'],
  ['str', 'string'],
  ['text', 'string'],
  ['timestamp', 'string'],
  ['uri', 'string'],
  ['url', 'string'],
  ['uuid', 'string'],
])

export const type: Copy = (value, walk) => {
  if (isType(value)) return value
  const names = (Array.isArray(value) ? value : [value]).flatMap(name => typeNamed(name, walk) ?? [])
  const unique = [...new Set(names)]
  // Of several types, one that is unknown may be any.
  if (unique.length === 0 || (Array.isArray(value) && names.length < value.length)) return undefined
  return Array.isArray(value) ? unique : unique[0]
}

function typeNamed(name: unknown, walk: Walk): string | undefined {
  // YAML reads an unquoted null as the value.
  if (name === null) return 'null'
  if (isType(name)) return name
  const known = isString(name) ? name.toLowerCase() : ''
  const meant = isType(known) ? known : OTHER_TYPES.get(known)
  if (meant !== undefined) {
    walk.warn('schema', `\`${String(name)}\` is not a type of JSON Schema. It is taken for \`${meant}\`.`)
    return meant
  }
  return leaveOut(walk, `\`${isString(name) ? name : JSON.stringify(name)}\` is not a type of JSON Schema.`)
}

export const enumeration: Copy = (value, walk) => {
  if (!Array.isArray(value) || value.length === 0)
    return leaveOut(walk, '`enum` must be a list with at least one value.')
  return value.every(item => typeof item !== 'object' || item === null) ? withoutRepeated(value) : value
}

/** The list itself if it repeats nothing. */
function withoutRepeated(list: readonly unknown[]): readonly unknown[] {
  const unique = new Set(list)
  return unique.size === list.length ? list : [...unique]
}

export const required: Copy = (value, walk) => {
  if (Array.isArray(value) && value.every(isString)) return value.length === 0 ? undefined : withoutRepeated(value)
  if (!Array.isArray(value)) {
    // In JSON Schema draft 3 it was a flag of the member.
    return leaveOut(walk, '`required` must be a list of names, in the schema of the object.')
  }
  walk.warn('schema', '`required` must be a list of names. Other values in it are left out.')
  return [...new Set(value.filter(isString))]
}

export const dependentRequired: Copy = (value, walk) => {
  if (!isObject(value)) return leaveOut(walk, '`dependentRequired` must be an object.')
  return withMembers(value, (name, names) => walk.into(name, names, required))
}

export const number: Copy = (value, walk) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (isString(value) && value.trim() !== '' && Number.isFinite(Number(value))) {
    walk.warn('schema', 'A number is written as a string. It is taken for the number.')
    return Number(value)
  }
  return leaveOut(walk, 'This keyword needs a number.')
}

export const positive: Copy = (value, walk) => {
  const read = number(value, walk)
  if (typeof read !== 'number' || read > 0) return read
  return leaveOut(walk, 'This keyword needs a number above 0.')
}

/** How many there are at least or at most. */
export const count: Copy = (value, walk) => {
  const read = number(value, walk)
  if (typeof read !== 'number' || (Number.isInteger(read) && read >= 0)) return read
  return leaveOut(walk, 'This keyword needs a whole number of at least 0.')
}

/** A number, or in OpenAPI 3.0 a flag of `minimum` or `maximum`. */
export const exclusive: Copy = (value, walk) => (typeof value === 'boolean' ? value : number(value, walk))

export const flag: Copy = (value, walk) => {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  return leaveOut(walk, 'This keyword needs `true` or `false`.')
}

export const text: Copy = (value, walk) => (isString(value) ? value : leaveOut(walk, 'This keyword needs a string.'))

export const pattern: Copy = (value, walk) => {
  if (!isString(value)) return leaveOut(walk, 'This keyword needs a string.')
  const usable = usablePattern(value)
  if (usable !== undefined) return usable
  const shown = value.length > 200 ? `${value.slice(0, 200)}...` : value
  walk.warn('pattern', `The pattern \`${shown}\` is not a regular expression of ECMAScript. It is not checked.`)
  return undefined
}

export function patternProperties(properties: Copy): Copy {
  return (value, walk) => {
    if (!isObject(value)) return leaveOut(walk, '`patternProperties` must be an object.')
    const result: Record<string, unknown> = {}
    for (const [key, inner] of Object.entries(value)) {
      const usable = walk.into(key, key, pattern)
      if (isString(usable)) put(result, usable, inner)
    }
    return properties(result, walk)
  }
}
