import type { Client } from 'openapi-fetch'
import type { Paths, Resources, SystemId } from './generated/systems.ts'
import { type LatchkeyOptions, readOptions } from './options.ts'
import { type CreateOptions, createResources, type RequestOptions } from './resources.ts'
import { createTransport } from './transport.ts'

/**
 * A client of one system: `Latchkey<'warehouse'>` has the resources and methods that the system has, and no others.
 *
 * The arguments of a method are the ids of its path, then its body or query, then the options of the call. It gives
 * the JSON that the server answers with, and throws a `LatchkeyError` otherwise.
 */
export type Latchkey<System extends SystemId> = LatchkeyBase<System> & Resources<RequestOptions, CreateOptions>[System]

interface LatchkeyBase<System extends SystemId> {
  readonly system: System
  /** Without a slash at the end. */
  readonly baseUrl: string
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

/** A client of one system. */
// Its methods come from a table, and which ones there are only its type arguments say.
export const Latchkey = class Latchkey<System extends SystemId> {
  readonly system: System
  readonly baseUrl: string
  readonly fetch: unknown

  constructor(options: LatchkeyOptions<System>) {
    const settings = readOptions(options)
    const transport = createTransport(settings)
    this.system = options.system
    this.baseUrl = settings.baseUrl
    this.fetch = transport
    Object.assign(this, createResources(settings, transport))
  }
} as unknown as LatchkeyConstructor
