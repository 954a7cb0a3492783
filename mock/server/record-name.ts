/** How the server refers to a record without its content. */
import type { RecordJson } from '../engine/snapshot.ts'

export type RecordName = readonly [resource: string, id: string]

export function recordName({ resource, row }: RecordJson): RecordName {
  return [resource, String(row.id)]
}

/** The name as the key of a map. */
export function recordKey([resource, id]: RecordName): string {
  return `${resource} ${id}`
}
