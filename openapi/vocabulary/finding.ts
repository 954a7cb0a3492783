import type { Model } from './model/model.ts'
import type { Place } from './model/node.ts'

/** An error in a contract. */
export interface Finding {
  /** What is wrong and what to do. */
  readonly message: string
  readonly at: Place
}

/** Checks one keyword, or the document as a whole. */
export type Check = (model: Model) => Finding[]
