import type { Within } from '../../contract/shape.ts'
import type { Group } from './groups.ts'
import type { IdMatch } from './ids.ts'
import type { InferredStatus } from './inference.ts'
import { plain } from './names.ts'
import type { Shape, Shapes } from './shapes.ts'

/** A resource while the inference looks for operations on it. */
export interface Resource {
  readonly name: string
  readonly group: Group
  readonly record: Shape
  /** Undefined for a singleton. */
  readonly id?: IdMatch
  /** The path parameter that is the id. */
  readonly parameter?: string
  /** Operations elsewhere that create its records add their parents. */
  readonly within: Within[]
  readonly status?: InferredStatus
}

/** Two shapes of the same record: of one component, or of one noun with the same properties. */
export function isSameRecord(one: Shape, other: Shape, sameNoun: boolean): boolean {
  if (one.name !== undefined && one.name === other.name) return true
  if (!sameNoun) return false
  const names = [...one.properties.keys()]
  return names.length > 2 && names.filter(name => other.properties.has(name)).length >= names.length * 0.7
}

/** The property that holds the id of a parent: `store_id` or `storeId` for `{store_id}` or `/stores/{id}`. */
export function parentProperty(shapes: Shapes, record: Shape, parameter: string, noun: string): string | undefined {
  const names = shapes.plainNames(record)
  const wanted = [plain(parameter), `${noun}id`, `${noun}uuid`].filter(name => !['id', 'uuid'].includes(name))
  return wanted.flatMap(name => names.get(name) ?? [])[0]
}

/** The collections of a document, by what other paths say of them. */
export class Resources {
  readonly #byKey = new Map<string, Resource>()
  readonly #byNoun: ReadonlyMap<string, readonly Resource[]>
  readonly #byRecord: ReadonlyMap<string | undefined, readonly Resource[]>

  constructor(resources: readonly Resource[]) {
    const collections = resources.filter(({ id }) => id)
    for (const resource of collections)
      for (const key of [resource.group.key, ...(resource.group.aliases ?? [])]) this.#byKey.set(key, resource)
    this.#byNoun = Map.groupBy(collections, ({ group }) => group.noun)
    this.#byRecord = Map.groupBy(collections, ({ record }) => record.name)
  }

  at(key: string): Resource | undefined {
    return this.#byKey.get(key)
  }

  named(noun: string): readonly Resource[] {
    return this.#byNoun.get(noun) ?? []
  }

  /** The collections that may hold a record that a path shows. */
  holding(record: Shape, nouns: readonly string[]): readonly Resource[] {
    const same = record.name === undefined ? [] : (this.#byRecord.get(record.name) ?? [])
    return [...new Set([...same, ...nouns.flatMap(noun => this.named(noun))])].filter(resource =>
      isSameRecord(record, resource.record, nouns.includes(resource.group.noun)),
    )
  }
}
