/**
 * The words of `x-latchkey` as types. `x-latchkey.schema.json` says the same to a validator, and is
 * where each word is explained.
 */

/** The vendor key under which the words stand. */
export const WORDS = 'x-latchkey'

/** `now`: the time of the request; `actor`: the id of the user or key that made it. */
export type Stamp = 'now' | 'actor'
export type Stamps = Readonly<Record<string, Stamp>>

export interface Transition {
  readonly from: readonly string[]
  /** Absent on `delete`, which removes the record. */
  readonly to?: string
  readonly set?: Stamps
  readonly refuse?: string
}

export interface Lifecycle {
  readonly field: string
  readonly initial: string
  readonly transitions?: Readonly<Record<string, Transition>>
  readonly expires?: {
    readonly field: string
    readonly from: readonly string[]
    readonly to: string
    /** ISO 8601 duration. */
    readonly after?: string
  }
}

export interface Limit {
  /** One entry: the lifecycle's field and the states that count. */
  readonly count: Readonly<Record<string, readonly string[]>>
  readonly per: 'user' | 'account'
  readonly max: number | null
  readonly refuse?: string
}

export interface ResourceWords {
  readonly id?: { readonly prefix: string }
  readonly owner?: { readonly tenant: string; readonly user?: string }
  readonly visible_to?: 'account' | 'owner'
  readonly set?: { readonly create?: Stamps; readonly change?: Stamps }
  readonly lifecycle?: Lifecycle
  readonly limits?: readonly Limit[]
  readonly window?: {
    readonly open: string
    readonly until: string
    /** ISO 8601 duration. */
    readonly duration: string
    readonly refuse: string
  }
  readonly principal?: { readonly permissions: readonly string[]; readonly enabled?: string; readonly refuse?: string }
  readonly seed?: readonly Readonly<Record<string, unknown>>[]
}

export interface PropertyWords {
  readonly secret?: { readonly prefix: string }
  readonly shown_by?: readonly string[]
  readonly redacts?: string
  readonly transition?: Readonly<Record<string, string>>
  readonly refers_to?: string
  readonly embeds?: string
  readonly on_delete?: 'set_null' | 'cascade'
  readonly unique?: 'account' | 'everywhere'
  readonly future?: true
  readonly selected_by?: string
}

export interface CredentialWords {
  readonly authenticates: string
  readonly by: string
  readonly kind: string
  readonly prefix?: string
  readonly acts_as?: string
  readonly grants?: 'inherited' | 'all'
  readonly narrowed_by?: string
  readonly touch?: string
  readonly accepts: readonly string[]
  readonly refuse: Readonly<Record<string, string>> & { readonly missing: string; readonly unknown: string }
}

export interface SelectionWords {
  readonly selects: string
  readonly refuse: { readonly missing: string; readonly unknown: string }
}

export type SchemeWords = CredentialWords | SelectionWords

export interface OperationWords {
  readonly resource?: string
  /** A verb of the engine, or the name of a transition of the resource. */
  readonly does: string
  readonly call: string
  readonly many?: 'ids' | 'items'
  readonly search?: readonly string[]
  readonly window?: string
  readonly rotate?: {
    readonly from: readonly string[]
    readonly grace: string
    readonly retire: string
    readonly copies?: readonly string[]
    readonly renews?: string
    readonly refuse?: string
  }
  readonly sign_in?: { readonly login: string; readonly password: string; readonly refuse: string }
}

/** The words by the kind of place in which they stand. */
export interface WordsOf {
  readonly resource: ResourceWords
  readonly property: PropertyWords
  readonly securityScheme: SchemeWords
  readonly operation: OperationWords
}
