import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import type { Keys } from '../../../contract/pointer.ts'
import type { Reference } from '../../../contract/ref.ts'
import type { Bound, References, Scope } from '../references.ts'
import type { Target } from '../schema-resources.ts'
import type { Kind } from '../sections.ts'
import type { Failure, SourceFile } from '../source-files.ts'
import type { WarningKind } from '../types.ts'
import type { Warnings } from '../warnings.ts'

/** The normalized form of a value; undefined leaves it out. The value is not changed: other parts are copied. */
export type Copy = (value: unknown, walk: Walk) => unknown

/** A component that uses another one at the same place of a value, by `$ref`, `allOf` and the like. */
export interface InPlaceUse {
  readonly from: string
  /** The schema with the `$ref`. */
  readonly holder: Record<string, unknown>
  readonly file: SourceFile
  readonly keys: Keys
  readonly by: 'allOf' | 'anyOf' | 'oneOf' | 'other'
}

/** Where the copying is, and what it needs. */
export class Walk {
  readonly #references: References
  readonly #warnings: Warnings
  /** Before OpenAPI 3.1. */
  readonly isOld: boolean
  /** The scope of the main document. */
  readonly #root: Scope
  #scope: Scope
  file: SourceFile
  /** The keys from the root of the file to the value that is copied. */
  keys: (string | number)[] = []
  readonly inPlaceUses: InPlaceUse[] = []
  /** The copies of what is not a component, and cannot become one. */
  readonly #followed = new Map<JsonObject, unknown>()
  #inPlace: Pick<InPlaceUse, 'from' | 'by'> | undefined

  constructor(file: SourceFile, isOld: boolean, references: References, warnings: Warnings) {
    this.file = file
    this.isOld = isOld
    this.#references = references
    this.#root = references.scopeOf({ file, keys: [] })
    this.#scope = this.#root
    this.#warnings = warnings
  }

  /** Reports a mistake at the value that is copied. */
  warn(kind: WarningKind, message: string): void {
    this.#warnings.add(kind, message, this.file, this.keys)
  }

  warnAt({ file, keys }: Pick<InPlaceUse, 'file' | 'keys'>, kind: WarningKind, message: string): void {
    this.#warnings.add(kind, message, file, keys)
  }

  /** Normalizes a member of the value that is normalized. */
  into(key: string | number, value: unknown, copy: Copy): unknown {
    this.keys.push(key)
    const result = copy(value, this)
    this.keys.pop()
    return result
  }

  /** A `$ref` to the component that a `$ref` of the document leads to; undefined, with a warning, if it leads to nothing. */
  refer($ref: string, kind: Kind, written = $ref): string | undefined {
    return this.#found(this.#references.toComponent($ref, this.#scope, kind), written)
  }

  /** The same for the name of a schema: of the file, or otherwise of the main document. */
  referToName(name: string): string | undefined {
    const $ref = `#/components/schemas/${name}`
    const found = this.#references.toComponent($ref, this.#scope, 'schema')
    if (isString(found) || this.#scope === this.#root) return this.#found(found, name)
    return this.#found(this.#references.toComponent($ref, this.#root, 'schema'), name)
  }

  /** The same for a `$dynamicRef`. */
  referDynamically($ref: string): string | undefined {
    return this.#found(this.#references.toDynamic($ref, this.#scope), $ref)
  }

  #found(found: string | Failure, written: string): string | undefined {
    if (isString(found)) return found
    this.warn('reference', `The reference \`${withoutCredentials(written)}\` cannot be resolved: ${found.reason}.`)
    return undefined
  }

  /** A `$ref` in an example, to an Example Object with what it leads to; undefined if it leads to nothing. */
  referInData($ref: string): string | undefined {
    const found = this.#references.toComponent($ref, this.#scope, 'example')
    return isString(found) ? found : undefined
  }

  /** The copy of what a `$ref` leads to, in its place. */
  follow($ref: string, kind: Kind, copy: Copy): unknown {
    const target = this.#references.find($ref, this.#scope, kind)
    if ('reason' in target) return this.refer($ref, kind)
    const { value } = target
    if (isObject(value) && this.#followed.has(value)) return this.#followed.get(value)
    if (isObject(value)) this.#followed.set(value, undefined)
    const result = this.at(target, () => copy(value, this))
    if (isObject(value)) this.#followed.set(value, result)
    return result
  }

  /**
   * Continues at another place.
   * @param bound what led there, if not only the document
   */
  at<Result>({ file, keys }: Pick<Target, 'file' | 'keys'>, work: () => Result, bound?: Bound): Result {
    const before = { file: this.file, keys: this.keys, scope: this.#scope }
    this.file = file
    this.keys = [...keys]
    this.#scope = this.#references.scopeOf({ file, keys }, bound)
    const result = work()
    this.file = before.file
    this.keys = before.keys
    this.#scope = before.scope
    return result
  }

  /** Copies a schema, which may have an `$id`. */
  inResource(schema: JsonObject, copy: Copy): unknown {
    const before = this.#scope
    this.#scope = this.#references.enter(before, schema, () => this.keys.map(String))
    const result = copy(schema, this)
    this.#scope = before
    return result
  }

  /** Copies the schema of a component, to find the components that it uses in its place. */
  component(name: string, copy: () => unknown): unknown {
    this.#inPlace = { from: name, by: 'other' }
    const result = copy()
    this.#inPlace = undefined
    return result
  }

  /** @param by undefined if the schemas are of other values: of members or items */
  inPlaceBy(by: InPlaceUse['by'] | undefined, copy: Copy, value: unknown): unknown {
    const before = this.#inPlace
    if (before) this.#inPlace = by && { from: before.from, by }
    const result = copy(value, this)
    this.#inPlace = before
    return result
  }

  /** @returns the schema with a `$ref`, or a copy that can be changed later */
  usesInPlace(schema: JsonObject): JsonObject {
    if (!this.#inPlace) return schema
    const holder = { ...schema }
    this.inPlaceUses.push({ ...this.#inPlace, holder, file: this.file, keys: [...this.keys] })
    return holder
  }
}

/**
 * An object with other values of its members; undefined leaves one out. It is the object itself if all values stay the
 * same: most of a document does, and copying it would take longer than all checks.
 */
export function withMembers(object: JsonObject, normalized: (name: string, value: unknown) => unknown): JsonObject {
  let copy: Record<string, unknown> | undefined
  let leftOut: Set<string> | undefined
  for (const name in object) {
    const before = object[name]
    const value = normalized(name, before)
    if (value === undefined) {
      leftOut ??= new Set()
      leftOut.add(name)
    } else if (value !== before) {
      copy ??= { ...object }
      copy[name] = value
    }
  }
  const result = copy ?? object
  return leftOut ? Object.fromEntries(Object.entries(result).filter(([name]) => !leftOut.has(name))) : result
}

/** The same for a list. */
export function withItems(
  list: readonly unknown[],
  normalized: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  let copy: unknown[] | undefined
  for (let index = 0; index < list.length; index++) {
    const value = normalized(list[index], index)
    if (copy === undefined) {
      if (value === list[index] && value !== undefined) continue
      copy = list.slice(0, index)
    }
    if (value !== undefined) copy.push(value)
  }
  return copy ?? list
}

/** Sets a member. An assignment to `__proto__` would set the prototype. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  else object[key] = value
}

/** A reference without the user and password of a URL in it. */
const withoutCredentials = (reference: string) => reference.replace(/\/\/[^\s/?#]*@/, '//')

/** A `$ref` with what may stand next to it. */
export function refer(value: JsonObject & Reference, kind: Kind, walk: Walk): JsonObject | undefined {
  const $ref = walk.refer(value.$ref, kind)
  if ($ref === undefined) return undefined
  if ($ref === value.$ref && Object.keys(value).length === 1) return value
  const { summary, description } = value
  return { $ref, ...(isString(summary) && { summary }), ...(isString(description) && { description }) }
}
