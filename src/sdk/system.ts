/** A system as a value: what a client has to know about an API. The generator writes one for each contract. */

import type { Carrier } from '../../openapi/contract/carrier.ts'
import type { BodyPath } from '../../openapi/contract/shape.ts'
import type { Facts } from './facts.ts'
import type { NextPage, PageRules } from './pages/page-rules.ts'
import type { BodyFormat, ParameterStyle, WriteBody, WriteParameter } from './requests/writers.ts'
import type { RotationFacts } from './rotation/rotation-facts.ts'

export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS' | 'TRACE'

/** How a method of a client calls its operation. */
export interface Operation extends BodyFormat {
  readonly method: HttpMethod
  /** The path template, below the base URL: `/api-keys/{key_id}`. */
  readonly path: string
  /** The method takes a body. */
  readonly hasBody?: true
  /** The method takes a query. */
  readonly hasQuery?: true
  /** How parameters of the query are written, if not as `form` writes them. */
  readonly query?: Readonly<Record<string, ParameterStyle>>
  /**
   * The response is a page of a list. `true` for the pages of the system; then `hasQuery` is not set: the method takes a
   * query, which holds the cursor.
   */
  readonly isPaged?: true | PageRules
  /** The request has an idempotency key. */
  readonly isIdempotent?: true
  /** The media type to ask for, if the responses have several. */
  readonly accepts?: string
  /** What a successful response holds, if it is not a JSON object: any JSON, a text, or a file. */
  readonly returns?: 'json' | 'text' | 'blob'
  /** A successful response can have no body. */
  readonly hasNoContent?: true
  /** The names of the response's fields that are secrets, at any depth. */
  readonly secrets?: readonly string[]
}

/** The operations of a resource by the names of their methods. */
export type Operations = Readonly<Record<string, Operation>>

/** The facts that each system has. */
export type AnyFacts = Pick<Facts, 'id' | 'title'>

/** An option of a client whose value each request carries. */
export type CarriedOption = Carrier & {
  /**
   * What the value is, if it is no API key, which must not be in a page that anybody can read: the token of a session, which
   * replaces all other credentials; another token; or an id, which is no secret.
   */
  readonly kind?: 'session' | 'token' | 'id'
  /** The option with the password, if this option is a user name. */
  readonly password?: string
  /** The environment variable that the value defaults to. */
  readonly variable?: string
}

/** Where a response says why it rejects a request. */
export interface ErrorRules {
  readonly code?: BodyPath
  readonly message?: BodyPath
  /** A list in successful responses. If it is not empty, the request was rejected. */
  readonly list?: BodyPath
}

/** A system without its resources. */
export interface SystemBase<Types extends SystemTypes = SystemTypes> {
  readonly facts: Types['facts']
  /** The options whose values requests carry, by name. */
  readonly carried: Readonly<Record<string, CarriedOption>>
  /** Not set for problem documents (RFC 9457) with a `code`. */
  readonly errors?: ErrorRules
  /** The name of the header with the id of the request. Defaults to `Request-Id`. */
  readonly requestIdHeader?: string
  /** The name of the header with the idempotency key. Defaults to `Idempotency-Key`. */
  readonly idempotencyHeader?: string
  /** Not set if the API has no keys that can be rotated. */
  readonly rotation?: RotationFacts
  /** Finds the next page. Only systems whose pages have no cursor need it. */
  readonly nextPage?: NextPage
  /** Writes bodies that are not JSON. */
  readonly writeBody?: WriteBody
  /** Writes objects, and lists with separators, in queries. */
  readonly writeParameter?: WriteParameter
}

/** The types of a system. They exist for TypeScript only. */
export interface SystemTypes {
  readonly facts: AnyFacts
  /** The methods of a client, by resource. */
  readonly resources: object
  /** The paths, as openapi-typescript describes them. */
  readonly paths: object
  readonly schemas: object
  /** The options with credentials. */
  readonly credentials: object
  /** The other options of a client that not all systems have. */
  readonly options: object
  /** What the server rejects requests with, by code. */
  readonly problems: object
  /** Whether API keys can be rotated. */
  readonly rotates: boolean
}

/** A system: what `createClient` takes. */
export interface System<Types extends SystemTypes = SystemTypes> extends SystemBase<Types> {
  readonly resources: { readonly [Resource in keyof Types['resources']]: Operations }
  /** For TypeScript only: no value has this field. */
  readonly types?: Types
}

/** The operations of one resource on each system that has it: what `createLatchkey` takes. */
export interface ResourceTable<Name extends string = string> {
  readonly name: Name
  /** By the id of the system. */
  readonly systems: Readonly<Record<string, Operations>>
}
