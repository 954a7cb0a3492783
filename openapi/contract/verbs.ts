import type { Verb } from './words.ts'

/** The verbs that create a record, and mint its id and secrets. */
export const MINTING_VERBS: readonly Verb[] = ['create', 'rotate', 'sign_in']

export function isMinting(does: string): boolean {
  return MINTING_VERBS.some(verb => verb === does)
}
