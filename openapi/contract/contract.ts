/**
 * The compact contract: what the mock runs on. It is one OpenAPI document with its overlay applied,
 * less its prose and examples, with the words of the vocabulary where the engine looks for them.
 */
import type { Carrier } from './carrier.ts'
import type { OperationWords, PropertyWords, ResourceWords, SchemeWords } from './words.ts'

/** JSON Schema 2020-12, with `$ref`s of the form `#/components/schemas/Name`. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface Contract {
  /** Says that the file is generated, and by what. */
  readonly $comment?: string
  /** The id of the system: `standard`, or the overlay's file name. */
  readonly system: string
  readonly title: string
  readonly version: string
  /** The path of the first server URL, without a slash at the end: `/api/v1`. */
  readonly basePath: string
  readonly operations: readonly Operation[]
  readonly resources: Readonly<Record<string, Resource>>
  readonly schemes: Readonly<Record<string, Scheme>>
  /** By code. */
  readonly problems: Readonly<Record<string, ProblemType>>
  /** All component schemas by name, stripped of what only documents. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
}

export interface Operation extends OperationWords {
  readonly id: string
  /** Upper case. */
  readonly method: string
  /** An OpenAPI path template below the base path: `/api-keys/{key_id}`. */
  readonly path: string
  /** The alternatives of `security`: scheme name to role names. Empty: no credentials are needed. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly query: readonly Parameter[]
  readonly headers: readonly Parameter[]
  readonly body?: { readonly schema: JsonSchema; readonly required: boolean; readonly media: readonly string[] }
  /** By status code. `schema` is absent where the answer has no body. */
  readonly responses: Readonly<
    Record<
      string,
      { readonly schema?: JsonSchema; readonly codes?: readonly string[]; readonly headers: readonly string[] }
    >
  >
  /** The only 2xx status. */
  readonly success: number
}

export interface Parameter {
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

export interface Resource extends ResourceWords {
  /** The schema's title, for messages: `API key`. */
  readonly title: string
  /** The members that answers show, in order; those that extensions add (a secret) are not among them. */
  readonly members: readonly string[]
  /** The members that the server keeps of a record, in order: `members` without `derived`. */
  readonly stored: readonly string[]
  /** The members that are worked out at each response, by name, with the keyword that says how. */
  readonly derived: Readonly<Record<string, Derivation>>
  /** Words of its properties, those of schemas that extend it (allOf) and those of the bodies that write it included. */
  readonly properties: Readonly<Record<string, PropertyWords>>
  /** Members that the server keeps and shows besides `members` when an operation is listed in `shown_by`. */
  readonly secrets: readonly string[]
  /** Members of which only a SHA-256 is kept, and which are never shown: passwords. */
  readonly hashed: readonly string[]
  /** The names of properties that may be null. */
  readonly nullable: readonly string[]
  /** The schema type of the id: warehouses have numbers. */
  readonly idType: 'string' | 'integer'
  /** Values that properties get at creation where the body has none: the defaults of the body's schema, else null for nullable ones. */
  readonly defaults: Readonly<Record<string, unknown>>
}

/**
 * How a derived member gets its value: `transition` from the lifecycle's state, `embeds` from another record, `window`
 * from the time until which the window is open.
 */
export type Derivation = 'transition' | 'embeds' | 'window'

export type Scheme = SchemeWords & {
  readonly carrier: Carrier
}

export interface ProblemType {
  readonly code: string
  readonly type: string
  readonly title: string
  readonly status: number
  /** The schema's component name. */
  readonly schema: string
}
