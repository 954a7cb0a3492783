/** What each system has, and what it does not have. Nothing here runs: TypeScript checks it. */
import type { Latchkey, Schemas, Secret } from '../../src/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <_Claim extends true>(): void => {}

export async function standard(shop: Latchkey<'standard'>): Promise<void> {
  const key = await shop.apiKeys.create(
    { name: 'Sync', scopes: ['orders:read'], enabled: false },
    { idempotencyKey: 'once', signal: AbortSignal.timeout(1000) },
  )
  is<Equal<typeof key.secret, Secret>>()
  is<Equal<typeof key.status, 'active' | 'paused' | 'retiring' | 'revoked' | 'expired'>>()
  await shop.apiKeys.rotate(key.id, { grace_seconds: 60 })
  await shop.apiKeys.rotate(key.id, {}, { idempotencyKey: 'once' })
  await shop.apiKeys.revokeMany({ ids: [key.id] })
  is<Equal<Awaited<ReturnType<typeof shop.apiKeys.delete>>, void>>()
  const page = await shop.apiKeys.list({ status: 'active', sort: '-created_at' })
  is<Equal<typeof page.limits.active.max, number | null>>()
  await shop.orders.list()
  await shop.orders.list({ status: 'open' }, { headers: { 'X-Trace': 't' } })
  await shop.inbound.get('inb_1')

  // @ts-expect-error a name is required
  await shop.apiKeys.create({})
  // @ts-expect-error there is no such permission
  await shop.apiKeys.create({ name: 'Sync', scopes: ['orders:delete'] })
  // @ts-expect-error a getter has no idempotency key
  await shop.apiKeys.get(key.id, { idempotencyKey: 'once' })
  // @ts-expect-error there is no such state
  await shop.apiKeys.list({ status: 'open' })
  // @ts-expect-error an id is required
  await shop.apiKeys.revoke()
  // @ts-expect-error only an answer that mints a key has its secret
  page.data[0]?.secret
}

export async function accountKeys(shop: Latchkey<'account-keys'>): Promise<void> {
  const key = await shop.apiKeys.create({ name: 'Sync' })
  await shop.apiKeys.delete(key.id)
  await shop.inventory.updateMany({ items: [{ id: 'inv_1', quantity: 3 }] })

  // @ts-expect-error a key is not paused
  await shop.apiKeys.create({ name: 'Sync', enabled: false })
  // @ts-expect-error a key is not changed
  shop.apiKeys.update
  // @ts-expect-error deleting is revoking
  shop.apiKeys.revoke
  // @ts-expect-error there is no bulk revoke
  shop.apiKeys.revokeMany
  // @ts-expect-error the server does not rotate: a rotation needs to know how
  await shop.apiKeys.rotate(key.id, { grace_seconds: 60 })
  // @ts-expect-error there are no categories
  shop.categories
}

export async function userKeys(shop: Latchkey<'user-keys'>): Promise<void> {
  const key = await shop.apiKeys.create({ name: 'Sync', user_id: 'usr_1', enabled: false })
  await shop.apiKeys.update(key.id, { enabled: true })
  await shop.groups.create({ name: 'Robots', permissions: ['orders:read'] })
  const me = await shop.me.get()
  is<Equal<typeof me.user.id, string>>()

  // @ts-expect-error a key acts as a chosen user
  await shop.apiKeys.create({ name: 'Sync' })
  // @ts-expect-error deleting is revoking
  shop.apiKeys.revoke
  // @ts-expect-error there are no products
  shop.products
}

export async function storeAdmin(shop: Latchkey<'store-admin'>): Promise<void> {
  const key = await shop.apiKeys.create()
  await shop.apiKeys.create({}, { idempotencyKey: 'once' })
  const [listed] = (await shop.apiKeys.list()).data
  is<Equal<typeof listed, typeof key | undefined>>()
  await shop.clearOperations.open()
  const { deleted } = await shop.products.clear()
  is<Equal<typeof deleted, number>>()

  // @ts-expect-error a key has no label
  await shop.apiKeys.create({ name: 'Sync' })
  // @ts-expect-error a key has no label
  key.name
  // @ts-expect-error there are no orders
  shop.orders
}

export async function warehouse(shop: Latchkey<'warehouse'>): Promise<void> {
  const key = await shop.apiKeys.create({})
  is<Equal<typeof key.name, string | null>>()
  await shop.apiKeys.revoke(key.id)
  await shop.warehouses.list()
  await shop.inbound.list({ status: 'announced' })

  // @ts-expect-error a key is never deleted
  shop.apiKeys.delete
  // @ts-expect-error a key is not changed
  shop.apiKeys.update
  // @ts-expect-error a key is not paused
  key.enabled
  // @ts-expect-error there are no products
  shop.products
}

export async function secretKeys(shop: Latchkey<'secret-keys'>): Promise<void> {
  const key = await shop.apiKeys.create({ title: 'Sync' })
  await shop.apiKeys.update(key.id, { title: 'Other' })
  await shop.apiKeys.revoke(key.id)
  await shop.apiKeys.delete(key.id)

  // @ts-expect-error the label is the title
  await shop.apiKeys.create({ name: 'Sync' })
  // @ts-expect-error the label is the title
  key.name
  // @ts-expect-error keys of others do not exist
  await shop.apiKeys.list({ user_id: 'usr_1' })
  // @ts-expect-error there are no warehouses
  shop.warehouses
  // @ts-expect-error there is no inbound
  shop.inbound
}

/** The bare client has only the paths of the system. */
export async function bare(shop: Latchkey<'warehouse'>): Promise<void> {
  const { data } = await shop.fetch.GET('/api-keys', { params: { query: { status: 'revoked' } } })
  is<Equal<typeof data, Schemas['warehouse']['ApiKeyList'] | undefined>>()

  // @ts-expect-error there are no products
  await shop.fetch.GET('/products')
  // @ts-expect-error a key is never deleted
  await shop.fetch.DELETE('/api-keys/{key_id}', { params: { path: { key_id: 'key_1' } } })
}

/** What several systems have can be used on any of them. */
export async function several(shop: Latchkey<'standard' | 'store-admin'>): Promise<number> {
  await shop.clearOperations.open()
  // @ts-expect-error only one of them has orders
  shop.orders
  return (await shop.products.clear()).deleted
}
