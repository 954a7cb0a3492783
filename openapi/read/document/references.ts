/** Finds what `$ref`s lead to, in one file or many. */
import { isObject, isString } from '../../contract/json.ts'
import { escapeKey } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'
import { type Kind, SECTIONS } from './sections.ts'
import type { Failure, SourceFile, SourceFiles } from './source-files.ts'

/** A value, and where it is written. */
export interface Target {
  readonly file: SourceFile
  readonly keys: readonly string[]
  readonly value: unknown
}

/** A component that is made of something that is not a component of the main document. */
export interface Adopted extends Target {
  readonly kind: Kind
  readonly name: string
}

const CYCLE: Failure = { reason: 'it leads back to itself' }

export class References {
  readonly #files: SourceFiles
  /** What was found for each kind and `$ref` of a file. Documents repeat their references. */
  readonly #found = new Map<SourceFile, Map<string, string | Failure>>()
  /** The ends of chains of `$ref`s, by the kind and the place that they begin at. */
  readonly #ends = new Map<string, Target | Failure>()
  /** The names given to places that are not components, by kind and place. */
  readonly #names = new Map<string, string>()
  readonly #taken = new Map<Kind, Set<string>>()
  readonly #suffixes = new Map<string, number>()
  readonly #anchors = new Map<SourceFile, ReadonlyMap<string, Target>>()
  readonly #adopted: Adopted[] = []
  /** The adopted components that have the name that their author gave them. */
  readonly #renamed = new Set<string>()
  #made = 0

  constructor(files: SourceFiles) {
    this.#files = files
    for (const kind of Object.keys(SECTIONS) as Kind[]) this.#taken.set(kind, new Set(this.#authored(kind).keys()))
    this.#adoptAliases()
  }

  /** The `$ref` to the component that a `$ref` of the document leads to. */
  toComponent($ref: string, file: SourceFile, kind: Kind): string | Failure {
    let found = this.#found.get(file)
    if (!found) {
      found = new Map()
      this.#found.set(file, found)
    }
    const id = `${kind} ${$ref}`
    let result = found.get(id)
    if (result === undefined) {
      const target = this.find($ref, file, kind)
      result = 'reason' in target ? target : componentRef(kind, this.#nameOf(target, kind))
      found.set(id, result)
    }
    return result
  }

  /** What a `$ref` leads to, through other `$ref`s. */
  find($ref: string, file: SourceFile, kind: Kind): Target | Failure {
    const chain: string[] = []
    const seen = new Set<string>()
    let end = this.#hop($ref, file)
    while (!('reason' in end)) {
      const place = `${kind} ${placeOf(end)}`
      const known = seen.has(place) ? CYCLE : this.#ends.get(place)
      if (known) {
        end = known
        break
      }
      if (!isAlias(end.value, kind)) break
      chain.push(place)
      seen.add(place)
      end = this.#hop(end.value.$ref, end.file)
    }
    for (const place of chain) this.#ends.set(place, end)
    return end
  }

  /** The name of the component that a target is, or is made to be. */
  #nameOf(target: Target, kind: Kind): string {
    const { file, keys } = target
    const [root, section, name = ''] = keys
    const isComponent = file === this.#files.main && keys.length === 3 && root === 'components'
    if (isComponent && section === SECTIONS[kind] && isUsable(name)) return name
    const id = `${kind} ${placeOf(target)}`
    const known = this.#names.get(id)
    if (known !== undefined) return known
    const given = this.#freeName(suggestedName(target), kind)
    this.#adopt(id, { ...target, kind, name: given })
    return given
  }

  /** Whether a component of the main document is made of something in another place, and only refers to it. */
  isAdopted(kind: Kind, name: string): boolean {
    return this.#renamed.has(`${kind} ${name}`)
  }

  /** The next component that has to be made; undefined if all are made. */
  next(): Adopted | undefined {
    return this.#adopted[this.#made++]
  }

  #adopt(id: string, adopted: Adopted): void {
    this.#names.set(id, adopted.name)
    this.#adopted.push(adopted)
  }

  /**
   * `Order: { $ref: ./order.yaml }` among the components: its author calls what is in that file `Order`. All references to
   * the file get that name.
   */
  #adoptAliases(): void {
    for (const kind of Object.keys(SECTIONS) as Kind[])
      for (const [name, value] of this.#authored(kind)) {
        if (!isAlias(value, kind) || !isUsable(name)) continue
        const target = this.find(value.$ref, this.#files.main, kind)
        if ('reason' in target) continue
        const id = `${kind} ${placeOf(target)}`
        const isElsewhere =
          target.file !== this.#files.main || target.keys[0] !== 'components' || target.keys.length !== 3
        if (!isElsewhere || this.#names.has(id)) continue
        this.#adopt(id, { ...target, kind, name })
        this.#renamed.add(`${kind} ${name}`)
      }
  }

  #authored(kind: Kind): ReadonlyMap<string, unknown> {
    const { value } = this.#files.main
    const components = isObject(value) && isObject(value.components) ? value.components : {}
    const section = components[SECTIONS[kind]]
    return new Map(isObject(section) && !isReference(section) ? Object.entries(section) : [])
  }

  #freeName(suggested: string, kind: Kind): string {
    const taken = this.#taken.get(kind) ?? new Set()
    let name = suggested
    let suffix = this.#suffixes.get(`${kind} ${suggested}`) ?? 1
    while (taken.has(name)) name = `${suggested}_${++suffix}`
    this.#suffixes.set(`${kind} ${suggested}`, suffix)
    taken.add(name)
    return name
  }

  /**
   * What one `$ref` leads to.
   * @param hops how many other `$ref`s may be followed on the way
   */
  #hop($ref: string, from: SourceFile, hops = { left: MOST_HOPS }): Target | Failure {
    const hash = $ref.indexOf('#')
    const url = hash === -1 ? $ref : $ref.slice(0, hash)
    const fragment = hash === -1 ? '' : $ref.slice(hash + 1)
    const file = url === '' ? from : this.#files.referenced(url, from)
    if ('reason' in file) return file
    if (fragment !== '' && !fragment.startsWith('/')) {
      return (
        this.#anchorsIn(file).get(decoded(fragment)) ?? { reason: `nothing in the file has the anchor \`${fragment}\`` }
      )
    }
    const keys = fragment.split('/').slice(1)
    return (
      this.#at(
        file,
        keys.map(key => unescaped(decoded(key))),
        hops,
      ) ??
      this.#at(file, keys.map(unescaped), hops) ?? { reason: 'it leads to nothing' }
    )
  }

  /** The value at a pointer. A `$ref` on the way is followed. */
  #at(file: SourceFile, keys: readonly string[], hops: { left: number }): Target | undefined {
    let target: Target = { file, keys: [], value: file.value }
    for (const key of keys) {
      while (!hasKey(target.value, key) && isReference(target.value)) {
        if (hops.left-- <= 0) return undefined
        const next = this.#hop(target.value.$ref, target.file, hops)
        if ('reason' in next) return undefined
        target = next
      }
      if (!hasKey(target.value, key)) return undefined
      target = { file: target.file, keys: [...target.keys, key], value: target.value[key] }
    }
    return target
  }

  #anchorsIn(file: SourceFile): ReadonlyMap<string, Target> {
    let anchors = this.#anchors.get(file)
    if (!anchors) {
      anchors = new Map(anchorsOf(file))
      this.#anchors.set(file, anchors)
    }
    return anchors
  }
}

const MOST_HOPS = 50

/** The `$ref` to a component. */
export function componentRef(kind: Kind, name: string): string {
  // In a URI fragment, `%` begins an escape.
  return `#/components/${SECTIONS[kind]}/${escapeKey(name).replaceAll('%', '%25')}`
}

function placeOf({ file, keys }: Target): string {
  return [file.url, ...keys.map(escapeKey)].join('/')
}

/** Only a `$ref`. Next to the one of a schema there may be other keywords, which then count. */
function isAlias(value: unknown, kind: Kind): value is { readonly $ref: string } {
  return isReference(value) && (kind !== 'schema' || Object.keys(value).length === 1)
}

function hasKey(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key) &&
    !(Array.isArray(value) && key === 'length')
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** Consumers look components up by name in plain objects, and in pointers without empty steps. */
export function isUsable(name: string): boolean {
  return name !== '' && name !== '__proto__'
}

/** Keys that say nothing about what they hold. */
const GENERIC =
  /^(\d+|schemas?|items|properties|content|paths|components|definitions|responses|parameters|allOf|anyOf|oneOf|index)$/

/** `order` for `schemas/order.yaml`, `Order` for `schemas.yaml#/Order`. */
function suggestedName({ file, keys }: Target): string {
  const stem = file.url
    .replace(/[?#].*$/, '')
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
  const telling = keys.filter(key => !GENERIC.test(key))
  const words = telling.length === 0 ? [stem] : isTelling(keys) ? telling.slice(-1) : telling.slice(-3)
  const name = words
    .join('_')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return isUsable(name) ? name : 'unnamed'
}

function isTelling(keys: readonly string[]): boolean {
  const last = keys.at(-1)
  return last !== undefined && !GENERIC.test(last) && keys.at(-2) !== 'properties'
}

function* anchorsOf(file: SourceFile): Generator<[string, Target]> {
  const stack: Target[] = [{ file, keys: [], value: file.value }]
  for (let target = stack.pop(); target; target = stack.pop()) {
    const { keys, value } = target
    if (typeof value !== 'object' || value === null) continue
    if (isObject(value))
      for (const keyword of ['$anchor', '$dynamicAnchor', '$id']) {
        const anchor = value[keyword]
        if (isString(anchor)) yield [anchor.replace(/^#/, ''), target]
      }
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'object' && inner !== null) stack.push({ file, keys: [...keys, key], value: inner })
  }
}
