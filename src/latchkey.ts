import type { Client } from 'openapi-fetch'
import {
  type Paths,
  type Resources,
  type ResourceTable,
  resources,
  type SystemId,
  type SystemRules,
} from './generated/systems.ts'
import { type LatchkeyOptions, readOptions } from './options.ts'
import type { CreateOptions, ListOptions, RequestOptions } from './request-options.ts'
import { createResources } from './resources.ts'
import { type Rotation, rotatable } from './rotate.ts'
import type { Secret } from './secret.ts'
import type { SystemFacts } from './system-facts.ts'
import { createTransport } from './transport.ts'

/**
 * A client of one system: `Latchkey<'warehouse'>` has the resources and methods that the system has, and no others.
 *
 * The arguments of a method are the ids of its path, then its body or query, then the options of the call. It gives
 * the JSON that the server answers with, and throws a `LatchkeyError` otherwise.
 */
export type Latchkey<System extends SystemId> = LatchkeyBase<System> &
  Rotations[System] &
  Resources<RequestOptions, CreateOptions, ListOptions>[System]

/** Before the methods of the server: TypeScript takes the types of `deploy` and `verify` from the first of two. */
type Rotations = { readonly [Id in SystemId]: { readonly apiKeys: Rotation<Id> } }

interface LatchkeyBase<System extends SystemId> {
  /** The rules of the system, as data: its limit, what the label is called, whether a key can be paused, and so on. */
  readonly system: SystemFacts<System>
  /** Without a slash at the end. */
  readonly baseUrl: string
  /** The key or the token that requests are sent with; undefined where there is none. */
  readonly credential: Secret | undefined
  /**
   * The typed openapi-fetch client below the methods, with the same credential. It gives refusals as `error` instead
   * of throwing them.
   *
   * @throws {LatchkeyConnectionError} there was no answer, or not all of it
   *
   * @example
   * const { data, error, response } = await shop.fetch.GET('/api-keys', { params: { query: { limit: 5 } } })
   */
  readonly fetch: Client<Paths[System]>
}

interface LatchkeyConstructor {
  /**
   * Makes a client. It sends nothing by itself.
   *
   * @throws {RangeError} there is no such system
   * @throws {TypeError} another option is wrong
   *
   * @example
   * const shop = new Latchkey({ system: 'standard', baseUrl: 'https://shop.example/api/v1', apiKey: process.env.LATCHKEY_API_KEY })
   * const { data } = await shop.products.list({ status: 'active', limit: 50 })
   */
  new <System extends SystemId>(options: LatchkeyOptions<System>): Latchkey<System>
  readonly prototype: LatchkeyBase<SystemId>
}

/** A client with the resources of these tables. */
class TableClient<System extends SystemId> {
  readonly system: SystemRules
  readonly baseUrl: string
  readonly credential: Secret | undefined
  readonly fetch: unknown

  constructor(options: LatchkeyOptions<System>, tables: readonly ResourceTable[]) {
    const settings = readOptions(options)
    const transport = createTransport(settings)
    this.system = settings.rules
    this.baseUrl = settings.baseUrl
    this.credential = settings.credential
    this.fetch = transport
    const clientWith = (apiKey: Secret) => new TableClient({ ...options, apiKey, session: undefined }, tables)
    Object.assign(this, rotatable(createResources(tables, settings, transport), settings, clientWith))
  }
}

/** A client of one system. */
// Its methods come from tables, and which ones there are only its type arguments say.
export const Latchkey = class Latchkey<System extends SystemId> extends TableClient<System> {
  constructor(options: LatchkeyOptions<System>) {
    super(options, resources)
  }
} as unknown as LatchkeyConstructor
