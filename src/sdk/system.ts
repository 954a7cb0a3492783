/** A system as a value: what a client has to know about an API. The generator writes one for each contract. */

import type { Facts } from './facts.ts'
import type { RotationFacts } from './rotation/rotation-facts.ts'

export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

/** How a method of a client calls its operation. */
export interface Operation {
  readonly method: HttpMethod
  /** The path template, below the base URL: `/api-keys/{key_id}`. */
  readonly path: string
  /** The method takes a body. */
  readonly hasBody?: true
  /** The method takes a query. */
  readonly hasQuery?: true
  /** The response is a page of a list. `hasQuery` is not set: the method takes a query, which holds the cursor. */
  readonly isPaged?: true
  /** The request has an `Idempotency-Key` header. */
  readonly isIdempotent?: true
  /** A successful response has no body. */
  readonly hasNoContent?: true
  /** The names of the response's fields that are secrets, at any depth. */
  readonly secrets?: readonly string[]
}

/** The operations of a resource by the names of their methods. */
export type Operations = Readonly<Record<string, Operation>>

/** The types of a system. They exist for TypeScript only. */
export interface SystemTypes {
  readonly facts: Facts
  /** The methods of a client, by resource. */
  readonly resources: object
  /** The paths, as openapi-typescript describes them. */
  readonly paths: object
  readonly schemas: object
  /** The options of a client that not all systems have. */
  readonly options: object
  /** Problem documents by code. */
  readonly problems: object
}

/** A system: what `createClient` takes. */
export interface System<Types extends SystemTypes = SystemTypes> {
  readonly facts: Types['facts']
  readonly resources: { readonly [Resource in keyof Types['resources']]: Operations }
  readonly rotation: RotationFacts
  /** For TypeScript only: no value has this field. */
  readonly types?: Types
}

/** The operations of one resource on each system that has it: what `createLatchkey` takes. */
export interface ResourceTable<Name extends string = string> {
  readonly name: Name
  /** By the id of the system. */
  readonly systems: Readonly<Record<string, Operations>>
}
