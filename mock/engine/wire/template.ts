/** Templates, compiled: each is read once, and then only fills in values. */
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { type Placeholder, readText, SPREAD } from '../../../openapi/contract/template.ts'
import { keptJson } from './kept-json.ts'

/** The value of a name; undefined if there is none. */
export type Lookup = (name: string) => unknown

export interface CompiledTemplate {
  /** What the template makes of these values. */
  fill(values: Lookup): unknown
  /** The same as JSON. Records that were written before are not written again. */
  json(values: Lookup): string
}

/** A part of a template. Undefined: the member is left out. */
interface Part {
  readonly fill: (values: Lookup) => unknown
  readonly json: (values: Lookup) => string | undefined
}

export function compileTemplate(template: unknown): CompiledTemplate {
  const { fill, json } = compile(template)
  return { fill, json: values => json(values) ?? 'null' }
}

function compile(template: unknown): Part {
  if (isString(template)) return compileText(template)
  if (Array.isArray(template)) return compileList(template.map(compile))
  if (isObject(template)) return compileObject(template)
  return constant(template)
}

function constant(value: unknown): Part {
  const text = JSON.stringify(value)
  return { fill: () => value, json: () => text }
}

function compileText(template: string): Part {
  const text = readText(template)
  if ('placeholder' in text) {
    const { placeholder } = text
    return { fill: values => partOf(values, placeholder), json: values => keptJson(partOf(values, placeholder)) }
  }
  const { parts } = text
  if (parts.every(isString)) return constant(parts.join(''))
  const fill = (values: Lookup) => parts.map(part => (isString(part) ? part : textOf(partOf(values, part)))).join('')
  return { fill, json: values => JSON.stringify(fill(values)) }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function compileList(items: readonly Part[]): Part {
  const isThere = (value: unknown) => value !== undefined
  return {
    fill: values => items.map(({ fill }) => fill(values)).filter(isThere),
    json: values =>
      `[${items
        .map(({ json }) => json(values))
        .filter(isThere)
        .join(',')}]`,
  }
}

function compileObject(template: Readonly<Record<string, unknown>>): Part {
  const members = Object.entries(template).map(([name, member]) => ({
    name,
    key: `${JSON.stringify(name)}:`,
    ...compile(member),
  }))
  const fill = (values: Lookup) => {
    const result: Record<string, unknown> = {}
    for (const { name, fill } of members) {
      const value = fill(values)
      if (name !== SPREAD) {
        if (value !== undefined) result[name] = value
      } else if (isObject(value)) Object.assign(result, value)
    }
    return result
  }
  // Members that are spread may have the names of others.
  if (SPREAD in template) return { fill, json: values => JSON.stringify(fill(values)) }
  return {
    fill,
    json: values => {
      const written: string[] = []
      for (const { key, json } of members) {
        const text = json(values)
        if (text !== undefined) written.push(key + text)
      }
      return `{${written.join(',')}}`
    },
  }
}

export function partOf(values: Lookup, [name, ...keys]: Placeholder): unknown {
  let value = values(name)
  for (const key of keys)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
  return value
}
