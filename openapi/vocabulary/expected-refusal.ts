import type { Model, OperationNode } from './model/model.ts'

/** An error code that a rule gives on an operation. */
export interface ExpectedRefusal {
  readonly code: string
  /** The rule, for messages. */
  readonly why: string
  /** The operation may declare the code or not: it is guarded by the rule, but cannot break it. */
  readonly optional?: true
}

/** The error codes that one keyword gives on an operation. */
export type Refusals = (model: Model, operation: OperationNode) => ExpectedRefusal[]
