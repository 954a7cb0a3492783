import assert from 'node:assert/strict'
import type { Secret } from 'latchkey'
import {
  notFound,
  sessionToken,
  shownOnce,
  signIn,
  takeRotationStep,
  takeSessionSteps,
  takeWireSteps,
} from '../parts.ts'
import { atOnce, problem, refused, type Walk } from '../walk.ts'
import { takeClearSteps } from './clear-operations.ts'

/** The standard system. */
export const standard: Walk<'standard'> = async (world, step) => {
  await takeSessionSteps(world, step)
  await takeWireSteps(world, step)
  const admin = await signIn(world, 'admin@north.example')
  const reader = await signIn(world, 'reader@north.example')
  const south = await signIn(world, 'admin@south.example')
  const as = (secret: Secret | string) => world.client({ apiKey: secret })

  // The secret, and how it is sent.
  const key = await step('secret-shown-once', 'create a key, then get and list it', async () => {
    const key = await admin.apiKeys.create({ name: 'Inventory Sync' })
    assert.match(key.secret.reveal(), /^lk_live_[0-9A-Za-z]{49}$/)
    assert.equal(key.redacted, String(key.secret))
    return [await shownOnce(key, admin.apiKeys), key]
  })
  await step('key-sent-as-bearer', 'send the key as Authorization: Bearer', async () => {
    const response = await world.fetch(`${world.baseUrl}/me`, {
      headers: { Authorization: `Bearer ${key.secret.reveal()}` },
    })
    assert.equal(response.status, 200)
    const me = await as(key.secret).me.get()
    assert.equal(me.type, 'api_key')
    assert.equal(me.api_key?.id, key.id)
    assert.equal(me.user?.email, 'admin@north.example')
    return ['200, and the key acts as the user who created it', undefined]
  })
  await step('unknown-key-refused', 'send a key that does not exist', async () => [
    await refused(as(`${key.secret.reveal().slice(0, -1)}!`).me.get(), 401, 'invalid_key'),
    undefined,
  ])
  await step('last-used-moves', 'read when the key was last used, before and after a request', async () => {
    const unused = await admin.apiKeys.create({ name: 'Unused' })
    assert.equal((await admin.apiKeys.get(unused.id)).last_used_at, null)
    world.advance('PT1S')
    await as(unused.secret).me.get()
    const used = (await admin.apiKeys.get(unused.id)).last_used_at
    assert.ok(used !== null && used > unused.created_at)
    await admin.apiKeys.update(unused.id, { enabled: false })
    world.advance('PT1S')
    await refused(as(unused.secret).me.get(), 401, 'key_paused')
    assert.equal((await admin.apiKeys.get(unused.id)).last_used_at, used)
    await admin.apiKeys.revoke(unused.id)
    return ['set by the request that succeeds, not by the one that is rejected', undefined]
  })
  await step('name-required', 'create a key without a name', async () => [
    await refused(admin.apiKeys.create(JSON.parse('{}')), 422, 'validation_failed'),
    undefined,
  ])

  // The user that a key acts as.
  await step('scopes-narrow', 'create a key for the integration user, narrowed to products:read', async () => {
    const scoped = (...scopes: ('products:read' | 'orders:write')[]) =>
      admin.apiKeys.create({ name: 'Catalogue', user_id: 'usr_north_integration', scopes })
    const lacked = await refused(scoped('products:read', 'orders:write'), 422, 'validation_failed')
    const narrow = await scoped('products:read')
    const me = await as(narrow.secret).me.get()
    assert.equal(me.user?.id, 'usr_north_integration')
    assert.deepEqual(me.permissions, ['products:read'])
    assert.ok((await as(narrow.secret).products.list()).data.length > 0)
    const rejection = await refused(as(narrow.secret).inventory.list(), 403, 'permission_denied')
    await admin.apiKeys.revoke(narrow.id)
    return [`products are readable; inventory is ${rejection}; a scope that the user lacks is ${lacked}`, undefined]
  })
  await step(
    'narrowed-key-creates-no-wider-key',
    'create and rotate keys with a key that is narrowed to api_keys:write',
    async () => {
      const narrow = await admin.apiKeys.create({ name: 'Narrow', scopes: ['api_keys:write'] })
      const other = await admin.apiKeys.create({ name: 'Wide' })
      const rejection = await refused(as(narrow.secret).apiKeys.create({ name: 'Wide' }), 403, 'permission_denied')
      const wider = as(narrow.secret).apiKeys.create({ name: 'Wider', scopes: ['api_keys:write', 'orders:read'] })
      await refused(wider, 403, 'permission_denied', { required: ['orders:read'] })
      await refused(as(narrow.secret).apiKeys.rotate(other.id, {}), 403, 'permission_denied')
      const same = await as(narrow.secret).apiKeys.create({ name: 'As narrow', scopes: ['api_keys:write'] })
      await admin.apiKeys.revokeMany({ ids: [narrow.id, other.id, same.id] })
      return [`${rejection}; a key that is as narrow is created`, undefined]
    },
  )
  await step('live-permissions', 'change the permissions of the user and the group of a key', async () => {
    const group = await admin.groups.create({ name: 'Night shift', permissions: ['orders:read'] })
    const user = await admin.users.create({ email: 'night@north.example', name: 'Night', group_id: group.id })
    const live = await admin.apiKeys.create({ name: 'Night', user_id: user.id })
    await as(live.secret).orders.list()
    await admin.groups.update(group.id, { permissions: [] })
    const rejection = await refused(as(live.secret).orders.list(), 403, 'permission_denied')
    await admin.users.update(user.id, { permissions: ['orders:read'] })
    await as(live.secret).orders.list()
    await admin.users.update(user.id, { enabled: false })
    const disabled = await refused(as(live.secret).orders.list(), 401, 'user_disabled')
    await admin.apiKeys.revoke(live.id)
    return [`each change takes effect with the next request: ${rejection}, 200, ${disabled}`, undefined]
  })
  await step('managing-needs-permission', 'create a key as a reader', async () => {
    await reader.apiKeys.list()
    const create = reader.apiKeys.create({ name: 'Mine' })
    return [await refused(create, 403, 'permission_denied', { required: ['api_keys:write'] }), undefined]
  })

  // The limit.
  await step('limit-reached', 'create keys up to the limit', async () => {
    const made = []
    while ((await admin.apiKeys.list()).limits.active.used < 5)
      made.push(await admin.apiKeys.create({ name: 'Filler' }))
    const { used, max } = (await admin.apiKeys.list()).limits.active
    assert.deepEqual({ used, max }, { used: 5, max: 5 })
    const rejection = await refused(admin.apiKeys.create({ name: 'One too many' }), 409, 'active_key_limit_reached', {
      limit: 5,
      used: 5,
      scope: 'user',
    })
    await admin.apiKeys.update(made[0]?.id ?? '', { enabled: false })
    await refused(admin.apiKeys.create({ name: 'A paused key counts' }), 409, 'active_key_limit_reached')
    await admin.apiKeys.revokeMany({ ids: made.map(({ id }) => id) })
    await admin.apiKeys.revoke((await admin.apiKeys.create({ name: 'Room again' })).id)
    return [`5 of 5, then ${rejection}; a paused key counts, a revoked one does not`, undefined]
  })
  await step('limit-holds-in-parallel', 'create 20 keys at once for a user without keys', async () => {
    const manager = await signIn(world, 'manager@north.example')
    const outcomes = await atOnce(20, () => manager.apiKeys.create({ name: 'Race' }))
    assert.deepEqual(outcomes, { created: 5, '409 active_key_limit_reached': 15 })
    const { data } = await manager.apiKeys.list({ user_id: 'usr_north_manager', status: 'active' })
    await manager.apiKeys.revokeMany({ ids: data.map(({ id }) => id) })
    return ['exactly 5 are created, 15 get 409 active_key_limit_reached', undefined]
  })

  // Pause, rename, revoke, delete.
  await step('paused-key-refused', 'pause the key, use it, resume it, use it', async () => {
    const paused = await admin.apiKeys.update(key.id, { enabled: false })
    assert.equal(paused.status, 'paused')
    const rejection = await refused(as(key.secret).me.get(), 401, 'key_paused')
    assert.equal((await admin.apiKeys.update(key.id, { enabled: true })).status, 'active')
    await as(key.secret).me.get()
    return [`${rejection}, and 200 after resuming`, undefined]
  })
  await step('rename-works', 'rename the key', async () => {
    assert.equal((await admin.apiKeys.update(key.id, { name: 'Stock Sync' })).name, 'Stock Sync')
    assert.equal((await admin.apiKeys.get(key.id)).name, 'Stock Sync')
    return ['200 with the new name', undefined]
  })
  await step('delete-needs-revoke', 'delete the key while it is active', async () => {
    const rejection = await refused(admin.apiKeys.delete(key.id), 409, 'key_not_revoked')
    await as(key.secret).me.get()
    return [`${rejection}; the key still works`, undefined]
  })
  await step('revoked-key-refused', 'revoke the key, then use it', async () => {
    const revoked = await admin.apiKeys.revoke(key.id)
    assert.equal(revoked.status, 'revoked')
    assert.ok(revoked.revoked_at)
    assert.equal(revoked.revoked_by, 'usr_north_admin')
    return [await refused(as(key.secret).me.get(), 401, 'key_revoked'), undefined]
  })
  await step('revocation-is-final', 'revoke the key again, and try to resume it', async () => {
    const again = await refused(admin.apiKeys.revoke(key.id), 409, 'key_already_revoked')
    const resumed = await refused(admin.apiKeys.update(key.id, { enabled: true }), 409, 'invalid_transition')
    assert.equal((await admin.apiKeys.get(key.id)).status, 'revoked')
    return [`${again}; ${resumed}; the record is kept`, undefined]
  })
  await step('deleted-key-gone', 'delete the revoked key', async () => {
    await admin.apiKeys.delete(key.id)
    const gone = await notFound(admin.apiKeys.get(key.id))
    return [`204, then ${gone}; using it is ${await refused(as(key.secret).me.get(), 401, 'invalid_key')}`, undefined]
  })

  // Expiry, rotation, bulk.
  await step('expired-key-refused', 'create a key that expires in one minute, and wait for a minute', async () => {
    const { created_at } = await admin.apiKeys.revoke((await admin.apiKeys.create({ name: 'Now' })).id)
    const short = await admin.apiKeys.create({
      name: 'Short',
      expires_at: new Date(Date.parse(created_at) + 60_000).toISOString(),
    })
    world.advance('PT59S')
    await as(short.secret).me.get()
    world.advance('PT1S')
    const rejection = await refused(as(short.secret).me.get(), 401, 'key_expired')
    assert.equal((await admin.apiKeys.get(short.id)).status, 'expired')
    await admin.apiKeys.revoke(short.id)
    return [`works for 59 seconds; at 60 seconds it is ${rejection}`, undefined]
  })
  await step('rotate-with-grace', 'rotate a key with a grace period of 60 seconds', async () => {
    const old = await admin.apiKeys.create({ name: 'Rotated', scopes: ['orders:read'] })
    const fresh = await admin.apiKeys.rotate(old.id, { grace_seconds: 60 })
    assert.notEqual(fresh.secret.reveal(), old.secret.reveal())
    assert.deepEqual([fresh.name, fresh.user_id, fresh.scopes], [old.name, old.user_id, old.scopes])
    world.advance('PT59S')
    await Promise.all([as(old.secret).me.get(), as(fresh.secret).me.get()])
    world.advance('PT1S')
    const rejection = await refused(as(old.secret).me.get(), 401, 'key_revoked')
    assert.equal((await admin.apiKeys.get(old.id)).status, 'revoked')
    await as(fresh.secret).me.get()
    const last = await admin.apiKeys.rotate(fresh.id, { grace_seconds: 0 })
    await refused(as(fresh.secret).me.get(), 401, 'key_revoked')
    await admin.apiKeys.revoke(last.id)
    return [
      `both work for 59 seconds, then the old one is ${rejection}; without a grace period, immediately`,
      undefined,
    ]
  })
  await takeRotationStep(
    step,
    () => admin.apiKeys.create({ name: 'By hand' }),
    secret => as(secret).me.get(),
    id => admin.apiKeys.revoke(id),
  )
  await step('bulk-revoke', 'revoke three keys in one request, one of them already revoked', async () => {
    const made = [await admin.apiKeys.create({ name: 'One' }), await admin.apiKeys.create({ name: 'Two' })]
    const ids = made.map(({ id }) => id)
    const done = await admin.apiKeys.create({ name: 'Three' })
    await admin.apiKeys.revoke(done.id)
    const rejection = await notFound(admin.apiKeys.revokeMany({ ids: [...ids, 'key_nowhere'] }))
    for (const { secret } of made) await as(secret).me.get()
    const { data } = await admin.apiKeys.revokeMany({ ids: [...ids, done.id] })
    assert.deepEqual(
      data.map(({ status }) => status),
      ['revoked', 'revoked', 'revoked'],
    )
    return [`200, and all are revoked; with an unknown id ${rejection}, and none is revoked`, undefined]
  })
  await step('idempotency', 'repeat a creation with the same idempotency key', async () => {
    const first = await admin.apiKeys.create({ name: 'Once' }, { idempotencyKey: 'demo-1' })
    const again = await admin.apiKeys.create({ name: 'Once' }, { idempotencyKey: 'demo-1' })
    assert.deepEqual(again, first)
    assert.equal(again.secret.reveal(), first.secret.reveal())
    const reused = admin.apiKeys.create({ name: 'Other' }, { idempotencyKey: 'demo-1' })
    const rejection = await refused(reused, 422, 'idempotency_key_reused')
    await admin.apiKeys.revoke(first.id)
    return [`the same key and secret; with another body ${rejection}`, undefined]
  })

  // Finding keys.
  await step('list-search-filter-sort', 'search, filter, sort and page through the keys', async () => {
    const names = ['Alpha export', 'Beta export', 'Gamma import']
    for (const name of names) await admin.apiKeys.create({ name })
    const found = await admin.apiKeys.list({ q: 'EXPORT', status: 'active', sort: 'name' })
    assert.deepEqual(
      found.data.map(({ name }) => name),
      ['Alpha export', 'Beta export'],
    )
    const first = await admin.apiKeys.list({ status: 'active', sort: '-name', limit: 2 })
    assert.deepEqual(
      first.data.map(({ name }) => name),
      ['Gamma import', 'Beta export'],
    )
    const rest = await admin.apiKeys.list({
      status: 'active',
      sort: '-name',
      limit: 2,
      cursor: first.next_cursor ?? '',
    })
    assert.deepEqual(
      rest.data.map(({ name }) => name),
      ['Alpha export'],
    )
    assert.equal(rest.next_cursor, null)
    const tampered = admin.apiKeys.list({ status: 'active', sort: '-name', cursor: `${first.next_cursor}x` })
    const rejection = await refused(tampered, 422, 'validation_failed')
    await admin.apiKeys.revokeMany({ ids: [...first.data, ...rest.data].map(({ id }) => id) })
    return [`in the requested order, page by page; a modified cursor is ${rejection}`, undefined]
  })
  await step('other-account-not-found', 'read a key from another account', async () => {
    const north = await admin.apiKeys.create({ name: 'North' })
    const rejections = await Promise.all([
      notFound(south.apiKeys.get(north.id)),
      notFound(south.apiKeys.update(north.id, { name: 'South' })),
      notFound(south.apiKeys.revoke(north.id)),
      notFound(south.apiKeys.rotate(north.id, {})),
      notFound(south.apiKeys.delete(north.id)),
    ])
    assert.equal((await south.apiKeys.list()).data.length, 0)
    assert.equal((await admin.apiKeys.revoke(north.id)).name, 'North')
    return [`${rejections[0]} for every operation`, undefined]
  })

  // The data that keys give access to.
  await step('bulk-updates', 'update several products and stock levels in one request', async () => {
    const stock = (await admin.inventory.list({ limit: 2 })).data.map(({ id }) => ({ id, quantity: 7 }))
    const { data } = await admin.inventory.updateMany({ items: stock })
    assert.deepEqual(
      data.map(({ quantity }) => quantity),
      [7, 7],
    )
    const [product] = (await admin.products.list({ limit: 1 })).data
    assert.ok(product)
    const unknown = admin.products.updateMany({
      items: [
        { id: product.id, name: 'Changed' },
        { id: 'prod_nowhere', name: 'x' },
      ],
    })
    const rejection = await notFound(unknown)
    assert.equal((await admin.products.get(product.id)).name, product.name)
    const many = Array.from({ length: 101 }, (_, index) => ({ id: `prod_${index}`, name: 'x' }))
    await refused(admin.products.updateMany({ items: many }), 422, 'validation_failed')
    return [
      `200, and all are updated; ${rejection} if one is unknown, and none is updated; 422 for 101 records`,
      undefined,
    ]
  })
  await step('order-transitions', 'cancel an open order, then fulfil it', async () => {
    const [order] = (await admin.orders.list({ status: 'open' })).data
    assert.ok(order)
    assert.equal((await admin.orders.update(order.id, { status: 'cancelled' })).status, 'cancelled')
    const late = admin.orders.updateMany({ items: [{ id: order.id, status: 'fulfilled' }] })
    return [await refused(late, 409, 'invalid_transition'), undefined]
  })
  await step('warehouse-header', 'announce a shipment with and without X-Warehouse-Id', async () => {
    const shipment = {
      reference: 'PO-77',
      supplier: 'Roastery',
      expected_at: '2030-01-01T08:00:00.000Z',
      lines: [{ sku: 'COF-ESP-1000', quantity: 20 }],
    }
    const token = await sessionToken(world, 'admin@north.example')
    const announce = (warehouse?: string) =>
      world.fetch(`${world.baseUrl}/inbound`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          ...(warehouse && { 'X-Warehouse-Id': warehouse }),
        },
        body: JSON.stringify(shipment),
      })
    const missing = await problem(await announce(), 400, 'missing_warehouse')
    const foreign = await problem(await announce('9'), 403, 'warehouse_forbidden')
    const created = await announce('7')
    assert.equal(created.status, 201)
    assert.match(created.headers.get('location') ?? '', /^\/api\/v1\/inbound\/inb_/)
    return [`without the header ${missing}; a warehouse of another account ${foreign}; an own warehouse 201`, undefined]
  })
  await takeClearSteps(world, step, admin)
}
