/** How the requests and responses of an operation are written, as data. */
import type { DocumentWords, FilterWords, OperationWords, Template } from './words.ts'

/** A way to a value in a body, from its root. Empty: the root itself. */
export type BodyPath = readonly string[]

/** What an operation reads and shows, and where. */
export interface Shape {
  /** Where the id of the record is. Undefined if the operation works on no single record. */
  readonly record?: RecordPlace
  /** Other places, which take precedence if the request has something there. */
  readonly otherRecords?: readonly RecordPlace[]
  /** Where the record, or the list of records, stands in the response. Undefined if it holds none. */
  readonly answer?: BodyPath
  /** The body of the response. Null: it has none. Undefined: it follows from the schema of the response. */
  readonly template?: Template
  /** Where the members of the record stand in the body of the request. Undefined if the body has none. */
  readonly input?: BodyPath
  /** What the members of the record are made by, instead of `input`. */
  readonly inputTemplate?: Readonly<Record<string, unknown>>
  /** A transition: the property that it sets. */
  readonly property?: string
  /** A transition: the value that it sets. Undefined if the body holds it. */
  readonly to?: string | boolean
  readonly pages?: PageStyle
  /** Parameters that select records by the value of a property. */
  readonly filters?: readonly Filter[]
  /** Operators and lists in the names of parameters: `created_at[gte]`, `id[]`. */
  readonly brackets?: Brackets
  readonly sort?: Sort
  /** The parameter that `search` reads. */
  readonly search?: string
  /** The parameter that lists the members of the records that the response shows. */
  readonly select?: NonNullable<DocumentWords['select']>
  readonly link?: NonNullable<OperationWords['link']>
  /** The body of the response while the window of the operation is closed. */
  readonly closed?: Template
  /** The body of the response if there is no such record. */
  readonly absent?: Template
}

/** The properties that requests can filter by, and the operators. */
export interface Brackets {
  readonly properties: readonly string[]
  readonly operators: readonly Operator[]
}

export type Operator = NonNullable<FilterWords['operators']>[number]

export interface RecordPlace {
  readonly in: 'path' | 'query' | 'body' | 'credential'
  /** For the body: a way to a member, such as `key.id`. Empty for the credential of the request. */
  readonly name: string
  /** The property that the value is compared with, if it is not the id. */
  readonly property?: string
}

export interface Filter {
  readonly parameter: string
  /** A dot leads into an object: `owner.id`. */
  readonly property: string
  /** Defaults to the query. */
  readonly in?: 'path' | 'body'
}

/** How a list is split into pages, and where its responses say so. */
export interface PageStyle {
  /** `after`: the position is the id of the last record of the page before. */
  readonly style: 'page' | 'offset' | 'cursor' | 'after'
  /** Where the parameters are. */
  readonly in: 'query' | 'body'
  /** The parameter that says where a page starts. Undefined: all records are on one page. */
  readonly position?: string
  /** With `after`: the parameter with the id of the record that the page ends before. */
  readonly before?: string
  readonly size?: string
  readonly default?: number
  readonly max?: number
  /** The number of the first page. Defaults to 1. */
  readonly first?: 0
  /** The response has a `Link` header. */
  readonly link?: true
  /** Where the response body says what, if it has no template. */
  readonly members: PageMembers
}

export interface PageMembers {
  /** The number of all records. */
  readonly total?: BodyPath
  /** The number of all pages. */
  readonly pages?: BodyPath
  readonly page?: BodyPath
  readonly offset?: BodyPath
  readonly size?: BodyPath
  readonly more?: BodyPath
  /** Whether there are no more: the opposite of `more`. */
  readonly last?: BodyPath
  /** The position of the next page: a cursor or a number. */
  readonly next?: BodyPath
  readonly previous?: BodyPath
  readonly nextUrl?: BodyPath
  readonly previousUrl?: BodyPath
}

export interface Sort {
  /** Undefined if the order is always the same. */
  readonly parameter?: string
  /** The parameter that holds `asc` or `desc`. */
  readonly direction?: string
  /** What marks a descending property: `-` before it, or `desc` after it. */
  readonly descending?: '-' | 'desc'
  /** The order if the request gives none: `-created_at`. Undefined: that in which the records were created. */
  readonly default?: string
}

/** A parent of a record: `store_id` in `/stores/{store_id}/products`. */
export interface Within {
  readonly parameter: string
  /** Where the parameter is. Defaults to the path. */
  readonly in?: 'path' | 'body'
  /** The error code if there is no such parent. Defaults to `not_found`. */
  readonly refuse?: string
  /** The parent, whose record must exist. Undefined if the document has no resource for it. */
  readonly resource?: string
  /** The property of the record that holds the id of the parent. A dot leads into an object. */
  readonly property?: string
}

/** How the ids of a resource are made. */
export interface Identity {
  readonly property: string
  readonly type: 'string' | 'integer'
  readonly form?: IdForm
  /** What all ids start with: `cus_`. */
  readonly prefix?: string
  /** How many random characters follow, for the forms that name them. */
  readonly length?: number
  /** The client chooses the id: it is a member of the creating body, or records are created by PUT. */
  readonly given?: true
}

/** `hex` has 24 digits, as in MongoDB, unless it has another length. `natural` is a name, a code or a number that people choose. */
export type IdForm = 'integer' | 'uuid' | 'ulid' | 'hex' | 'base62' | 'digits' | 'prefix' | 'slug' | 'email' | 'natural'
