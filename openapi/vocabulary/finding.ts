import type { Model } from './model/model.ts'
import type { Place } from './model/node.ts'

/** Something wrong in a contract. */
export interface Finding {
  /** What is wrong, and what to do. */
  readonly message: string
  readonly at: Place
}

export type Rule = (model: Model) => Finding[]
