/** What code that works on any system can use. Nothing here runs: TypeScript checks it. */
import type { AnyLatchkey, Latchkey, Secret, SystemId } from '../../src/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <_Claim extends true>(): void => {}

/** A client of each system can be used as a client of any system. */
export function each(shops: { [Id in SystemId]: Latchkey<Id> }, shop: Latchkey<SystemId>): AnyLatchkey[] {
  return [
    shops.standard,
    shops['account-keys'],
    shops['user-keys'],
    shops['store-admin'],
    shops.warehouse,
    shops['secret-keys'],
    shop,
  ]
}

export async function anyShop(shop: AnyLatchkey): Promise<void> {
  const { user } = await shop.me.get({ signal: AbortSignal.timeout(1000) })
  is<Equal<NonNullable<typeof user>['id'], string>>()
  const { token } = await shop.sessions.create({ email: 'admin@north.example', password: 'password' })
  is<Equal<typeof token, Secret>>()

  // What all systems have is required, with the type that it has on any of them.
  const { data, limits } = await shop.apiKeys.list({ limit: 5 })
  is<Equal<typeof limits.active.max, number | null>>()
  const [key] = data
  is<Equal<NonNullable<typeof key>['id'], string>>()
  is<Equal<NonNullable<typeof key>['status'], 'active' | 'paused' | 'retiring' | 'revoked' | 'expired'>>()
  // What some systems have is optional.
  is<Equal<NonNullable<typeof key>['title'], string | undefined>>()
  is<Equal<NonNullable<typeof key>['enabled'], boolean | undefined>>()
  await shop.apiKeys.update?.('key_1', { enabled: false })
  await shop.apiKeys.revoke?.('key_1')
  for await (const { name } of shop.users?.list() ?? []) is<Equal<typeof name, string>>()

  const body: { [field: string]: string } = { [shop.system.label?.field ?? '']: 'Sync' }
  const { secret } = await shop.apiKeys.create(body, { idempotencyKey: 'once' })
  is<Equal<typeof secret, Secret>>()
  await shop.apiKeys.create({ name: 'Sync', user_id: 'usr_1', scopes: ['orders:read'] })
  const fresh = await shop.apiKeys.rotate('key_1', {
    deploy: s => s.reveal(),
    verify: client => client.me.get(),
    graceSeconds: 60,
  })
  is<Equal<typeof fresh.secret, Secret>>()

  // @ts-expect-error not all systems have it
  await shop.apiKeys.update('key_1', {})
  // @ts-expect-error no system has such a field
  await shop.apiKeys.create({ colour: 'red' })
  // @ts-expect-error not all systems have users
  await shop.users.list()
  // @ts-expect-error the paths differ
  shop.fetch
}
