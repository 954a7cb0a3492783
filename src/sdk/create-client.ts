import { assembleClient, type Client } from './client.ts'
import type { ClientOptions } from './options.ts'
import { addRotation, withKey } from './rotation/add-rotation.ts'
import type { System, SystemTypes } from './system.ts'

/**
 * Creates a client of a system that is given as a value. The program then holds that system and no other. For our own systems, the
 * client is the same as `new Latchkey({ system: 'warehouse', ... })`, but not an instance of `Latchkey`.
 *
 * @throws {TypeError} an option is wrong
 *
 * @example
 * const shop = createClient(warehouse, { baseUrl: 'https://shop.example/api/v1', warehouseId: 7 })
 * const { data } = await shop.inbound.list({ status: 'announced' })
 */
export function createClient<Types extends SystemTypes>(
  system: System<Types>,
  options: ClientOptions<Types>,
): Client<Types> {
  const client = assembleClient<Client<Types>>({}, system, system.resources, options)
  addRotation(client, system.rotation, apiKey => createClient(system, withKey(options, apiKey)))
  return client
}
