/**
 * The compact contract, which the mock runs on: one OpenAPI document with its overlay applied, without prose and
 * examples. The keywords of `x-latchkey` are merged into the operations, resources and schemes that they describe.
 */
import type { Carrier } from './carrier.ts'
import type { Dialect } from './dialect.ts'
import type { Identity, Shape, Within } from './shape.ts'
import type {
  AnyCredentialWords,
  CredentialWords,
  OperationWords,
  PropertyWords,
  ResourceWords,
  SelectionWords,
} from './words.ts'

/** JSON Schema 2020-12, with `$ref`s of the form `#/components/schemas/Name`. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface Contract {
  /** How the file was generated. */
  readonly $comment?: string
  /** The id of the system: `standard`, or the overlay's file name. */
  readonly system: string
  readonly title: string
  readonly version: string
  /** The path of the first server URL, without a trailing slash: `/api/v1`. */
  readonly basePath: string
  /** The paths of its other servers, if they differ. The API is below each of them. */
  readonly otherBasePaths?: readonly string[]
  /**
   * Set for documents of which not all rules are known. Unknown parameters are ignored, and refusals look as the document
   * describes the errors of the operation. Otherwise each refusal must be declared.
   */
  readonly lenient?: Leniency
  /** How the API writes what all operations share. What is left out is as in our own systems. */
  readonly dialect?: Dialect
  /**
   * The absolute URLs of the servers, without a trailing slash, for documents that name their own servers. Undefined if
   * the API may be at any origin.
   */
  readonly servers?: readonly string[]
  readonly operations: readonly Operation[]
  readonly resources: Readonly<Record<string, Resource>>
  readonly schemes: Readonly<Record<string, Scheme>>
  /** The problem types by code. */
  readonly problems: Readonly<Record<string, ProblemType>>
  /** All component schemas by name, without descriptions, examples and other annotations. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
}

/** How a mock treats what a document does not say. */
export interface Leniency {
  /** Whether a record is made up if a client asks for it before anything of its resource was created or deleted. */
  readonly makesUpRecords: boolean
  /** Whether requests are checked against their schemas. */
  readonly checksRequests: boolean
}

/** The keywords of an operation that `shape` and `success` hold. */
export type WireWords =
  | 'input'
  | 'status'
  | 'answer'
  | 'pages'
  | 'sort'
  | 'filter'
  | 'link'
  | 'closed'
  | 'absent'
  | 'ignores'

export interface Operation extends Omit<OperationWords, 'call' | WireWords> {
  /** The method of the SDK. Undefined in a lenient contract. */
  readonly call?: string
  readonly id: string
  /** Upper case. */
  readonly method: string
  /** The OpenAPI path template, below the base path: `/api-keys/{key_id}`. */
  readonly path: string
  /** The alternatives of `security`, each from scheme names to role names. Empty if no credentials are needed. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly query: readonly Parameter[]
  readonly headers: readonly Parameter[]
  readonly cookies?: readonly Parameter[] | undefined
  /** The parameters of the path, if their values are checked. */
  readonly pathParameters?: readonly Parameter[] | undefined
  readonly body?: RequestBody | undefined
  /** By status: `200`, or also `4XX` and `default` in a lenient contract. A response without a body has no `schema`. */
  readonly responses: Readonly<Record<string, DeclaredResponse>>
  /** The status of a success: the only 2xx status, or the one that was chosen. */
  readonly success: number
  /** How its requests and responses are written, if not as in our own systems. */
  readonly shape?: Shape
}

export interface RequestBody {
  readonly schema: JsonSchema
  readonly required: boolean
  readonly media: readonly string[]
  /** The body in each of its media types, if they differ. */
  readonly contents?: readonly BodyContent[]
}

/** A response without a body has neither a schema nor examples. */
export interface DeclaredResponse extends Content {
  readonly codes?: readonly string[]
  readonly headers: readonly string[]
  /** The schemas of its headers, as far as they have one. */
  readonly headerSchemas?: Readonly<Record<string, JsonSchema>>
  /** The same response in other media types. */
  readonly others?: readonly Content[]
}

export interface Content {
  readonly schema?: JsonSchema
  /** The media type. Defaults to `application/json`. */
  readonly media?: string
  /** The values of the examples by name; the first one is the default. */
  readonly examples?: Readonly<Record<string, unknown>>
}

export interface Parameter {
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
  /** How a list or an object is written. Defaults to `simple` in paths and headers, and to `form` elsewhere. */
  readonly style?: ParameterStyle
  /** Whether each item or property is written separately. Defaults to true for `form` and `deepObject`, else to false. */
  readonly explode?: boolean
  /** The media type of a parameter that is described by `content` instead of a style. */
  readonly media?: string
}

export type ParameterStyle = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'

/** A body in one media type. */
export interface BodyContent {
  readonly media: string
  readonly schema?: JsonSchema
  /** How the fields of a form are written, by name. */
  readonly encoding?: Readonly<Record<string, FieldEncoding>>
}

export interface FieldEncoding {
  readonly contentType?: string
  readonly style?: ParameterStyle
  readonly explode?: boolean
}

export interface Resource extends Omit<ResourceWords, 'within' | 'singleton'> {
  /** The title of the schema, for messages: `API key`. */
  readonly title: string
  /** The properties that responses show, in order, without those that extensions of the schema add (a secret). */
  readonly members: readonly string[]
  /** The properties that the server stores, in order: `members` without `derived`. */
  readonly stored: readonly string[]
  /** The properties that are computed for each response, by name, with the keyword that defines how. */
  readonly derived: Readonly<Record<string, Derivation>>
  /** The keywords of its properties, including those of schemas that extend it (`allOf`) and of the bodies that write it. */
  readonly properties: Readonly<Record<string, PropertyWords>>
  /** Properties that only the operations in their `shown_by` show. They are not in `members`. */
  readonly secrets: readonly string[]
  /** Properties that are never shown, and stored as a SHA-256: passwords. */
  readonly hashed: readonly string[]
  /** The properties that may be null. */
  readonly nullable: readonly string[]
  /** Set if the property with the account holds numbers. */
  readonly tenantType?: 'integer'
  /** The type of the id: warehouses have numbers. */
  readonly idType: 'string' | 'integer'
  /** How its ids are made, if not as in our own systems. Undefined for a singleton, too. */
  readonly identity?: Identity
  /** The parents of a record, from the outermost. */
  readonly within?: readonly Within[]
  /** Whether the path of each of its operations names all parents, so that ids are unique below them. */
  readonly isNested?: true
  /** One record, which always exists: `/settings`. With `within`: one for each parent. */
  readonly singleton?: true
  /**
   * Whether keywords say which records there are: none is made up, and a record has what was written. Set for documents
   * of which not all rules are known.
   */
  readonly isRuled?: true
  /** Values for properties that a creating body leaves out: the defaults of its schema, and null for nullable properties. */
  readonly defaults: Readonly<Record<string, unknown>>
}

/**
 * How a derived property gets its value: `transition` from the state of the lifecycle, `embeds` from another record,
 * `window` from the time until which the window is open, `works` from the state of a credential and its user.
 */
export type Derivation = 'transition' | 'embeds' | 'window' | 'works'

export type Scheme = ((CredentialWords | SelectionWords) & { readonly carrier: Carrier }) | AnyCredential

/** A scheme that accepts any credential of its form, because credentials are no resource of the document. */
export interface AnyCredential extends AnyCredentialWords {
  readonly carrier: Carrier
}

export interface ProblemType {
  readonly code: string
  readonly type: string
  readonly title: string
  readonly status: number
  /** The name of its component schema. */
  readonly schema: string
}
