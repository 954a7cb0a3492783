import assert from 'node:assert/strict'
import type { Secret } from 'latchkey'
import {
  absent,
  notFound,
  sessionToken,
  signIn,
  takeRotationStep,
  takeSessionSteps,
  takeUnknownKeyStep,
  takeWireSteps,
} from '../parts.ts'
import { atOnce, problem, refused, type Walk } from '../walk.ts'
import { takeClearSteps } from './clear-operations.ts'

/** Keys without a name, which store admins can read at any time, sent in the query. */
export const storeAdmin: Walk<'store-admin'> = async (world, step) => {
  await takeSessionSteps(world, step)
  await takeWireSteps(world, step)
  const admin = await signIn(world, 'admin@north.example')
  const south = await signIn(world, 'admin@south.example')
  const as = (secret: Secret | string) => world.client({ apiKey: secret })

  await step('no-keys-at-first', 'list the keys of a new store', async () => {
    assert.deepEqual((await admin.apiKeys.list()).data, [])
    return ['200 with an empty list', undefined]
  })
  const key = await step('secret-always-shown', 'create a key, then get and list it', async () => {
    const key = await admin.apiKeys.create()
    assert.ok(!('name' in key) && !('title' in key))
    assert.equal((await admin.apiKeys.get(key.id)).secret.reveal(), key.secret.reveal())
    assert.deepEqual(
      (await admin.apiKeys.list()).data.map(({ secret }) => secret.reveal()),
      [key.secret.reveal()],
    )
    return ['201 without a name; get and list show the secret every time', key]
  })
  await step('created-from-nothing', 'create keys without a body, with an empty body, and with a name', async () => {
    const headers = { Authorization: `Bearer ${await sessionToken(world, 'admin@north.example')}` }
    const bare = await world.fetch(`${world.baseUrl}/api-keys`, { method: 'POST', headers })
    assert.equal(bare.status, 201)
    const empty = await admin.apiKeys.create({})
    await admin.apiKeys.delete(empty.id)
    return [
      `201 and 201; with a name ${await refused(admin.apiKeys.create(JSON.parse('{"name":"x"}')), 422, 'validation_failed')}`,
      undefined,
    ]
  })
  await takeUnknownKeyStep(step, key.secret, secret => as(secret).me.get())
  await step('key-sent-in-query', 'send the key as ?key=K', async () => {
    const response = await world.fetch(`${world.baseUrl}/products?limit=1&key=${key.secret.reveal()}`)
    assert.equal(response.status, 200)
    const bearer = await world.fetch(`${world.baseUrl}/products`, {
      headers: { Authorization: `Bearer ${key.secret.reveal()}` },
    })
    return [`200; as a bearer token ${await problem(bearer, 401, 'missing_credentials')}`, undefined]
  })
  await step('key-acts-as-store', 'call GET /me with the key, and create a category', async () => {
    const me = await as(key.secret).me.get()
    assert.equal(me.user, null)
    assert.equal(me.account.id, 'acc_north')
    const made = await as(key.secret).categories.create({ name: 'Made by a key' })
    await as(key.secret).categories.delete(made.id)
    return ['it acts as the store, with all permissions on its data', undefined]
  })
  await step('store-admins-only', 'manage keys as a manager and as a reader', async () => {
    const rejections = []
    for (const email of ['manager@north.example', 'reader@north.example']) {
      const user = await signIn(world, email)
      rejections.push(await refused(user.apiKeys.list(), 403, 'permission_denied', { required: ['store:admin'] }))
      rejections.push(await refused(user.apiKeys.create(), 403, 'permission_denied'))
      rejections.push(await refused(user.apiKeys.delete(key.id), 403, 'permission_denied'))
    }
    return [`${rejections[0]}: only store admins can`, undefined]
  })
  await step('key-cannot-manage-keys', 'manage keys with a key', async () => {
    const rejection = await refused(as(key.secret).apiKeys.list(), 403, 'permission_denied')
    await refused(as(key.secret).apiKeys.create(), 403, 'permission_denied')
    await refused(as(key.secret).apiKeys.delete(key.id), 403, 'permission_denied')
    return [rejection, undefined]
  })
  await step('last-used-moves', 'read when a key was last used', async () => {
    const unused = await admin.apiKeys.create()
    assert.equal(unused.last_used_at, null)
    world.advance('PT1S')
    await as(unused.secret).me.get()
    assert.ok((await admin.apiKeys.get(unused.id)).last_used_at)
    await admin.apiKeys.delete(unused.id)
    return ['null, then the time of the request', undefined]
  })
  await step('no-limit', 'create 20 keys at once', async () => {
    assert.equal((await admin.apiKeys.list()).limits.active.max, null)
    assert.deepEqual(await atOnce(20, () => admin.apiKeys.create()), { created: 20 })
    return ['20 are created', undefined]
  })
  await takeRotationStep(
    step,
    () => admin.apiKeys.create(),
    secret => as(secret).me.get(),
    id => admin.apiKeys.delete(id),
  )
  await step('other-account-not-found', 'read the key from another store', async () => {
    const rejection = await notFound(south.apiKeys.get(key.id))
    await notFound(south.apiKeys.delete(key.id))
    assert.deepEqual((await south.apiKeys.list()).data, [])
    return [rejection, undefined]
  })
  await step('nothing-to-change', 'send PATCH to a key', async () => {
    const headers = { Authorization: `Bearer ${await sessionToken(world, 'admin@north.example')}` }
    const response = await world.fetch(`${world.baseUrl}/api-keys/${key.id}`, { method: 'PATCH', headers })
    return [await absent(response, 'GET, HEAD, DELETE'), undefined]
  })
  await step('window-opened-by-admin', 'open the window with a key, and as a manager', async () => {
    const manager = await signIn(world, 'manager@north.example')
    await refused(manager.clearOperations.open(), 403, 'permission_denied')
    return [await refused(as(key.secret).clearOperations.open(), 403, 'permission_denied'), undefined]
  })
  await step('window-belongs-to-store', 'open the window of another store', async () => {
    await south.clearOperations.open()
    const rejection = await refused(as(key.secret).products.clear(), 403, 'clear_operations_closed')
    await south.clearOperations.close()
    return [`the window of this store stays closed: ${rejection}`, undefined]
  })
  await takeClearSteps(world, step, admin)
  await step('key-clears-while-open', 'delete all products with a key while the window is open', async () => {
    await as(key.secret).products.create({ sku: 'NEW-1', name: 'New', price: { amount: 100, currency: 'EUR' } })
    assert.equal((await admin.clearOperations.get()).open, true)
    assert.deepEqual(await as(key.secret).products.clear(), { deleted: 1 })
    return ['200 { deleted: 1 }', undefined]
  })
  await step('deleted-key-refused', 'delete the key, then use it', async () => {
    await admin.apiKeys.delete(key.id)
    return [
      `204, then ${await refused(as(key.secret).me.get(), 401, 'invalid_key')} from the next request on`,
      undefined,
    ]
  })
}
