/** A record as JSON. Rows never change in place: a change puts a new row into its entry. */
export type Row = Readonly<Record<string, unknown>>

/** A stored record, and what only the server knows about it. */
export interface Entry {
  readonly id: string
  /** Counts up with each record created, and breaks ties in a sort order. */
  readonly seq: number
  row: Row
  /** SHA-256 of the secret, for records that are credentials. */
  hash?: string
  /** For each secret property, which value of its stream it was minted from: enough to mint it again without keeping it. */
  minted?: Readonly<Record<string, number>>
  /** When the record leaves its state by itself, in milliseconds since 1970. Set while it is in a state with `after`. */
  moves?: number
  /** Set while a rotated credential still works. */
  retiring?: Retirement
}

/** By which transition (`delete` if it is removed) a rotated credential retires, at the time in which property, and who rotated it. */
export interface Retirement {
  readonly until: string
  readonly by: string
  readonly user: string | null
  readonly take: string
}
