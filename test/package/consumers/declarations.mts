/** A library that exports what it makes with the package. Nothing here runs: TypeScript infers and emits the types. */
import {
  type AnyLatchkey,
  accountKeys,
  apiKeysResource,
  createClient,
  createLatchkey,
  isLatchkeyError,
  Latchkey,
  LatchkeyError,
  meResource,
  openTelemetry,
  ordersResource,
  secretKeys,
  standard,
  storeAdmin,
  systemIds,
  type Tracer,
  userKeys,
  usersResource,
  warehouse,
} from 'latchkey'
import { createMock } from 'latchkey/mock'
import { serve, startNetwork } from 'latchkey/mock/node'

const baseUrl = 'https://shop.example/api/v1'

export const shop = new Latchkey({ system: 'standard', baseUrl })
export const narrow = createLatchkey({ system: 'standard', baseUrl }, [meResource, ordersResource])
export const { users } = createLatchkey({ system: 'user-keys', baseUrl }, [usersResource])
export const makeKeys = () => createLatchkey({ system: 'secret-keys', baseUrl }, [apiKeysResource])
export const client = createClient(warehouse, { baseUrl, warehouseId: 7 })
export const clients = {
  accountKeys: createClient(accountKeys, { baseUrl }),
  secretKeys: createClient(secretKeys, { baseUrl }),
  standard: createClient(standard, { baseUrl }),
  storeAdmin: createClient(storeAdmin, { baseUrl }),
  userKeys: createClient(userKeys, { baseUrl }),
}
export const systems = { accountKeys, secretKeys, standard, storeAdmin, userKeys, warehouse, systemIds }
export class Shop extends Latchkey<'standard'> {}
export default shop.orders

export const keys = shop.apiKeys
export const { system, credential } = shop
export const list = shop.apiKeys.list()
export const page = await shop.apiKeys.list()
export const call = shop.apiKeys.create({ name: 'Sync' })
export const key = await shop.apiKeys.create({ name: 'Sync' })
export const withResponse = await shop.apiKeys.get('key_1').withResponse()
export const { rotate, create } = shop.apiKeys
export const rotated = shop.apiKeys.rotate('key_1', { deploy: () => {} })
export const { inbound } = client
export const keysOf = (any: AnyLatchkey) => any.apiKeys

export const bare = shop.fetch
export const { use } = shop.fetch
export const listed = await shop.fetch.GET('/api-keys')
export const posted = client.fetch.POST('/api-keys', { body: { name: 'Sync' } })

export const tracing = (tracer: Tracer) => openTelemetry(tracer)
export const failure = (error: unknown) => (isLatchkeyError(error) ? error : undefined)
export const problem = (error: unknown) => (error instanceof LatchkeyError ? error.problem : undefined)

export const mock = createMock()
export const mocks = [createMock({ system: 'warehouse' }), createMock({ contract: mock.contract })]
export const admin = mock.signIn('admin')
export const { headers, token } = mock.signIn('admin')
export const { clock, contract, handlers, handlersFor, seed, requests, restore, scenario, signIn, snapshot } = mock
export const { delay, fail, override } = mock
export const exchange = mock.requests.at(-1)
export const seeded = mock.seed({})
export const taken = mock.snapshot()
export const remove = mock.override('getMe', () => new Response())
export const network = startNetwork(mock)
export const server = serve(mock)
