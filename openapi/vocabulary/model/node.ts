/**
 * A view on an OpenAPI document in one file or many. A node has a value, with `$ref`s followed, and the place at which that
 * value is written.
 */
import { isObject, isString, type JsonObject } from '../../contract/json.ts'
import { escapeKey, pointerKeys, valueAt } from '../../contract/pointer.ts'
import { isReference, type Reference } from '../../contract/ref.ts'

/** A place in a document. Redocly's `Location` and our `Pointer` are places. */
export interface Place {
  /** A JSON pointer as a fragment: `#/paths/~1me`. */
  readonly pointer: string
  /** The same after the name of the document: unique for each place. */
  readonly absolutePointer: string
  child(keys: (string | number)[]): Place
}

/** A place in a document of one file. */
export class Pointer implements Place {
  readonly pointer: string

  constructor(keys: readonly (string | number)[] = [], base = '#/') {
    const steps = keys.map(escapeKey)
    this.pointer = [...(base === '#/' ? ['#'] : [base]), ...steps].join('/')
    if (steps.length === 0 && base === '#/') this.pointer = '#/'
  }

  get absolutePointer(): string {
    return this.pointer
  }

  child(keys: (string | number)[]): Pointer {
    return new Pointer(keys, this.pointer)
  }
}

interface Layer {
  readonly value: unknown
  readonly at: Place
}

/** Follows one `$ref`; undefined if it does not resolve. */
export type Resolve = (ref: Reference, from: Place) => Layer | undefined

const MOST_HOPS = 32

/** A value with its `$ref`s followed. Properties next to a `$ref` take precedence over those of its target. */
export class Node {
  /** The value, after all `$ref`s. */
  readonly value: unknown
  /** The place at which the value is written. */
  readonly at: Place
  /** The place of the first `$ref` that leads here, or `at` if there is none. */
  readonly usedAt: Place
  /** The name of the component, if a `$ref` leads here. */
  readonly name: string | undefined
  readonly #layers: readonly Layer[]
  readonly #resolve: Resolve

  constructor(value: unknown, at: Place, resolve: Resolve, name?: string) {
    const layers = [{ value, at }]
    let last: Layer = { value, at }
    while (isReference(last.value) && layers.length < MOST_HOPS) {
      const next = resolve(last.value, last.at)
      if (!next) {
        last = { value: undefined, at: last.at }
        break
      }
      if (layers.length === 1) name = pointerKeys(next.at.pointer).at(-1)
      layers.push(next)
      last = next
    }
    this.value = last.value
    this.at = last.at
    this.usedAt = at
    this.name = name
    this.#layers = layers
    this.#resolve = resolve
  }

  /** The target of the first `$ref`, without the properties next to it; this node if there is no `$ref`. */
  get target(): Node {
    const layer = this.#layers[1]
    return layer ? new Node(layer.value, layer.at, this.#resolve, this.name) : this
  }

  /** The value as it is written, with a `$ref` not followed. */
  get usedValue(): unknown {
    return this.#layers[0]?.value
  }

  get object(): JsonObject | undefined {
    return isObject(this.value) ? this.value : undefined
  }

  /** The property of that name; undefined if there is none. */
  get(key: string): Node | undefined {
    for (const { value, at } of this.#layers)
      if (isObject(value) && Object.hasOwn(value, key)) return new Node(value[key], at.child([key]), this.#resolve)
    return undefined
  }

  /** The property of that name that is written here, not in the target of a `$ref`. */
  own(key: string): Node | undefined {
    const layer = this.#layers[0]
    if (!layer || !isObject(layer.value) || !Object.hasOwn(layer.value, key)) return undefined
    return new Node(layer.value[key], layer.at.child([key]), this.#resolve)
  }

  /** The value of a property. */
  read(key: string): unknown {
    return this.get(key)?.value
  }

  text(key: string): string | undefined {
    const value = this.read(key)
    return isString(value) ? value : undefined
  }

  /** The properties in order, each once. */
  members(): [string, Node][] {
    const keys = new Set<string>()
    for (const { value } of this.#layers) if (isObject(value)) for (const key of Object.keys(value)) keys.add(key)
    keys.delete('$ref')
    return [...keys].flatMap(key => {
      const node = this.get(key)
      return node ? [[key, node] satisfies [string, Node]] : []
    })
  }

  items(): Node[] {
    if (!Array.isArray(this.value)) return []
    return this.value.map((value: unknown, index) => new Node(value, this.at.child([index]), this.#resolve))
  }

  /** The place of a property, even if it does not exist. */
  placeOf(key: string): Place {
    return this.get(key)?.usedAt ?? this.at.child([key])
  }
}

/** The root of a document in one file, whose `$ref`s all start with `#/`. */
export function rootOf(document: unknown): Node {
  const resolve: Resolve = ({ $ref }) => {
    if (!$ref.startsWith('#')) return undefined
    const keys = pointerKeys($ref)
    const value = valueAt(document, keys)
    return value === undefined ? undefined : { value, at: new Pointer(keys) }
  }
  return new Node(document, new Pointer(), resolve)
}
