/** What an attack is: a program that looks for requests, faults and files that break a promise. */

export interface AttackOptions {
  /** `short` runs in the tests, in a second or two. `full` takes minutes. */
  readonly size: 'short' | 'full'
  /** The same seed gives the same attack, as far as it does not depend on timing. */
  readonly seed: number
}

export interface AttackReport {
  /** What was tried and measured, by name. */
  readonly counts: Readonly<Record<string, number>>
  /** What broke a promise, with what is needed to try it again. Empty if nothing did. */
  readonly violations: readonly string[]
}

export type Attack = (options: AttackOptions) => Promise<AttackReport>
