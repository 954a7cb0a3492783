import assert from 'node:assert/strict'
import type { Secret } from 'latchkey'
import {
  absent,
  notFound,
  sessionToken,
  shownOnce,
  signIn,
  takeRotationStep,
  takeSessionSteps,
  takeUnknownKeyStep,
  takeWireSteps,
} from '../parts.ts'
import { atOnce, problem, refused, type Walk } from '../walk.ts'

/** Five keys per account, revoked permanently, and a warehouse header on every data request. */
export const warehouse: Walk<'warehouse'> = async (world, step) => {
  await takeSessionSteps(world, step)
  await takeWireSteps(world, step)
  const admin = await signIn(world, 'admin@north.example')
  const reader = await signIn(world, 'reader@north.example')
  const south = await signIn(world, 'admin@south.example')
  const as = (secret: Secret | string) => world.client({ apiKey: secret, warehouseId: 7 })

  const key = await step('secret-shown-once', 'create a key, then get and list it', async () => {
    const key = await admin.apiKeys.create({ name: 'Inventory Sync' })
    return [await shownOnce(key, admin.apiKeys), key]
  })
  await takeUnknownKeyStep(step, key.secret, secret => as(secret).me.get())
  await step('name-optional', 'create a key without a name', async () => {
    const nameless = await admin.apiKeys.create({})
    assert.equal(nameless.name, null)
    await admin.apiKeys.revoke(nameless.id)
    return ['201, name null', undefined]
  })
  await step('key-sent-with-its-scheme', 'send the key as Authorization: ApiKey, with X-Warehouse-Id', async () => {
    const headers = { Authorization: `ApiKey ${key.secret.reveal()}`, 'X-Warehouse-Id': '7' }
    const response = await world.fetch(`${world.baseUrl}/inbound`, { headers })
    assert.equal(response.status, 200)
    const bearer = { Authorization: `Bearer ${key.secret.reveal()}`, 'X-Warehouse-Id': '7' }
    const refusal = await problem(
      await world.fetch(`${world.baseUrl}/inbound`, { headers: bearer }),
      401,
      'missing_credentials',
    )
    return [`200; as a bearer token ${refusal}`, undefined]
  })
  const inbound = (headers: Record<string, string>, path = '/inbound') =>
    world.fetch(world.baseUrl + path, { headers: { Authorization: `ApiKey ${key.secret.reveal()}`, ...headers } })
  await step('warehouse-header-required', 'request data without a warehouse', async () => {
    for (const path of ['/inbound', '/inbound/inb_north_501']) {
      await problem(await inbound({}, path), 400, 'missing_warehouse')
    }
    return [await problem(await inbound({ 'X-Warehouse-Id': 'abc' }), 400, 'missing_warehouse'), undefined]
  })
  await step('warehouse-ids-listed', 'list the warehouses without choosing one', async () => {
    const ids = (await world.client({ apiKey: key.secret }).warehouses.list()).data.map(({ id }) => id)
    assert.deepEqual(ids, [7, 8])
    return [ids.join(' and '), undefined]
  })
  await step('foreign-warehouse-forbidden', 'request data of a warehouse of another account', async () => {
    await problem(await inbound({ 'X-Warehouse-Id': '77' }), 403, 'warehouse_forbidden')
    return [await problem(await inbound({ 'X-Warehouse-Id': '9' }), 403, 'warehouse_forbidden'), undefined]
  })
  await step('header-chooses-warehouse', 'list the inbound shipments of each warehouse', async () => {
    const seven = (await as(key.secret).inbound.list()).data
    const eight = (await world.client({ apiKey: key.secret, warehouseId: 8 }).inbound.list()).data
    assert.ok(seven.length > 0 && seven.every(({ warehouse_id }) => warehouse_id === 7))
    assert.ok(eight.length > 0 && eight.every(({ warehouse_id }) => warehouse_id === 8))
    const [shipment] = eight
    assert.ok(shipment)
    await notFound(as(key.secret).inbound.get(shipment.id))
    const ids = (await as(key.secret).warehouses.list()).data.map(({ id }) => id)
    assert.deepEqual(ids, [7, 8])
    return ['only shipments to the warehouse in the header', undefined]
  })
  await step('key-acts-as-account', 'announce a shipment with a key', async () => {
    const me = await as(key.secret).me.get()
    assert.equal(me.user, null)
    assert.equal(me.account.id, 'acc_north')
    const shipment = {
      reference: 'PO-1',
      supplier: 'Roastery',
      expected_at: '2030-01-01T08:00:00.000Z',
      lines: [{ sku: 'COF-ESP-1000', quantity: 1 }],
    }
    assert.equal((await as(key.secret).inbound.create(shipment)).warehouse_id, 7)
    const readers = world.client({ session: await sessionToken(world, 'reader@north.example'), warehouseId: 7 })
    return [
      `201; the session of a reader gets ${await refused(readers.inbound.create(shipment), 403, 'permission_denied')}`,
      undefined,
    ]
  })
  await step('any-user-manages-keys', 'create a key as one user, revoke it as another', async () => {
    const integration = await signIn(world, 'integration@north.example')
    const made = await integration.apiKeys.create({ name: 'Made by anyone' })
    await reader.apiKeys.revoke(made.id)
    return ['201 and 200', undefined]
  })
  await step('key-cannot-manage-keys', 'manage keys with a key', async () => {
    const rejection = await refused(as(key.secret).apiKeys.list(), 403, 'permission_denied')
    await refused(as(key.secret).apiKeys.create({}), 403, 'permission_denied')
    await refused(as(key.secret).apiKeys.revoke(key.id), 403, 'permission_denied')
    return [rejection, undefined]
  })
  await step('limit-reached', 'create keys as two users, up to the limit', async () => {
    while ((await admin.apiKeys.list()).limits.active.used < 4) await admin.apiKeys.create({})
    await reader.apiKeys.create({ name: 'Fifth' })
    assert.deepEqual((await reader.apiKeys.list()).limits.active, { used: 5, max: 5 })
    const members = { limit: 5, used: 5, scope: 'account' }
    const rejection = await refused(admin.apiKeys.create({}), 409, 'active_key_limit_reached', members)
    await refused(reader.apiKeys.create({}), 409, 'active_key_limit_reached')
    await south.apiKeys.revoke((await south.apiKeys.create({})).id)
    return [`5 of 5 for the whole account, then ${rejection}; another account is not affected`, undefined]
  })
  await step('revoking-frees-a-slot', 'revoke a key at the limit and create one', async () => {
    const [first] = (await admin.apiKeys.list({ status: 'active' })).data
    assert.ok(first)
    await admin.apiKeys.revoke(first.id)
    await admin.apiKeys.create({ name: 'In its place' })
    return ['200, then 201', undefined]
  })
  await step('revocation-leaves-others', 'use a key after another one was revoked', async () => {
    await as(key.secret).me.get()
    return ['200', undefined]
  })
  await step('limit-holds-in-parallel', 'create 20 keys at once in an account without keys', async () => {
    const outcomes = await atOnce(20, () => south.apiKeys.create({ name: 'Race' }))
    assert.deepEqual(outcomes, { created: 5, '409 active_key_limit_reached': 15 })
    return ['exactly 5 are created, 15 get 409 active_key_limit_reached', undefined]
  })
  await step('last-used-moves', 'read when the key was last used', async () => {
    const before = (await admin.apiKeys.get(key.id)).last_used_at
    world.advance('PT1S')
    await as(key.secret).me.get()
    const after = (await admin.apiKeys.get(key.id)).last_used_at
    assert.ok(before !== null && after !== null && after > before)
    return ['the time of the last request', undefined]
  })
  await step('other-account-not-found', 'read the key from another account', async () => {
    const rejection = await notFound(south.apiKeys.get(key.id))
    await notFound(south.apiKeys.revoke(key.id))
    await as(key.secret).me.get()
    return [`${rejection}; the key still works`, undefined]
  })
  await step('revoked-key-refused', 'revoke the key, then use it', async () => {
    const revoked = await admin.apiKeys.revoke(key.id)
    assert.equal(revoked.status, 'revoked')
    assert.ok(revoked.revoked_at)
    return [await refused(as(key.secret).me.get(), 401, 'key_revoked'), undefined]
  })
  await step('revocation-is-final', 'revoke the key again', async () => [
    await refused(admin.apiKeys.revoke(key.id), 409, 'key_already_revoked'),
    undefined,
  ])
  await step('list-by-status', 'list active and revoked keys', async () => {
    const revoked = (await admin.apiKeys.list({ status: 'revoked' })).data
    assert.ok(revoked.some(({ id, revoked_at }) => id === key.id && revoked_at !== null))
    const active = (await admin.apiKeys.list({ status: 'active' })).data
    assert.ok(active.length > 0 && active.every(({ status }) => status === 'active'))
    return ['filtered by status; revoked keys have revoked_at', undefined]
  })
  await step('never-deleted', 'delete and change a revoked key', async () => {
    const headers = { Authorization: `Bearer ${await sessionToken(world, 'admin@north.example')}` }
    const call = (method: string) => world.fetch(`${world.baseUrl}/api-keys/${key.id}`, { method, headers })
    await absent(await call('PATCH'), 'GET, HEAD')
    return [await absent(await call('DELETE'), 'GET, HEAD'), undefined]
  })
  for (const { id } of (await admin.apiKeys.list({ status: 'active' })).data) await admin.apiKeys.revoke(id)
  await takeRotationStep(
    step,
    () => admin.apiKeys.create({ name: 'By hand' }),
    secret => as(secret).me.get(),
    id => admin.apiKeys.revoke(id),
  )
}
