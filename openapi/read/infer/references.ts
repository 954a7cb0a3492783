import { isObject, type JsonObject } from '../../contract/json.ts'
import { pointerKeys, valueAt } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'

const LONGEST_CHAIN = 20
/** A pointer with escaped characters. Most have none. */
const ESCAPED = /[~%]/

/** The values that the `$ref`s of a document lead to. Each is looked up once. */
export class References {
  readonly #document: JsonObject
  readonly #known = new Map<string, unknown>()
  readonly #read = new Map<unknown, unknown>()

  /** False if something was read that normalizing would have changed. Its readers say so. */
  isNormal = true

  constructor(document: JsonObject) {
    this.#document = document
  }

  /** The value that `#/components/...` refers to. Undefined if there is none. */
  lookUp(reference: string): unknown {
    const known = this.#known.get(reference)
    if (known !== undefined) return known
    const value = valueAt(
      this.#document,
      ESCAPED.test(reference) ? pointerKeys(reference) : reference.slice(2).split('/'),
    )
    this.#known.set(reference, value)
    return value
  }

  /** A parameter, response, request body or path item, where its `$ref`s end. */
  resolve(value: unknown): JsonObject | undefined {
    let node = value
    for (let step = 0; isReference(node) && step < LONGEST_CHAIN; step++) node = this.lookUp(node.$ref)
    return isObject(node) && !isReference(node) ? node : undefined
  }

  /** What `read` makes of the value that a `$ref` leads to, or of the value itself. Each value is read once. */
  once<Result>(value: unknown, read: (resolved: JsonObject) => Result | undefined): Result | undefined {
    const target = this.resolve(value)
    if (!target) return undefined
    if (!this.#read.has(target)) this.#read.set(target, read(target))
    return this.#read.get(target) as Result | undefined
  }
}
