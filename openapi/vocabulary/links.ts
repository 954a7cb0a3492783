import type { Steps } from './model/steps.ts'

/** What the prose of the rules takes from the site on which it appears. */
export interface Links {
  /** An error code, with a link to its explanation if there is one. */
  readonly problem: (code: string) => string
  /** A picture of the lifecycle of a resource, as Markdown. Without it, the prose has no picture. */
  readonly diagram?: (steps: Steps, noun: string) => string
}
