/** Scenarios. */

/**
 * - `empty`: no records except the users and what they work in.
 * - `at-limit`: as many active credentials as the limit allows.
 * - `revoked-history`: several credentials that were revoked over some days, and an active one.
 * - `read-only-user`: a user who may read and change nothing.
 * - `window-open`: an open window, in which all records of a kind may be deleted.
 * - `ten-thousand-keys`: ten thousand credentials.
 */
export type ScenarioName =
  | 'empty'
  | 'at-limit'
  | 'revoked-history'
  | 'read-only-user'
  | 'window-open'
  | 'ten-thousand-keys'

export interface Scenario {
  /** The user to sign in as: `mock.signIn(scenario.login)`. */
  readonly login: string
  /** The resource that the scenario is about; null if there is none. */
  readonly resource: string | null
  /** The ids of the records that the scenario is about, in the order of their creation. */
  readonly ids: readonly string[]
}
