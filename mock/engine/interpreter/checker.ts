/** What keywords see of the validator. */
import type { JsonObject } from '../../../openapi/contract/json.ts'
import type { Evaluated } from './evaluated.ts'
import type { SchemaError } from './schema-error.ts'

/** The position at which a schema is applied. */
export interface Place {
  /** JSON pointer to the value. */
  readonly path: string
  /** Whether it is inside `anyOf`, `oneOf`, `not`, `if` or `contains`, and may fail. */
  readonly isTrial: boolean
  /** False if no defaults are filled in. */
  readonly isDefaulted?: boolean
}

/** The tests of texts. */
export interface Texts {
  readonly pattern: (source: string) => { readonly test: (text: string) => boolean }
  /** The test of a format for values of a type; undefined if there is none. */
  readonly format: (name: string, type: string) => ((value: never) => boolean) | undefined
}

export interface Checker {
  readonly errors: readonly SchemaError[]
  readonly texts: Texts
  /** Whether to report all errors, or to stop at the first. */
  readonly allErrors: boolean
  /** @returns whether the value is valid; otherwise the errors were added */
  check(schema: unknown, value: unknown, place: Place, evaluated: Evaluated): boolean
  /** Checks a member or an item. */
  checkAt(key: string | number, schema: unknown, value: unknown, place: Place): boolean
  /** Checks a value without reporting anything. */
  isValid(schema: unknown, value: unknown, place: Place, evaluated: Evaluated): boolean
  report(place: Place, keyword: string, message: string | undefined, params: SchemaError['params']): false
  /** Removes the errors that were added after the first ones. */
  forget(before: number): true
  /** @throws {Error} if the document has no such schema */
  resolve(reference: string): unknown
}

/** Whether an object has a member itself: every object inherits `toString`. */
export function hasMember(value: JsonObject, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined
}
