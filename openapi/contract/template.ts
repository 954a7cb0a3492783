/**
 * Templates: JSON values with placeholders. `$record` is a value, `$record.owner.id` a part of it, `Key {$id} was not found`
 * a text with a value in it, and `$$x` the text `$x`. A member named `...` adds the members of an object.
 */
import { isObject, isString } from './json.ts'

/** The name of a value, and the keys of a part of it. */
export type Placeholder = readonly [name: string, ...keys: string[]]

/** The name of a member whose value is an object that takes its place. */
export const SPREAD = '...'

const NAME = String.raw`[A-Za-z_]\w*(?:\.[\w-]+)*`
const WHOLE = new RegExp(`^\\$(${NAME})$`)
const WITHIN = new RegExp(`\\{\\$(${NAME})\\}`)

/** A text of a template: a placeholder, or the parts of a text, in which every second one is a placeholder. */
export type TemplateText = { readonly placeholder: Placeholder } | { readonly parts: readonly (string | Placeholder)[] }

export function readText(text: string): TemplateText {
  const [, whole] = WHOLE.exec(text) ?? []
  if (whole !== undefined) return { placeholder: keysOf(whole) }
  const parts = text.split(WITHIN).map((part, index) => (index % 2 === 1 ? keysOf(part) : part))
  const [first = ''] = parts
  return { parts: isString(first) && first.startsWith('$$') ? [first.slice(1), ...parts.slice(1)] : parts }
}

function keysOf(name: string): Placeholder {
  const [first = '', ...keys] = name.split('.')
  return [first, ...keys]
}

/** A placeholder in a template, and the keys that lead to its text. */
export interface PlacedPlaceholder {
  readonly placeholder: Placeholder
  readonly keys: readonly (string | number)[]
  /** Whether it is a part of a text. */
  readonly isWithin: boolean
}

export function placeholdersIn(template: unknown, keys: readonly (string | number)[] = []): PlacedPlaceholder[] {
  if (isString(template)) {
    const text = readText(template)
    if ('placeholder' in text) return [{ placeholder: text.placeholder, keys, isWithin: false }]
    return text.parts.flatMap(part => (isString(part) ? [] : [{ placeholder: part, keys, isWithin: true }]))
  }
  if (Array.isArray(template)) return template.flatMap((item, index) => placeholdersIn(item, [...keys, index]))
  if (!isObject(template)) return []
  return Object.entries(template).flatMap(([name, member]) => placeholdersIn(member, [...keys, name]))
}

/** Names of values that stand in a text without braces, so that they are no placeholders. `$$` is a dollar sign. */
export function bareNames(
  template: unknown,
  names: readonly string[],
  keys: readonly (string | number)[] = [],
): { readonly name: string; readonly keys: readonly (string | number)[] }[] {
  if (Array.isArray(template)) return template.flatMap((item, index) => bareNames(item, names, [...keys, index]))
  if (isObject(template))
    return Object.entries(template).flatMap(([name, member]) => bareNames(member, names, [...keys, name]))
  if (!isString(template) || 'placeholder' in readText(template)) return []
  const found = [...template.matchAll(/(?<![{$])\$([A-Za-z_]\w*)/g)].map(([, name = '']) => name)
  return found.filter(name => names.includes(name)).map(name => ({ name, keys }))
}

/** Where the value of a placeholder is in what a template makes; undefined if it is not there, or in a list. */
export function placeIn(template: unknown, name: string): readonly string[] | undefined {
  const found = placeholdersIn(template).find(
    ({ placeholder, isWithin }) => !isWithin && placeholder.length === 1 && placeholder[0] === name,
  )
  if (!found?.keys.every(isString)) return undefined
  return found.keys.filter(key => key !== SPREAD)
}
