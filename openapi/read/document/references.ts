/** Finds what `$ref`s lead to, in one file or many. */
import { isObject } from '../../contract/json.ts'
import { escapeKey, type Keys } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'
import { type Resource, SchemaResources, type Target } from './schema-resources.ts'
import { type Kind, SECTIONS } from './sections.ts'
import type { Failure, SourceFile, SourceFiles } from './source-files.ts'

/** From where a `$ref` is followed. */
export interface Scope {
  readonly resource: Resource
  readonly bound: Bound
}

/**
 * What each `$dynamicAnchor` stands for: the schema with it in the first resource, of those that lead to the place, that has
 * one.
 */
export type Bound = ReadonlyMap<string, Target>

const NOTHING: Bound = new Map()

/** A component that is made of something that is not a component of the main document. */
export interface Adopted extends Target {
  readonly kind: Kind
  readonly name: string
  readonly bound: Bound
}

const CYCLE: Failure = { reason: 'it leads back to itself' }

export class References {
  readonly #files: SourceFiles
  readonly #resources: SchemaResources
  /** What was found for each kind and `$ref` of a resource. Documents repeat their references. */
  readonly #found = new Map<Resource, Map<string, string | Failure>>()
  /** The ends of chains of `$ref`s, by the kind and the place that they begin at. */
  readonly #ends = new Map<string, Target | Failure>()
  /** The names given to places that are not components, by kind and place. */
  readonly #names = new Map<string, string>()
  readonly #taken = new Map<Kind, Set<string>>()
  readonly #suffixes = new Map<string, number>()
  /** Whether a schema, by its place, leads to a `$dynamicRef`. */
  readonly #dynamic = new Map<string, boolean>()
  readonly #adopted: Adopted[] = []
  /** The adopted components that have the name that their author gave them. */
  readonly #renamed = new Set<string>()
  #made = 0

  constructor(files: SourceFiles) {
    this.#files = files
    this.#resources = new SchemaResources(files.all)
    for (const kind of Object.keys(SECTIONS) as Kind[]) this.#taken.set(kind, new Set(this.#authored(kind).keys()))
    this.#adoptAliases()
  }

  /** @param bound what led to the place, if not only the document */
  scopeOf(place: Pick<Target, 'file' | 'keys'>, bound = this.#boundBy(this.#files.main)): Scope {
    const resource = this.#resources.at(place)
    return { resource, bound: this.#boundIn(resource, bound) }
  }

  /** The scope in a schema, which may be a resource of its own. */
  enter(scope: Scope, schema: unknown, keys: () => readonly string[]): Scope {
    const resource = this.#resources.enter(scope.resource, schema, keys)
    return resource === scope.resource ? scope : { resource, bound: this.#boundIn(resource, scope.bound) }
  }

  /** The `$ref` to the component that a `$ref` of the document leads to. */
  toComponent($ref: string, scope: Scope, kind: Kind): string | Failure {
    let found = this.#found.get(scope.resource)
    if (!found) {
      found = new Map()
      this.#found.set(scope.resource, found)
    }
    const id = `${kind} ${keyOf(scope.bound)} ${$ref}`
    let result = found.get(id)
    if (result === undefined) {
      const target = this.find($ref, scope, kind)
      result = 'reason' in target ? target : componentRef(kind, this.#nameOf(target, kind, scope.bound))
      found.set(id, result)
    }
    return result
  }

  /** The `$ref` to the component that a `$dynamicRef` leads to. */
  toDynamic($ref: string, scope: Scope): string | Failure {
    const target = this.find($ref, scope, 'schema')
    if ('reason' in target) return target
    const anchor = isObject(target.value) ? target.value.$dynamicAnchor : undefined
    const isDynamic = typeof anchor === 'string' && $ref.endsWith(`#${anchor}`)
    const end = (isDynamic ? scope.bound.get(anchor) : undefined) ?? target
    return componentRef('schema', this.#nameOf(end, 'schema', scope.bound))
  }

  /** What a `$ref` leads to, through other `$ref`s. */
  find($ref: string, { resource }: Pick<Scope, 'resource'>, kind: Kind): Target | Failure {
    const chain: string[] = []
    const seen = new Set<string>()
    let end = this.#hop($ref, resource)
    while (!('reason' in end)) {
      const place = `${kind} ${placeOf(end)}`
      const known = seen.has(place) ? CYCLE : this.#ends.get(place)
      if (known) {
        end = known
        break
      }
      // Each resource on the way counts for a `$dynamicRef`.
      if (!isAlias(end.value, kind) || (kind === 'schema' && this.#resources.isDynamic)) break
      chain.push(place)
      seen.add(place)
      end = this.#hop(end.value.$ref, this.#resources.at(end))
    }
    for (const place of chain) this.#ends.set(place, end)
    return end
  }

  /** The name of the component that a target is, or is made to be. */
  #nameOf(target: Target, kind: Kind, from: Bound): string {
    const { file, keys } = target
    const [root, section, name = ''] = keys
    const isComponent = file === this.#files.main && keys.length === 3 && root === 'components'
    const bound = kind === 'schema' && this.#isDynamic(target) ? this.scopeOf(target, from).bound : NOTHING
    const key = keyOf(bound)
    const isUsual = key === '' || key === keyOf(this.scopeOf(target).bound)
    if (isUsual && isComponent && section === SECTIONS[kind] && isUsable(name)) return name
    const id = isUsual ? `${kind} ${placeOf(target)}` : `${kind} ${placeOf(target)} ${key}`
    const known = this.#names.get(id)
    if (known !== undefined) return known
    const given = this.#freeName(suggestedName(target), kind)
    this.#adopt(id, { ...target, kind, name: given, bound })
    return given
  }

  #boundBy(file: SourceFile): Bound {
    return this.#boundIn(this.#resources.root(file), NOTHING)
  }

  #boundIn(resource: Resource, outer: Bound): Bound {
    if (!this.#resources.isDynamic) return NOTHING
    const own = this.#resources.dynamicAnchors(resource)
    return own.size === 0 ? outer : new Map([...own, ...outer])
  }

  /** Whether a schema leads to a `$dynamicRef`, and so to other schemas depending on what led to it. */
  #isDynamic(start: Target): boolean {
    if (!this.#resources.isDynamic) return false
    const place = placeOf(start)
    let isDynamic = this.#dynamic.get(place)
    if (isDynamic === undefined) {
      isDynamic = this.#leadsToDynamicRef(start)
      this.#dynamic.set(place, isDynamic)
    }
    return isDynamic
  }

  #leadsToDynamicRef(start: Target): boolean {
    const seen = new Set<unknown>()
    const stack = [start]
    for (let target = stack.pop(); target; target = stack.pop()) {
      const { file, keys, value } = target
      if (typeof value !== 'object' || value === null || seen.has(value)) continue
      seen.add(value)
      if ('$dynamicRef' in value) return true
      const next = isReference(value) ? this.#hop(value.$ref, this.#resources.at(target)) : undefined
      if (next && !('reason' in next)) stack.push(next)
      for (const [key, inner] of Object.entries(value)) stack.push({ file, keys: [...keys, key], value: inner })
    }
    return false
  }

  /** Whether a component of the main document is made of something in another place, and only refers to it. */
  isAdopted(kind: Kind, name: string): boolean {
    return this.#renamed.has(`${kind} ${name}`)
  }

  /** The next component that has to be made; undefined if all that were found are made. */
  next(): Adopted | undefined {
    const next = this.#adopted[this.#made]
    if (next) this.#made++
    return next
  }

  /** Where a value of the normalized document is written: its components are often made of what stands elsewhere. */
  originOf(keys: Keys): Pick<Target, 'file' | 'keys'> {
    const [root, section, component] = keys
    const adopted =
      root === 'components'
        ? this.#adopted.find(({ kind, name }) => SECTIONS[kind] === section && name === component)
        : undefined
    const { main } = this.#files
    let target: Target = adopted ?? { file: main, keys: [], value: main.value }
    for (const key of keys.slice(adopted ? 3 : 0).map(String)) {
      const next = !hasKey(target.value, key) && isReference(target.value) ? this.#end(target) : target
      const value = hasKey(next.value, key) ? next.value[key] : undefined
      target = { file: next.file, keys: [...next.keys, key], value }
    }
    return target
  }

  /** What a chain of `$ref`s ends at; the `$ref` itself if it leads to nothing. */
  #end(start: Target): Target {
    let target = start
    for (let hops = 0; isReference(target.value) && hops < MOST_HOPS; hops++) {
      const next = this.#hop(target.value.$ref, this.#resources.at(target))
      if ('reason' in next) return start
      target = next
    }
    return target
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
      for (const [name, value] of outwardFirst(this.#authored(kind))) {
        if (!isAlias(value, kind) || !isUsable(name)) continue
        const { main } = this.#files
        const target = this.find(value.$ref, this.scopeOf({ file: main, keys: [] }), kind)
        if ('reason' in target) continue
        const id = `${kind} ${placeOf(target)}`
        const isElsewhere = target.file !== main || target.keys[0] !== 'components' || target.keys.length !== 3
        if (!isElsewhere || this.#names.has(id)) continue
        this.#adopt(id, { ...target, kind, name, bound: this.scopeOf(target).bound })
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
  #hop($ref: string, from: Resource, hops = { left: MOST_HOPS }): Target | Failure {
    const hash = $ref.indexOf('#')
    const url = hash === -1 ? $ref : $ref.slice(0, hash)
    const fragment = hash === -1 ? '' : $ref.slice(hash + 1)
    const resource = url === '' ? from : this.#resourceAt(url, from)
    if ('reason' in resource) return resource
    if (fragment === '') return resource
    if (!fragment.startsWith('/')) {
      const name = decoded(fragment)
      return (
        this.#resources.anchored(name, resource) ?? { reason: `nothing in the file has the anchor \`${fragment}\`` }
      )
    }
    const steps = fragment.split('/').slice(1)
    const keys = steps.map(key => unescaped(decoded(key)))
    // Documents also write `#/components/schemas/Order` in schemas with an `$id`.
    const file = { file: resource.file, keys: [], value: resource.file.value }
    return (
      this.#at(resource, keys, hops) ??
      this.#at(file, keys, hops) ??
      this.#at(resource, steps.map(unescaped), hops) ?? { reason: 'it leads to nothing' }
    )
  }

  /** What a URL names: a schema with an `$id`, or a file. */
  #resourceAt(url: string, from: Resource): Resource | Failure {
    const named = this.#resources.named(url, from)
    if (named) return named
    const file = this.#files.referenced(url, from.file)
    if (!('reason' in file)) return this.#resources.root(file)
    // Schemas with an `$id` are often in files with other names, side by side, so that is tried first.
    const other = URL.canParse(url, from.base) ? this.#files.referenced(new URL(url, from.base).href, from.file) : file
    return 'reason' in other ? file : this.#resources.root(other)
  }

  /** The value at a pointer. A `$ref` on the way is followed. */
  #at(start: Target, keys: readonly string[], hops: { left: number }): Target | undefined {
    let target: Target = start
    for (const key of keys) {
      while (!hasKey(target.value, key) && isReference(target.value)) {
        if (hops.left-- <= 0) return undefined
        const next = this.#hop(target.value.$ref, this.#resources.at(target), hops)
        if ('reason' in next) return undefined
        target = next
      }
      if (!hasKey(target.value, key)) return undefined
      target = { file: target.file, keys: [...target.keys, key], value: target.value[key] }
    }
    return target
  }
}

/** Two scopes in which all dynamic anchors stand for the same have the same key. */
function keyOf(bound: Bound): string {
  if (bound.size === 0) return ''
  return [...bound]
    .map(([name, target]) => `${name}=${placeOf(target)}`)
    .sort()
    .join(' ')
}

/** The names of what is in other files come before other names of the same component. */
function outwardFirst(named: ReadonlyMap<string, unknown>): (readonly [string, unknown])[] {
  const isInward = ([, value]: readonly [string, unknown]) => isReference(value) && value.$ref.startsWith('#')
  const all = [...named]
  return [...all.filter(entry => !isInward(entry)), ...all.filter(isInward)]
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
