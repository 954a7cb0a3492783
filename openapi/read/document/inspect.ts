/** Checks the size of a document, before anything walks through it. */
import { isObject, isString, type JsonObject } from '../../contract/json.ts'
import { escapeKey, type Keys } from '../../contract/pointer.ts'
import { ContractError } from '../contract-error.ts'
import { MOST_LEVELS } from './parse.ts'
import { PlainReferences } from './plain-references.ts'
import type { TextFile } from './types.ts'

/** More than any text of that length can hold, unless its YAML aliases repeat values. */
const mostValues = (text: string | undefined) => 5_000_000 + (text?.length ?? 0) / 2

/** A reference into another file. What is neither a path nor a URL is the name of a schema, in a discriminator. */
const FILE = /^[^#]*[./]/

export interface Inspection {
  /** The files that its `$ref`s lead to: relative to it, and in schemas with an `$id` also absolute. */
  readonly files: ReadonlySet<string>
  /** Whether each `$ref` leads to a component of the kind that stands at its place. */
  readonly isPlain: boolean
}

/**
 * Walks through a file once, before anything else does.
 * @throws {ContractError} if it is too deep or too large: it contains itself, or repeats YAML aliases in YAML aliases
 */
export function inspect({ name, text, value }: TextFile & { readonly value: unknown }): Inspection {
  const files = new Set<string>()
  const references = new PlainReferences()
  const keys: (string | number)[] = []
  let left = mostValues(text)
  let base = ''

  const addFile = (reference: unknown) => {
    if (!isString(reference) || reference.startsWith('#') || !FILE.test(reference)) return
    const file = reference.replace(/#.*$/s, '')
    files.add(file)
    if (base !== '' && URL.canParse(file, base)) files.add(new URL(file, base).href)
  }
  const visit = (inner: object, key: string | number, depth: number): void => {
    keys[depth] = key
    if (depth === MOST_LEVELS) throw tooDeep(name, keys)
    walk(inner, depth + 1)
  }
  const walk = (container: object, depth: number): void => {
    if (Array.isArray(container)) {
      left -= container.length
      for (let index = 0; index < container.length; index++) {
        const inner: unknown = container[index]
        if (typeof inner === 'object' && inner !== null) visit(inner, index, depth)
      }
    } else walkObject(container as JsonObject, depth)
    if (left < 0) throw tooLarge(name)
  }
  const walkObject = (object: JsonObject, depth: number): void => {
    const outer = base
    const { $id } = object
    if (isString($id) && URL.canParse($id, base || undefined)) base = new URL($id, base || undefined).href
    // `Object.keys` would make a list of each, in the time that the whole walk takes.
    for (const key in object) {
      const inner = object[key]
      left--
      if (typeof inner === 'object') {
        if (inner === null) continue
        if (key === 'mapping' && isObject(inner)) {
          for (const target of Object.values(inner)) {
            addFile(target)
            references.mapping(target)
          }
        }
        visit(inner, key, depth)
      } else if (key === 'defaultMapping') references.mapping(inner)
      else if (key.startsWith('$')) {
        if (key === '$ref' || key === '$dynamicRef') addFile(inner)
        references.keyword(key, inner, keys, depth)
      }
    }
    base = outer
  }
  if (typeof value === 'object' && value !== null) walk(value, 0)
  return { files, isPlain: references.arePlain }
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
