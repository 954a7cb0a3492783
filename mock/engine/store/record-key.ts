import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { uriSegment } from '../values/uri-segment.ts'

/**
 * The member of a row that holds the value of a path parameter which no property of the record shows. No schema has a
 * property with braces.
 */
export function hidden(parameter: string): string {
  return `{${parameter}}`
}

export function isHidden(member: string): boolean {
  return member.startsWith('{')
}

/** What finds a record in its collection: its id, below its parents if all its paths name them. */
export function keyOf(resource: Resource, row: Row): string {
  const { identity, singleton } = resource
  if (!identity && !singleton) return String(row.id)
  const id = identity ? uriSegment(String(row[identity.property])) : ''
  return partitionOf(resource, row) + id
}

/** The part of a collection that a list reads: the records below the same parents. Empty if the collection has no parts. */
export function partitionOf({ within = [], isNested }: Resource, row: Row): string {
  if (!isNested) return ''
  return within.map(({ parameter }) => `${uriSegment(String(row[hidden(parameter)]))}/`).join('')
}
