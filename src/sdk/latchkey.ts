import { assert } from './assert.ts'
import { assembleClient, type Client, type ClientBase } from './client.ts'
import { bases, type SystemId, type Systems, systems } from './generated/systems.ts'
import type { LatchkeyOptions } from './options.ts'
import { addRotation, withKey } from './rotation/add-rotation.ts'
import type { GraceOf, RotationOptions } from './rotation/rotation.ts'
import type { Operations, ResourceTable } from './system.ts'

/** A client of one of our systems: `Latchkey<'warehouse'>`. See `Client`. */
export type Latchkey<System extends SystemId> = Client<Systems[System]>

/** How `apiKeys.rotate` rotates a key. */
export type RotateOptions<System extends SystemId> = RotationOptions<
  Latchkey<System>,
  GraceOf<Systems[System]['resources']['apiKeys']>
>

interface LatchkeyConstructor {
  /**
   * Creates a client of one of our systems. It sends no request.
   *
   * @throws {TypeError} an option is wrong
   *
   * @example
   * const shop = new Latchkey({ system: 'standard', baseUrl: 'https://shop.example/api/v1', apiKey: process.env.LATCHKEY_API_KEY })
   * const { data } = await shop.products.list({ status: 'active', limit: 50 })
   */
  new <System extends SystemId>(options: LatchkeyOptions<System>): Latchkey<System>
  readonly prototype: ClientBase<Systems[SystemId]>
}

/** A client of one of our systems. */
// Only the type arguments determine which methods it has. The class is anonymous, so that it is named after the constant: the
// build would rename a second name in the same scope, and consoles would print that.
export const Latchkey = class<System extends SystemId> {
  constructor(options: LatchkeyOptions<System>) {
    const system = lookUp(systems, options.system)
    assembleClient(this, system, system.resources, options)
    addRotation(this, system.rotation, apiKey => new Latchkey(withKey(options, apiKey)))
  }
} as unknown as LatchkeyConstructor

/**
 * Creates a client with only some resources, so that a bundle holds no others. The client is the same as `Latchkey`,
 * except that `apiKeys.rotate` is the rotation of the server.
 *
 * @throws {TypeError} an option is wrong
 *
 * @example
 * const shop = createLatchkey({ system: 'standard', baseUrl: '/api/v1', session }, [meResource, ordersResource])
 * const { data } = await shop.orders.list({ status: 'open' })
 */
export function createLatchkey<System extends SystemId, Name extends keyof Systems[System]['resources']>(
  options: LatchkeyOptions<System>,
  tables: readonly ResourceTable<Name & string>[],
): ClientBase<Systems[System]> & Pick<Systems[System]['resources'], Name> {
  const resources = operationsOf(options.system, tables)
  return assembleClient({}, lookUp(bases, options.system), resources, options)
}

/** The operations that a system has of some resources. */
function operationsOf(id: SystemId, tables: readonly ResourceTable[]): Record<string, Operations> {
  const resources: Record<string, Operations> = {}
  for (const { name, systems } of tables) {
    const operations = systems[id]
    if (operations) resources[name] = operations
  }
  return resources
}

/** @throws {TypeError} there is no such system */
function lookUp<Entries extends object>(entries: Entries, id: keyof Entries & string): Entries[keyof Entries] {
  const ids = Object.keys(entries)
  assert(ids.includes(id), `system must be one of ${ids.join(', ')}.`)
  return entries[id]
}
