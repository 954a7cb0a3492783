/** A JSON Schema validator that generates no code. */
import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import { escapeKey, pointerKeys, valueAt } from '../../../openapi/contract/pointer.ts'
import { APPLICATORS } from './applicators.ts'
import { ASSERTIONS } from './assertions.ts'
import { type Checker, hasMember, type Place, type Texts } from './checker.ts'
import { Evaluated } from './evaluated.ts'
import { type Plan, planOf } from './plan.ts'
import type { SchemaError } from './schema-error.ts'
import { isOfType } from './types.ts'

export type UnevaluatedKeyword = 'unevaluatedItems' | 'unevaluatedProperties'

export interface InterpreterOptions {
  /** The document that references point into. */
  readonly document: JsonObject
  /** Whether to report all errors, or to stop at the first. */
  readonly allErrors: boolean
  /** Whether to fill in the defaults of missing properties. */
  readonly useDefaults: boolean
  readonly texts: Texts
}

/** Checks a value against a schema of JSON Schema 2020-12. Reports what Ajv reports, in the same order. */
export class Interpreter implements Checker {
  readonly errors: SchemaError[] = []
  readonly texts: Texts
  readonly allErrors: boolean
  readonly #options: InterpreterOptions

  constructor(options: InterpreterOptions) {
    this.#options = options
    this.texts = options.texts
    this.allErrors = options.allErrors
  }

  /** @returns all errors; undefined if there are none */
  static check(schema: unknown, value: unknown, options: InterpreterOptions): readonly SchemaError[] | undefined {
    const interpreter = new Interpreter(options)
    const isValid = interpreter.check(schema, value, { path: '', isTrial: false }, new Evaluated())
    return isValid ? undefined : interpreter.errors
  }

  /** The errors that only `unevaluatedItems` or `unevaluatedProperties` of a schema finds. */
  static unevaluated(
    keyword: UnevaluatedKeyword,
    schema: JsonObject,
    value: unknown,
    { path, ...options }: InterpreterOptions & Pick<Place, 'path'>,
  ): readonly SchemaError[] {
    const { [keyword]: _, ...others } = schema
    const evaluated = new Evaluated()
    const interpreter = new Interpreter({ ...options, useDefaults: false })
    const place = { path, isTrial: false }
    // Its errors are those that Ajv reports.
    const isValid = interpreter.check(others, value, place, evaluated)
    interpreter.forget(0)
    if (isValid || interpreter.allErrors) interpreter.#apply(keyword, schema, value, place, evaluated)
    return interpreter.errors
  }

  check(schema: unknown, value: unknown, place: Place, outer: Evaluated): boolean {
    if (schema === false) return this.report(place, 'false schema', 'boolean schema is false', {})
    if (!isObject(schema)) return true
    const plan = planOf(schema)
    if (plan.onlyReference) return this.#apply('$ref', schema, value, place, outer)
    // What schemas beside this one have evaluated does not count for it.
    const evaluated = plan.isClosed ? new Evaluated() : outer
    const before = this.errors.length
    if (plan.typeFirst && !this.#hasType(plan, value)) this.#reportType(schema, place)
    if (this.#isOver(before) && !place.isTrial) return false
    for (const { type, keywords } of plan.groups) {
      if (type === undefined || isOfType(type, value)) {
        if (type === 'object' && this.#options.useDefaults && !place.isTrial && place.isDefaulted !== false)
          fillIn(schema, value)
        this.#applyAll(keywords, schema, value, place, evaluated)
      } else if (!plan.typeFirst && plan.types[0] === type) this.#reportType(schema, place)
      if (this.#isOver(before)) break
    }
    if (plan.isClosed) outer.add(evaluated)
    return this.errors.length === before
  }

  isValid(schema: unknown, value: unknown, { path }: Place, evaluated: Evaluated): boolean {
    const trial = new Interpreter({ ...this.#options, allErrors: false })
    return trial.check(schema, value, { path, isTrial: true }, evaluated)
  }

  checkAt(key: string | number, schema: unknown, value: unknown, place: Place): boolean {
    return this.check(schema, value, { ...place, path: `${place.path}/${escapeKey(key)}` }, new Evaluated())
  }

  report({ path }: Place, keyword: string, message: string | undefined, params: SchemaError['params']): false {
    this.errors.push({ keyword, instancePath: path, params, ...(message !== undefined && { message }) })
    return false
  }

  forget(before: number): true {
    this.errors.length = before
    return true
  }

  resolve(reference: string): unknown {
    const target = reference.startsWith('#/') ? valueAt(this.#options.document, pointerKeys(reference)) : undefined
    if (target === undefined) throw new Error(`The schema ${reference} cannot be found.`)
    return target
  }

  #isOver(before: number): boolean {
    return !this.allErrors && this.errors.length > before
  }

  #hasType({ types }: Plan, value: unknown): boolean {
    return types.length === 0 || types.some(type => isOfType(type, value))
  }

  #reportType({ type }: JsonObject, place: Place): void {
    this.report(place, 'type', `must be ${type}`, { type })
  }

  #applyAll(keywords: readonly string[], schema: JsonObject, value: unknown, place: Place, evaluated: Evaluated): void {
    for (const keyword of keywords)
      if (!this.#apply(keyword, schema, value, place, evaluated) && !this.allErrors) return
  }

  #apply(keyword: string, schema: JsonObject, value: unknown, place: Place, evaluated: Evaluated): boolean {
    const applicator = APPLICATORS[keyword]
    if (applicator) return applicator({ checker: this, schema, value: value as never, place, evaluated })
    const findings = ASSERTIONS[keyword]?.(schema[keyword] as never, value as never, this.texts) ?? []
    for (const { message, params } of this.allErrors || keyword === LISTED ? findings : findings.slice(0, 1))
      this.report(place, keyword, message, params)
    return findings.length === 0
  }
}

/** The keyword that reports all its findings even if one error is wanted: Ajv lists what a function reports. */
const LISTED = 'uniqueItems'

function fillIn({ properties }: JsonObject, value: unknown): void {
  if (!isObject(properties) || !isObject(value)) return
  for (const [name, property] of Object.entries(properties))
    if (isObject(property) && property.default !== undefined && !hasMember(value, name))
      // An assignment to `__proto__` would set the prototype.
      Object.defineProperty(value, name, {
        value: structuredClone(property.default),
        enumerable: true,
        writable: true,
        configurable: true,
      })
}
