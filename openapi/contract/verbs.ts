import { VERBS } from './generated/words.ts'
import type { Verb } from './words.ts'

/** Whether an operation does what a verb says. Otherwise it takes a transition. */
export function isVerb(does: string): boolean {
  return VERBS.some(verb => verb === does)
}

/** The verbs that write what the request has of a record. */
export function writesInput(does: string): boolean {
  return does === 'create' || does === 'update' || does === 'replace' || !isVerb(does)
}

/** The verbs that create a record, and mint its id and secrets. */
export const MINTING_VERBS: readonly Verb[] = ['create', 'rotate', 'sign_in']

export function isMinting(does: string): boolean {
  return MINTING_VERBS.some(verb => verb === does)
}
