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

/** Keys that belong to the account and have all of its permissions. */
export const accountKeys: Walk<'account-keys'> = async (world, step) => {
  await takeSessionSteps(world, step)
  await takeWireSteps(world, step)
  const admin = await signIn(world, 'admin@north.example')
  const reader = await signIn(world, 'reader@north.example')
  const south = await signIn(world, 'admin@south.example')
  const as = (secret: Secret | string) => world.client({ apiKey: secret })

  const key = await step('secret-shown-once', 'create a key, then get and list it', async () => {
    const key = await admin.apiKeys.create({ name: 'Reporting Script' })
    return [await shownOnce(key, admin.apiKeys), key]
  })
  await takeUnknownKeyStep(step, key.secret, secret => as(secret).me.get())
  await step('name-required', 'create a key without a name', async () => [
    await refused(admin.apiKeys.create(JSON.parse('{}')), 422, 'validation_failed'),
    undefined,
  ])
  await step('names-may-repeat', 'create two keys with the same name', async () => {
    const made = [await admin.apiKeys.create({ name: 'Twice' }), await admin.apiKeys.create({ name: 'Twice' })]
    for (const { id } of made) await admin.apiKeys.delete(id)
    return ['201 and 201: the name is only a label', undefined]
  })
  await step('key-sent-as-bearer', 'send the key as Authorization: Bearer', async () => {
    const response = await world.fetch(`${world.baseUrl}/me`, {
      headers: { Authorization: `Bearer ${key.secret.reveal()}` },
    })
    assert.equal(response.status, 200)
    return ['200', undefined]
  })
  await step('key-acts-as-account', 'call GET /me with the key', async () => {
    const me = await as(key.secret).me.get()
    assert.equal(me.user, null)
    assert.equal(me.account.id, 'acc_north')
    const [product] = (await as(key.secret).products.list({ limit: 1 })).data
    assert.ok(product)
    await as(key.secret).products.update(product.id, { name: 'Changed by key' })
    await refused(reader.products.update(product.id, { name: 'Changed by reader' }), 403, 'permission_denied')
    return ['it acts as the account, with permissions that a reader does not have', undefined]
  })
  await step('data-read', 'read products, orders and inventory with the key', async () => {
    const products = (await as(key.secret).products.list({ limit: 100 })).data
    const orders = (await as(key.secret).orders.list({ limit: 100 })).data
    const inventory = (await as(key.secret).inventory.list({ limit: 100 })).data
    assert.ok(products.length > 0 && orders.length > 0 && inventory.length > 0)
    assert.ok(orders.every(({ number }) => number.startsWith('N-')))
    return [`200: ${products.length} products, ${orders.length} orders, ${inventory.length} stock levels`, undefined]
  })
  await step('any-user-manages-keys', 'create a key as a user without permissions for keys', async () => {
    const integration = await signIn(world, 'integration@north.example')
    const made = await integration.apiKeys.create({ name: 'Made by anyone' })
    await reader.apiKeys.delete(made.id)
    return ['201; another user deletes it: 204', undefined]
  })
  await step('key-manages-keys', 'create and delete a key with a key', async () => {
    const made = await as(key.secret).apiKeys.create({ name: 'Made by a key' })
    assert.equal(made.created_by, key.id)
    await as(made.secret).apiKeys.delete(made.id)
    return ['201 and 204', undefined]
  })
  await step('list-shows-use', 'list the keys', async () => {
    const [listed] = (await admin.apiKeys.list()).data
    assert.equal(listed?.name, 'Reporting Script')
    assert.ok(listed.created_at && listed.last_used_at)
    return ['each has name, created_at and last_used_at', undefined]
  })
  await step('last-used-moves', 'read when a key was last used, before and after a request', async () => {
    const unused = await admin.apiKeys.create({ name: 'Unused' })
    assert.equal(unused.last_used_at, null)
    world.advance('PT1S')
    await as(unused.secret).me.get()
    const used = (await admin.apiKeys.get(unused.id)).last_used_at
    assert.ok(used !== null && used > unused.created_at)
    await admin.apiKeys.delete(unused.id)
    return ['null, then the time of the request', undefined]
  })
  await step('no-limit', 'create 20 keys at once', async () => {
    const before = (await admin.apiKeys.list()).limits.active
    assert.equal(before.max, null)
    assert.deepEqual(await atOnce(20, () => admin.apiKeys.create({ name: 'Many' })), { created: 20 })
    assert.equal((await admin.apiKeys.list()).limits.active.used, before.used + 20)
    return ['20 are created', undefined]
  })
  await takeRotationStep(
    step,
    () => admin.apiKeys.create({ name: 'By hand' }),
    secret => as(secret).me.get(),
    id => admin.apiKeys.delete(id),
  )
  await step('other-account-not-found', 'read the key from another account', async () => {
    const rejection = await notFound(south.apiKeys.get(key.id))
    await notFound(south.apiKeys.delete(key.id))
    assert.deepEqual((await south.apiKeys.list()).data, [])
    await as(key.secret).me.get()
    return [`${rejection}; the key still works`, undefined]
  })
  await step('deletion-leaves-others', 'delete one of two keys', async () => {
    const one = await admin.apiKeys.create({ name: 'One' })
    const other = await admin.apiKeys.create({ name: 'Other' })
    await admin.apiKeys.delete(one.id)
    await as(other.secret).me.get()
    await admin.apiKeys.delete(other.id)
    return ['the other one still works', undefined]
  })
  await step('deleted-key-refused', 'delete the key, then use it', async () => {
    await admin.apiKeys.delete(key.id)
    const rejection = await refused(as(key.secret).me.get(), 401, 'invalid_key')
    return [
      `204, then ${rejection} from the next request on; the record is gone: ${await notFound(admin.apiKeys.get(key.id))}`,
      undefined,
    ]
  })
  await step('nothing-to-change', 'send PATCH to a key', async () => {
    const made = await admin.apiKeys.create({ name: 'Fixed' })
    const headers = { Authorization: `Bearer ${await sessionToken(world, 'admin@north.example')}` }
    const rejection = await absent(
      await world.fetch(`${world.baseUrl}/api-keys/${made.id}`, { method: 'PATCH', headers }),
      'GET, HEAD, DELETE',
    )
    const revoke = await world.fetch(`${world.baseUrl}/api-keys/${made.id}/revoke`, { method: 'POST', headers })
    return [`${rejection}; there is no /revoke either: ${await problem(revoke, 404, 'not_found')}`, undefined]
  })
  await step('bulk-updates', 'update inventory, products and orders in bulk with a key', async () => {
    const made = as((await admin.apiKeys.create({ name: 'Bulk' })).secret)
    const items = (await made.inventory.list({ limit: 3 })).data.map(({ id }) => ({ id, quantity: 5 }))
    assert.deepEqual(
      (await made.inventory.updateMany({ items })).data.map(({ quantity }) => quantity),
      [5, 5, 5],
    )
    const products = (await made.products.list({ limit: 2 })).data.map(({ id }) => ({
      id,
      status: 'archived' as const,
    }))
    assert.deepEqual(
      (await made.products.updateMany({ items: products })).data.map(({ status }) => status),
      ['archived', 'archived'],
    )
    const orders = (await made.orders.list({ limit: 2 })).data.map(({ id }) => ({ id, note: 'Bulk' }))
    assert.deepEqual(
      (await made.orders.updateMany({ items: orders })).data.map(({ note }) => note),
      ['Bulk', 'Bulk'],
    )
    return ['200 for each', undefined]
  })
}
