/** What the search finds: a page, a section of one, an operation, a field, a symbol of the SDK, or an option of a command. */
export interface SearchEntry {
  readonly kind: SearchKind
  readonly title: string
  /** The title of the page, or the name of what the entry belongs to. */
  readonly page: string
  /** Relative to the site, with the anchor. */
  readonly path: string
  readonly text: string
  /** Other words for what it is about. */
  readonly keywords?: string
  /** The words of the code in it, each once. */
  readonly code?: string
}

/** How much a match counts, by kind: prose comes before what is generated, and both before files to copy. */
export const WEIGHTS = {
  guide: 1.7,
  section: 1.1,
  operation: 0.95,
  error: 1,
  option: 0.8,
  sdk: 0.7,
  keyword: 0.5,
  member: 0.4,
  field: 0.5,
  difference: 0.4,
  change: 0.3,
  file: 0.06,
} as const

export type SearchKind = keyof typeof WEIGHTS
