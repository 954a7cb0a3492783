import type { Operation, Resource } from '../../openapi/contract/contract.ts'

/** A record, as JSON. Rows are never changed in place: a change puts a new row into its entry. */
export type Row = Readonly<Record<string, unknown>>

/** A stored record with what the server knows besides. */
export interface Entry {
  readonly id: string
  /** Counts up with each record created: ties in a sort order are broken by it. */
  readonly seq: number
  row: Row
  /** SHA-256 of the secret, for records that are credentials. */
  readonly hash?: string
  /** Which value of its stream each of its secrets was minted from, by property: so a secret can be told without being kept. */
  readonly minted?: Readonly<Record<string, number>>
  /** Set while a rotated credential still works: when it retires, by which transition, and who rotated it. */
  retiring?: { readonly at: number; readonly by: string; readonly take: string }
}

/** Who a request runs as. */
export interface Principal {
  /** The name of the security scheme. */
  readonly scheme: string
  readonly kind: string
  /** The record that is the credential. */
  readonly credential: { readonly resource: string; readonly entry: Entry }
  readonly account: string
  /** Null where a credential acts as the account itself. */
  readonly user: string | null
  /** The id to write where it is asked who did something. */
  readonly actor: string
  readonly permissions: ReadonlySet<string>
  /** Whether the credential may do less than whom it acts as. */
  readonly isNarrowed: boolean
}

/** What a request has become on its way through the pipeline. */
export interface Call {
  readonly operation: Operation
  readonly resource: Resource | undefined
  /** The record that the path names. */
  readonly target: Entry | undefined
  /** Undefined only where the operation takes no credentials. */
  readonly principal: Principal | undefined
  /** Values that selection schemes select, by scheme. */
  readonly selected: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What an operation answers with, before it is written as a Response. */
export interface Answer {
  readonly body?: unknown
  /** The id of what was created, for `Location`. */
  readonly created?: string
}
