/** How the server refers to a record without its content. */
import type { Contract } from '../../openapi/contract/contract.ts'
import type { RecordJson } from '../engine/snapshot.ts'
import { keyOf } from '../engine/store/record-key.ts'

export type RecordName = readonly [resource: string, id: string]

export function recordName({ resources }: Contract, { resource, row }: RecordJson): RecordName {
  // The contract of before may have had more resources.
  const known = Object.hasOwn(resources, resource) ? resources[resource] : undefined
  return [resource, known ? keyOf(known, row) : String(row.id)]
}

/** The name as the key of a map. */
export function recordKey([resource, id]: RecordName): string {
  return `${resource} ${id}`
}
