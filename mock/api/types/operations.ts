/** The operations of a system. */
import type { SystemId } from '../../generated/index.ts'
import type { Operations } from '../../generated/types.ts'
import type { DocumentTypes } from './document.ts'

/** A system by its id, or your own document by its types. `string` is a system or a document without types. */
export type AnySystem = string | DocumentTypes

export type OperationId<System extends AnySystem> = [System] extends [SystemId]
  ? keyof Operations[System] & string
  : System extends DocumentTypes
    ? keyof System['operations'] & string
    : string

/** The type of an operation. */
export type OperationOf<System extends AnySystem, Id extends string> = [System] extends [SystemId]
  ? Operations[System][Id & keyof Operations[System]]
  : System extends DocumentTypes
    ? System['operations'][Id & keyof System['operations']]
    : unknown
