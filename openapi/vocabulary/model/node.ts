/**
 * One view on an OpenAPI document, whether it is spread over files or bundled: a node knows its value
 * with `$ref`s followed, and the place where that value is written.
 */
import { isObject, isString, type JsonObject } from '../../contract/json.ts'
import { escapeKey, pointerKeys, valueAt } from '../../contract/pointer.ts'
import { isReference, type Reference } from '../../contract/ref.ts'

/** A place in a document. Redocly's `Location` is one; so is `Pointer`. */
export interface Place {
  /** A JSON pointer as a fragment: `#/paths/~1me`. */
  readonly pointer: string
  /** The same with the document in front: no two places share it. */
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

/** Follows one `$ref`; undefined where it leads nowhere. */
export type Resolve = (ref: Reference, from: Place) => Layer | undefined

const MOST_HOPS = 32

/** A value with its `$ref`s followed. Members that stand beside a `$ref` go before those of its target. */
export class Node {
  /** The value, after all `$ref`s. */
  readonly value: unknown
  /** Where the value is written. */
  readonly at: Place
  /** Where it is used: the place of the first `$ref` on the way, else the same as `at`. */
  readonly usedAt: Place
  /** The component's name, where a `$ref` led here. */
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

  /** The component that the first `$ref` leads to, without what stands beside the `$ref`; else this node. */
  get target(): Node {
    const layer = this.#layers[1]
    return layer ? new Node(layer.value, layer.at, this.#resolve, this.name) : this
  }

  /** What is written where it is used: a `$ref` is not followed. */
  get usedValue(): unknown {
    return this.#layers[0]?.value
  }

  get object(): JsonObject | undefined {
    return isObject(this.value) ? this.value : undefined
  }

  /** The member of that name, where there is one. */
  get(key: string): Node | undefined {
    for (const { value, at } of this.#layers)
      if (isObject(value) && Object.hasOwn(value, key)) return new Node(value[key], at.child([key]), this.#resolve)
    return undefined
  }

  /** The member of that name that is written here, not in what a `$ref` leads to. */
  own(key: string): Node | undefined {
    const layer = this.#layers[0]
    if (!layer || !isObject(layer.value) || !Object.hasOwn(layer.value, key)) return undefined
    return new Node(layer.value[key], layer.at.child([key]), this.#resolve)
  }

  /** The value of a member. */
  read(key: string): unknown {
    return this.get(key)?.value
  }

  text(key: string): string | undefined {
    const value = this.read(key)
    return isString(value) ? value : undefined
  }

  /** The members in order, each once. */
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

  /** The place of a member, whether it exists or not. */
  placeOf(key: string): Place {
    return this.get(key)?.usedAt ?? this.at.child([key])
  }
}

/** The root of a document of one file: its `$ref`s all start with `#/`. */
export function rootOf(document: unknown): Node {
  const resolve: Resolve = ({ $ref }) => {
    if (!$ref.startsWith('#')) return undefined
    const keys = pointerKeys($ref)
    const value = valueAt(document, keys)
    return value === undefined ? undefined : { value, at: new Pointer(keys) }
  }
  return new Node(document, new Pointer(), resolve)
}
