/** What the operations of a document without keywords do, as far as its paths, methods and schemas show it. */

import type { BodyPath, Identity, Shape, Within } from '../../contract/shape.ts'

export interface Inference {
  /** The resources that at least one rule names. */
  readonly resources: readonly InferredResource[]
  /** Every operation of the document, in its order. */
  readonly operations: readonly InferredOperation[]
}

export interface InferredResource {
  /** Unique: the name of its schema, or made from its path. */
  readonly name: string
  /** The component schema of a record. Undefined if the schema is inline. */
  readonly schema?: string
  /** The path template of its records, without the id: `/stores/{store_id}/products`. */
  readonly collection: string
  /** Undefined for a singleton. */
  readonly id?: Identity
  /** The path parameters before the id, from the left. They limit the operations whose paths have them. */
  readonly within?: readonly Within[]
  /** One record, which always exists: `/settings`. With `within`: one for each parent. */
  readonly singleton?: true
  readonly status?: InferredStatus
}

export interface InferredStatus {
  readonly property: string
  readonly values: readonly string[]
}

export interface InferredOperation {
  /** The `operationId`, or method and path. */
  readonly id: string
  /** Upper case. */
  readonly method: string
  readonly path: string
  /** Undefined: the operation is stateless. */
  readonly rule?: InferredRule
  /** What it probably does, if that is not sure enough to be a rule. */
  readonly guess?: InferredRule
  /** From 0 to 1, that the rule is right; for a stateless operation, that it has none. */
  readonly confidence: number
  /** In plain English, for people. */
  readonly reason: string
}

export type Act = 'list' | 'count' | 'get' | 'create' | 'replace' | 'update' | 'delete' | 'transition'

/** What an operation does, and how its requests and responses are written. */
export interface InferredRule extends Shape {
  readonly resource: string
  readonly does: Act
  /** Which 2xx status. */
  readonly status: number
  /** Where the id stands, if the response has it under another name and no record: `{ petId }`. */
  readonly answerId?: BodyPath
}
