import type { Model } from './model/model.ts'
import type { Place } from './model/node.ts'

/** An error in a contract. */
export interface Finding {
  /** What is wrong and what to do. */
  readonly message: string
  readonly at: Place
  /** It is an error in strict documents only, and a warning in others: the rules work, and something is not declared. */
  readonly isLenient?: true
}

/** Checks one keyword, or the document as a whole. */
export type Check = (model: Model) => Finding[]
