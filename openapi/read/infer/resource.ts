import type { Group } from './groups.ts'
import type { IdMatch } from './ids.ts'
import type { InferredStatus, Within } from './inference.ts'
import { plain } from './names.ts'
import type { Shape } from './shapes.ts'

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

/** The scalar property that holds the id of a parent: `store_id` or `storeId` for `{store_id}` or `/stores/{id}`. */
export function parentProperty(record: Shape, parameter: string, noun: string): string | undefined {
  const wanted = [plain(parameter), `${noun}id`, `${noun}uuid`].filter(name => !['id', 'uuid'].includes(name))
  return [...record.properties.keys()].find(name => wanted.includes(plain(name)))
}
