import type { Place } from './document/types.ts'

/** What the linter reports, with its place in a file. */
export interface LintFinding {
  /** The name of the rule, such as `latchkey/limits`. */
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly place: Place | undefined
  /** JSON pointer in the document with the overlays applied, if it is not that of the place. */
  readonly inResult?: string
}
