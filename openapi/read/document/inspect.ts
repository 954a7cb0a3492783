/** Checks the size of a document, before anything walks through it. */
import { isObject, isString } from '../../contract/json.ts'
import { escapeKey, type Keys } from '../../contract/pointer.ts'
import { ContractError } from '../contract-error.ts'
import { MOST_LEVELS } from './parse.ts'
import type { TextFile } from './types.ts'

/** More than any text of that length can hold, unless its YAML aliases repeat values. */
const mostValues = (text: string | undefined) => 5_000_000 + (text?.length ?? 0) / 2

/** A reference into another file. What is neither a path nor a URL is the name of a schema, in a discriminator. */
const FILE = /^[^#]*[./]/

/**
 * The files that the `$ref`s in a file lead to: relative to it, and in schemas with an `$id` also absolute.
 * @throws {ContractError} if it is too deep or too large: it contains itself, or repeats YAML aliases in YAML aliases
 */
export function inspect({ name, text, value }: TextFile & { readonly value: unknown }): ReadonlySet<string> {
  const files = new Set<string>()
  const keys: (string | number)[] = []
  let left = mostValues(text)
  let base = ''

  const addFile = (reference: unknown) => {
    if (!isString(reference) || !FILE.test(reference)) return
    const file = reference.replace(/#.*$/s, '')
    files.add(file)
    if (base !== '' && URL.canParse(file, base)) files.add(new URL(file, base).href)
  }
  const visit = (inner: unknown, key: string | number): void => {
    keys.push(key)
    if (keys.length > MOST_LEVELS) throw tooDeep(name, keys)
    walk(inner)
    keys.pop()
  }
  const walk = (container: unknown): void => {
    if (typeof container !== 'object' || container === null) return
    if (Array.isArray(container)) {
      left -= container.length
      for (let index = 0; index < container.length; index++) visit(container[index], index)
    } else {
      const outer = base
      const id: unknown = Reflect.get(container, '$id')
      if (isString(id) && URL.canParse(id, base || undefined)) base = new URL(id, base || undefined).href
      for (const key of Object.keys(container)) {
        const inner: unknown = Reflect.get(container, key)
        left--
        if (typeof inner === 'object') {
          if (key === 'mapping' && isObject(inner)) for (const target of Object.values(inner)) addFile(target)
          visit(inner, key)
        } else if (key === '$ref' || key === '$dynamicRef') addFile(inner)
      }
      base = outer
    }
    if (left < 0) throw tooLarge(name)
  }
  walk(value)
  return files
}

function tooDeep(name: string, keys: Keys): ContractError {
  const start = ['#', ...keys.slice(0, 6).map(escapeKey), '...'].join('/')
  const message = `The document has more than ${MOST_LEVELS} levels at ${start}. Perhaps it contains itself: write such a schema with \`$ref\`.`
  return new ContractError([{ where: name, message }])
}

function tooLarge(name: string): ContractError {
  const message =
    'The document has too many values. Perhaps its YAML aliases repeat each other: write them with `$ref`.'
  return new ContractError([{ where: name, message }])
}
