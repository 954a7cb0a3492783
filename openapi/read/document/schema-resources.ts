/**
 * Schemas that have names of their own: an `$id` makes a schema a resource, with a URL that the references in it are relative
 * to. `$anchor` and `$dynamicAnchor` name schemas in a resource.
 */
import { isObject, isString } from '../../contract/json.ts'
import type { SourceFile } from './source-files.ts'

/** A value, and where it is written. */
export interface Target {
  readonly file: SourceFile
  readonly keys: readonly string[]
  readonly value: unknown
}

/** A schema with an `$id`, or a whole file. */
export interface Resource extends Target {
  /** What the references in it are relative to. Empty if the document came as a value. */
  readonly base: string
}

/** The schemas with an anchor, by its name. */
type Anchors = Map<string, Target>

interface Index {
  readonly resources: readonly Resource[]
  readonly anchors: ReadonlyMap<Resource, Anchors>
  readonly dynamicAnchors: ReadonlyMap<Resource, Anchors>
}

export class SchemaResources {
  readonly #files: readonly SourceFile[]
  /** The resources of files and of schemas, by what they hold. */
  readonly #known = new Map<unknown, Resource>()
  readonly #indexes = new Map<SourceFile, Index>()
  #byUrl: ReadonlyMap<string, Resource> | undefined
  #isDynamic: boolean | undefined

  constructor(files: readonly SourceFile[]) {
    this.#files = files
  }

  /** The resource that a file is. */
  root(file: SourceFile): Resource {
    return this.enter(this.#file(file), file.value, () => [])
  }

  #file(file: SourceFile): Resource {
    let resource = this.#known.get(file)
    if (!resource) {
      resource = { file, keys: [], value: file.value, base: file.url }
      this.#known.set(file, resource)
    }
    return resource
  }

  /** The resource that a place is in. */
  at({ file, keys }: Pick<Target, 'file' | 'keys'>): Resource {
    let resource = this.root(file)
    let value = file.value
    for (const [index, key] of keys.entries()) {
      value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
      resource = this.enter(resource, value, () => keys.slice(0, index + 1))
    }
    return resource
  }

  /** The resource that a schema is, if it has an `$id`; otherwise the one that it is in. */
  enter(outer: Resource, value: unknown, keys: () => readonly string[]): Resource {
    if (!isObject(value) || !isString(value.$id) || value.$id.startsWith('#')) return outer
    let resource = this.#known.get(value)
    if (!resource) {
      const base = URL.canParse(value.$id, outer.base || undefined)
        ? new URL(value.$id, outer.base || undefined).href
        : value.$id
      resource = { file: outer.file, keys: keys(), value, base: base.replace(/#$/, '') }
      this.#known.set(value, resource)
    }
    return resource
  }

  /** The schema with an `$id` that a reference names. */
  named(url: string, from: Resource): Resource | undefined {
    this.#byUrl ??= new Map(
      this.#files
        .filter(file => mentions(file, '$id'))
        .flatMap(file => this.#index(file).resources.map(resource => [resource.base, resource] as const)),
    )
    if (this.#byUrl.size === 0) return undefined
    const absolute = URL.canParse(url, from.base || undefined) ? new URL(url, from.base || undefined).href : url
    return this.#byUrl.get(absolute)
  }

  /** The schema with an anchor in a resource, or else anywhere in its file. */
  anchored(name: string, resource: Resource): Target | undefined {
    const { anchors } = this.#index(resource.file)
    return anchors.get(resource)?.get(name) ?? [...anchors.values()].find(one => one.has(name))?.get(name)
  }

  /** The schemas that a resource offers to the `$dynamicRef`s of those that it refers to. */
  dynamicAnchors(resource: Resource): ReadonlyMap<string, Target> {
    return this.#index(resource.file).dynamicAnchors.get(resource) ?? new Map()
  }

  /** Whether any schema has a `$dynamicAnchor`. */
  get isDynamic(): boolean {
    this.#isDynamic ??= this.#files.some(
      file => mentions(file, '$dynamicAnchor') && this.#index(file).dynamicAnchors.size > 0,
    )
    return this.#isDynamic
  }

  #index(file: SourceFile): Index {
    let index = this.#indexes.get(file)
    if (!index) {
      index = this.#makeIndex(file)
      this.#indexes.set(file, index)
    }
    return index
  }

  #makeIndex(file: SourceFile): Index {
    const resources: Resource[] = []
    const anchors = new Map<Resource, Anchors>()
    const dynamicAnchors = new Map<Resource, Anchors>()
    const stack: Step[] = [{ target: { file, keys: [], value: file.value }, outer: this.#file(file), isMap: false }]
    for (let step = stack.pop(); step; step = stack.pop()) {
      const { target, outer, isMap } = step
      const { keys, value } = target
      const resource = isMap ? outer : this.enter(outer, value, () => keys)
      if (resource !== outer) resources.push(resource)
      if (isObject(value) && !isMap) {
        const { $id, $anchor, $dynamicAnchor } = value
        if (isString($id) && $id.startsWith('#')) add(anchors, resource, $id.slice(1), target)
        if (isString($anchor)) add(anchors, resource, $anchor, target)
        if (isString($dynamicAnchor)) {
          add(anchors, resource, $dynamicAnchor, target)
          add(dynamicAnchors, resource, $dynamicAnchor, target)
        }
      }
      for (const [key, inner] of Object.entries(value ?? {}))
        if (typeof inner === 'object' && inner !== null && (isMap || !DATA.has(key)))
          stack.push({
            target: { file, keys: [...keys, key], value: inner },
            outer: resource,
            isMap: !isMap && MAPS.has(key),
          })
    }
    return { resources, anchors, dynamicAnchors }
  }
}

/** Whether a keyword may be anywhere in a file. Most have none of these, and an index takes a while. */
function mentions({ text, value }: SourceFile, keyword: string): boolean {
  return text?.includes(keyword) ?? hasKeyword(value, keyword)
}

function hasKeyword(value: unknown, keyword: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(item => hasKeyword(item, keyword))
  if (Object.hasOwn(value, keyword)) return true
  for (const key in value) if (hasKeyword(Reflect.get(value, key), keyword)) return true
  return false
}

interface Step {
  readonly target: Target
  readonly outer: Resource
  /** Whether it holds schemas by name, so that `$id` is a name. */
  readonly isMap: boolean
}

/** Fields whose values are data, in which `$id` names nothing. */
const DATA = new Set(['const', 'default', 'enum', 'example', 'examples'])
const MAPS = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'])

function add(anchors: Map<Resource, Anchors>, resource: Resource, name: string, target: Target): void {
  const known = anchors.get(resource) ?? new Map()
  anchors.set(resource, known)
  if (!known.has(name)) known.set(name, target)
}
