/** What the operations of a document without keywords do, as far as its paths, methods and schemas show it. */

export interface Inference {
  /** The resources that at least one rule names. */
  readonly resources: readonly InferredResource[]
  /** Every operation of the document, in its order. */
  readonly operations: readonly InferredOperation[]
}

export interface InferredResource {
  /** Unique: the name of its schema, or made from its path. */
  readonly name: string
  /** The component schema of a record. Undefined if the schema is inline. */
  readonly schema?: string
  /** The path template of its records, without the id: `/stores/{store_id}/products`. */
  readonly collection: string
  /** Undefined for a singleton. */
  readonly id?: InferredId
  /** The path parameters before the id, from the left. They limit the operations whose paths have them. */
  readonly within?: readonly Within[]
  /** One record, which always exists: `/settings`. With `within`: one for each parent. */
  readonly singleton?: true
  readonly status?: InferredStatus
}

export interface InferredId {
  readonly property: string
  readonly type: 'string' | 'integer'
  readonly form?: IdForm
  /** The form `prefix`: what all ids start with, as an example of the document shows: `cus_`. */
  readonly prefix?: string
  /** The client chooses the id: it is a member of the creating body, or records are created by PUT. */
  readonly given?: true
}

/** `hex` is that of MongoDB: 24 hexadecimal digits. `natural` is a name, a code or a number that people choose. */
export type IdForm = 'integer' | 'uuid' | 'hex' | 'prefix' | 'slug' | 'email' | 'natural'

export interface Within {
  /** The path parameter. */
  readonly parameter: string
  /** The parent, whose record must exist. Undefined if the document has no resource for it. */
  readonly resource?: string
  /** The property of the record that holds the id of the parent. */
  readonly property?: string
}

export interface InferredStatus {
  readonly property: string
  readonly values: readonly string[]
}

export interface InferredOperation {
  /** The `operationId`, or method and path. */
  readonly id: string
  /** Upper case. */
  readonly method: string
  readonly path: string
  /** Undefined: the operation is stateless. */
  readonly rule?: InferredRule
  /** From 0 to 1, that the rule is right; for a stateless operation, that it has none. */
  readonly confidence: number
  /** In plain English, for people. */
  readonly reason: string
}

export type Act = 'list' | 'get' | 'create' | 'replace' | 'update' | 'delete' | 'transition'

/** A way to a value in a body, from its root. Empty: the root itself. */
export type BodyPath = readonly string[]

export interface InferredRule {
  readonly resource: string
  readonly does: Act
  /** A transition: the property that it sets. */
  readonly property?: string
  /** A transition: the value that it sets. Undefined if the body holds it. */
  readonly to?: string | boolean
  /** Where the id is. Undefined for list, create and singletons. */
  readonly record?: RecordPlace
  /** Which 2xx status. */
  readonly status: number
  /** Where the record or the list stands in the response body. Undefined if the body has none. */
  readonly answer?: BodyPath
  /** Where the id stands, if the response has it under a name of its own and no record: `{ petId }`. */
  readonly answerId?: BodyPath
  /** Where the members of the record stand in the request body. Undefined if the body has none. */
  readonly input?: BodyPath
  readonly pages?: PageStyle
  /** Parameters that select records by the value of a property. */
  readonly filters?: readonly Filter[]
  readonly sort?: Sort
}

export interface RecordPlace {
  readonly in: 'path' | 'query' | 'body'
  readonly name: string
  /** The property that the value is compared with, if it is not the id. */
  readonly property?: string
}

export interface Filter {
  readonly parameter: string
  readonly property: string
  /** Defaults to the query. */
  readonly in?: 'path' | 'body'
}

export interface PageStyle {
  /** `after`: the position is the id of the last record of the page before. */
  readonly style: 'page' | 'offset' | 'cursor' | 'after'
  /** Where the parameters are. */
  readonly in: 'query' | 'body'
  readonly position: string
  readonly size?: string
  readonly default?: number
  readonly max?: number
  /** The number of the first page. Defaults to 1. */
  readonly first?: 0
  /** The response has a `Link` header. */
  readonly link?: true
  /** Where the response body says what. */
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
  /** The position of the next page: a cursor or a number. */
  readonly next?: BodyPath
  readonly previous?: BodyPath
  readonly nextUrl?: BodyPath
  readonly previousUrl?: BodyPath
}

export interface Sort {
  readonly parameter: string
  /** The parameter that holds `asc` or `desc`. */
  readonly direction?: string
  /** What marks a descending property: `-` before it, or `desc` after it. */
  readonly descending?: '-' | 'desc'
}
