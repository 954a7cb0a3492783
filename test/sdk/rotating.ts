import type { Fetch, Latchkey, Secret, SystemId } from '../../src/index.ts'
import { worldOf } from './world.ts'

/** The body that creates a key; on user-keys a key must act as a user. */
export const bodies = {
  standard: { name: 'Sync', scopes: ['api_keys:read', 'api_keys:write'], user_id: 'usr_north_admin' },
  'account-keys': { name: 'Sync' },
  'user-keys': { name: 'Sync', user_id: 'usr_north_admin' },
  'store-admin': {},
  warehouse: { name: 'Sync' },
  'secret-keys': { title: 'Sync' },
} as const

/** The tests use methods that all systems have, with the types of the standard system. */
export type Shop = Latchkey<'standard'>

/** A key to rotate, on a new mock. `requests` starts empty. */
export async function rotating(system: SystemId) {
  const world = await worldOf<SystemId>(system)
  const admin = world.admin as unknown as Shop
  const old = await admin.apiKeys.create(bodies[system] as never)
  world.requests.length = 0
  /** The secret that was deployed last. */
  const vault: string[] = []
  const deploy = (secret: Secret) => {
    vault.push(secret.reveal())
  }
  const verify = (client: unknown) => (client as Shop).me.get()
  const active = async () => {
    const { data } = await admin.apiKeys.list({ limit: 100 })
    return data.filter(({ status }) => status === 'active').map(({ id }) => id)
  }
  /** Creates keys of the standard system until its limit is reached. */
  const fill = async () => {
    for (let used = 1; used < admin.system.limit.max; used++) await admin.apiKeys.create({ name: 'More' })
  }
  /** A client of the same session with another `fetch`. */
  const shopOver = (fetch: Fetch) => world.client({ session: world.token, fetch }) as unknown as Shop
  return { ...world, admin, old, oldSecret: old.secret.reveal(), vault, deploy, verify, active, fill, shopOver }
}
