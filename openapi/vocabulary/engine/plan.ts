/** What an operation is about to do: checked by the guards as a whole, then committed. */
import type { Template } from '../../contract/words.ts'
import type { Entry, Retirement, Row } from './record.ts'

export interface Plan {
  /** In the order in which they are committed. */
  readonly changes: readonly Change[]
  /** Called after the commit, with the outcome of each change in order. */
  readonly answer: (committed: readonly Committed[]) => Answer
}

/** A change of one record. */
export type Change = Insertion | Replacement | Removal

export interface Insertion {
  readonly does: 'insert'
  readonly resource: string
  /** Without the secrets, and without the id if that is minted. */
  readonly after: Row
  readonly transitions?: readonly Transit[]
  /** The credential that the new one replaces. */
  readonly replaces?: Entry
}

export interface Replacement {
  readonly does: 'replace'
  readonly resource: string
  readonly entry: Entry
  readonly after: Row
  readonly transitions?: readonly Transit[]
  /** JSON pointer to the record in the body, if the body lists the records. */
  readonly pointer?: string
  /** The properties that the request writes, whether their values change or not. */
  readonly written?: readonly string[]
  /** Set if the record begins to retire. Any other transition ends a retirement. */
  readonly retiring?: Retirement
  /** Whether its secrets are minted again. Those that it had end. */
  readonly mints?: true
  /** A property that gets the id of the record that another change of the plan creates. */
  readonly link?: { readonly property: string; readonly change: number }
}

export interface Removal {
  readonly does: 'remove'
  readonly resource: string
  readonly entry: Entry
  readonly transitions?: readonly Transit[]
}

/** A transition that a change takes. */
export interface Transit {
  /** The state at that moment. */
  readonly from: string
  /** The name of the transition, or a written value that no transition leads to. */
  readonly to: { readonly transition: string } | { readonly value: string }
}

/** The outcome of one change. */
export interface Committed {
  readonly entry: Entry
  /** The record as the operation shows it, with the secrets that were minted for it. */
  readonly show: () => unknown
}

/** The result of an operation, before it is written as a Response. */
export interface Answer {
  /** The record that the response shows, or another body. The template of the operation shows it as `$record`. */
  readonly body?: unknown
  /** What the template of the operation shows besides, by the names of its placeholders, or how it is computed. */
  readonly values?: Readonly<Record<string, unknown>>
  /** The template of this answer, in place of that of the operation. */
  readonly template?: Template
  /** The body is `content` as it is, or there is none: the document responds, not a template. */
  readonly isWritten?: true
  /** The body as it is sent, if it is written already. */
  readonly content?: string | Uint8Array<ArrayBuffer>
  /** The media type, if it is not that of the operation's success. */
  readonly media?: string
  /** The id of the created record, for `Location`. */
  readonly created?: string
  /** Where a described operation has its answer from. */
  readonly source?: 'state' | 'example' | 'schema'
  /** The status, if it is not that of the operation's success. */
  readonly status?: number
  /** Headers of this answer alone. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A plan that changes nothing. */
export function reading(answer: () => Answer): Plan {
  return { changes: [], answer }
}
