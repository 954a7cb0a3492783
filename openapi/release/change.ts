/** A change between two versions of a contract. */
export interface Change {
  readonly impact: Impact
  /** A JSON pointer, and the property that changed. */
  readonly place: string
  /** What happened: `removed`, `limit lowered`. */
  readonly what: string
}

/** What a change means for callers, as a step of the version (Semantic Versioning). */
export type Impact = 'major' | 'minor' | 'patch'
