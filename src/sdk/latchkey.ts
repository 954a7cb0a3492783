import type { Client } from 'openapi-fetch'
import type { Secret } from './credentials/secret.ts'
import type { ResourceTable } from './generated/resources.ts'
import { type Paths, type Resources, resources, type SystemId } from './generated/systems.ts'
import { type LatchkeyOptions, readOptions } from './options.ts'
import type { CreateOptions, ListOptions, RequestOptions } from './request-options.ts'
import { createResources } from './resources.ts'
import { addRotation, type Rotation } from './rotation/rotate.ts'
import type { SystemFacts } from './system-facts.ts'
import { createTransport } from './transport/transport.ts'

/**
 * A client of one system: `Latchkey<'warehouse'>` has the resources and methods that the system has, and no others.
 *
 * The arguments of a method are the ids of its path, then its body or query, then the options of the call. It gives
 * the JSON that the server answers with, and throws a `LatchkeyError` otherwise.
 */
export type Latchkey<System extends SystemId> = LatchkeyBase<System> & Rotations[System] & ServerResources<System>

type ServerResources<System extends SystemId> = Resources<RequestOptions, CreateOptions, ListOptions>[System]

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
   * of throwing them, and everything as the server wrote it: new secrets are plain texts here. A signal that is given to it
   * keeps the listener of `new Request` until that is collected as garbage.
   *
   * @throws {LatchkeyConnectionError} there was no answer, or not all of it
   * @throws {LatchkeyTimeoutError} it took too long
   * @throws {LatchkeyAbortError} the signal ended it
   * @throws {LatchkeyResponseError} the answer is a redirect
   * @throws {SyntaxError} a success is no JSON
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
   * @throws {TypeError} an option is wrong
   *
   * @example
   * const shop = new Latchkey({ system: 'standard', baseUrl: 'https://shop.example/api/v1', apiKey: process.env.LATCHKEY_API_KEY })
   * const { data } = await shop.products.list({ status: 'active', limit: 50 })
   */
  new <System extends SystemId>(options: LatchkeyOptions<System>): Latchkey<System>
  readonly prototype: LatchkeyBase<SystemId>
}

/** A client of one system. */
// Its methods come from tables, and which ones there are only its type arguments say. Its name is that of the constant: a
// second one of the same scope would be renamed by the build, and printed like that.
export const Latchkey = class<System extends SystemId> {
  constructor(options: LatchkeyOptions<System>) {
    addRotation(
      equip(this, options, resources),
      // A page whose session rotates a key has the new one in it anyway.
      apiKey => new Latchkey({ ...options, session: undefined, dangerouslyAllowBrowser: true, apiKey }),
    )
  }
} as unknown as LatchkeyConstructor

/**
 * A client with some resources alone, for bundles that should hold no others. It is what `Latchkey` is, but for
 * `apiKeys.rotate`, which is the server's own.
 *
 * @throws what `new Latchkey` throws
 *
 * @example
 * const shop = createLatchkey({ system: 'standard', baseUrl: '/api/v1', session }, [meResource, ordersResource])
 * const { data } = await shop.orders.list({ status: 'open' })
 */
export function createLatchkey<System extends SystemId, Name extends keyof ServerResources<System>>(
  options: LatchkeyOptions<System>,
  tables: readonly ResourceTable<Name & string>[],
): LatchkeyBase<System> & Pick<ServerResources<System>, Name> {
  return equip({}, options, tables) as LatchkeyBase<System> & Pick<ServerResources<System>, Name>
}

/** Gives a client what all have, and the resources of these tables. */
function equip<System extends SystemId>(
  client: object,
  options: LatchkeyOptions<System>,
  tables: readonly ResourceTable[],
): object {
  const settings = readOptions(options)
  const { rules: system, baseUrl, credential } = settings
  const fetch = createTransport(settings)
  return Object.assign(client, { system, baseUrl, credential, fetch }, createResources(tables, settings, fetch))
}
