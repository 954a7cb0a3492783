/** The operations of a system. */
import type { SystemId } from '../../generated/index.ts'
import type { Operations } from '../../generated/types.ts'

export type OperationId<System extends string> = [System] extends [SystemId]
  ? keyof Operations[System] & string
  : string

/** The type of an operation. */
export type OperationOf<System extends string, Id extends string> = [System] extends [SystemId]
  ? Operations[System][Id & keyof Operations[System]]
  : unknown
