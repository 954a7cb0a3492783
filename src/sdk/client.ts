/** The core of a client. It knows no system: a system is a value that it is given. */
import type { Client as OpenApiClient } from 'openapi-fetch'
import { createResources } from './create-resources.ts'
import type { Secret } from './credentials/secret.ts'
import type { ClientOptions } from './options.ts'
import type { Rotation } from './rotation/rotation.ts'
import { readOptions } from './settings.ts'
import type { Operations, SystemBase, SystemTypes } from './system.ts'
import { createTransport } from './transport/transport.ts'

/**
 * A client of a system: the resources and methods that the system has, and no others.
 *
 * The arguments of a method are the ids of its path, then its body or query, then the options of the call. A method
 * returns the JSON of the response, and throws a `LatchkeyError` if there is none.
 */
export type Client<Types extends SystemTypes> = ClientBase<Types> & Rotations<Types> & Types['resources']

/** Before the methods of the server: TypeScript takes the types of `deploy` and `verify` from the first overload. */
type Rotations<Types extends SystemTypes> = Types extends {
  readonly rotates: true
  readonly resources: { readonly apiKeys: infer Keys }
}
  ? { readonly apiKeys: Rotation<Client<Types>, Keys> }
  : unknown

/** An openapi-fetch client. Declarations can name it without a dependency on openapi-fetch. */
export interface BareClient<Paths extends object> extends OpenApiClient<Paths> {}

/** What each client has. */
export interface ClientBase<Types extends SystemTypes> {
  /** The rules of the system as data: the limit of active keys, the name of the label, whether keys can be paused, ... */
  readonly system: Types['facts']
  /** The URL of the API, without a slash at the end. */
  readonly baseUrl: string
  /** The API key or session token that requests are sent with; undefined without one. */
  readonly credential: Secret | undefined
  /**
   * The typed openapi-fetch client below the methods. It sends the same credential. It returns problem documents as
   * `error` instead of throwing them. It returns data as the server wrote it: new secrets are plain strings.
   * A `fetch` that you pass for one call gets a `Request`, and is neither retried nor ended by a timeout.
   *
   * @throws {LatchkeyConnectionError} no complete response arrived
   * @throws {LatchkeyTimeoutError} it took too long
   * @throws {LatchkeyAbortError} the signal aborted it
   * @throws {LatchkeyResponseError} the response is a redirect
   * @throws {SyntaxError} a successful response is not JSON
   * @throws {TypeError} the code of openapi-fetch, which is loaded with the first call, cannot be loaded
   *
   * @example
   * const { data, error, response } = await shop.fetch.GET('/api-keys', { params: { query: { limit: 5 } } })
   */
  readonly fetch: BareClient<Types['paths']>
}

/**
 * Adds to an object what a client has: the base and the methods, without rotation.
 * @returns The same object. The caller knows its type from the type of the system.
 */
export function assembleClient<Assembled>(
  target: object,
  system: SystemBase,
  resources: Readonly<Record<string, Operations>>,
  options: ClientOptions,
): Assembled {
  const settings = readOptions(options, system)
  const { baseUrl, credential } = settings
  const transport = createTransport(settings)
  const base = { system: system.facts, baseUrl, credential, fetch: transport.client }
  return Object.assign(target, base, createResources(resources, settings, transport)) as Assembled
}
