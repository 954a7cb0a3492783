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
import { atOnce, refused, type Walk } from '../walk.ts'

/** Keys that act as a user, with the current permissions of that user. */
export const userKeys: Walk<'user-keys'> = async (world, step) => {
  await takeSessionSteps(world, step)
  await takeWireSteps(world, step)
  const admin = await signIn(world, 'admin@north.example')
  const reader = await signIn(world, 'reader@north.example')
  const south = await signIn(world, 'admin@south.example')
  const as = (secret: Secret | string) => world.client({ apiKey: secret })

  const key = await step('secret-shown-once', 'create a key for the manager, then get and list it', async () => {
    const key = await admin.apiKeys.create({ name: 'Zapier production', user_id: 'usr_north_manager' })
    assert.equal(key.enabled, true)
    return [await shownOnce(key, admin.apiKeys), key]
  })
  await takeUnknownKeyStep(step, key.secret, secret => as(secret).me.get())
  await step('name-and-user-required', 'create a key without a name, and one without a user', async () => {
    const nameless = await refused(
      admin.apiKeys.create(JSON.parse('{"user_id":"usr_north_manager"}')),
      422,
      'validation_failed',
    )
    await refused(admin.apiKeys.create(JSON.parse('{"name":"Nobody"}')), 422, 'validation_failed')
    await refused(admin.apiKeys.create({ name: 'Stranger', user_id: 'usr_south_admin' }), 422, 'validation_failed')
    return [`${nameless} for both, and for a user of another account`, undefined]
  })
  await step('key-sent-as-bearer', 'send the key as Authorization: Bearer', async () => {
    const response = await world.fetch(`${world.baseUrl}/me`, {
      headers: { Authorization: `Bearer ${key.secret.reveal()}` },
    })
    assert.equal(response.status, 200)
    return ['200', undefined]
  })
  await step('key-acts-as-user', 'call GET /me with the key', async () => {
    const me = await as(key.secret).me.get()
    assert.equal(me.type, 'api_key')
    assert.equal(me.user?.id, 'usr_north_manager')
    return ['it acts as the manager, the user of the key', undefined]
  })
  await step('user-permissions-bind-key', 'edit an order with the key of a user without orders:write', async () => {
    const [order] = (await as(key.secret).orders.list()).data
    assert.ok(order)
    await as(key.secret).orders.update(order.id, { note: 'By the manager' })
    const limited = await admin.apiKeys.create({ name: 'Reports', user_id: 'usr_north_reader' })
    await as(limited.secret).orders.list()
    const change = as(limited.secret).orders.update(order.id, { note: 'By the reader' })
    return [
      `200 with the manager's key, ${await refused(change, 403, 'permission_denied')} with the reader's`,
      undefined,
    ]
  })
  await step('permissions-from-user-and-group', 'read the permissions of a key of the integration user', async () => {
    const made = await admin.apiKeys.create({ name: 'Integration', user_id: 'usr_north_integration' })
    const { permissions } = await as(made.secret).me.get()
    assert.deepEqual([...permissions].sort(), ['inventory:read', 'inventory:write', 'products:read'])
    return ['products:read of the user, and the inventory permissions of the group', undefined]
  })
  const bot = await step(
    'dedicated-user-limits-key',
    'create a user in a limited group, and a key for that user',
    async () => {
      const group = await admin.groups.create({ name: 'Order readers', permissions: ['orders:read'] })
      const user = await admin.users.create({ email: 'bot@north.example', name: 'Bot', group_id: group.id })
      const client = as((await admin.apiKeys.create({ name: 'Bot', user_id: user.id })).secret)
      const [order] = (await client.orders.list()).data
      assert.ok(order)
      const rejection = await refused(client.orders.update(order.id, { note: 'By the bot' }), 403, 'permission_denied')
      return [`it reads orders; editing one is ${rejection}`, { client, group, user, order }]
    },
  )
  await step('limiting-user-limits-key', 'change the group of the user, then take the user out of it', async () => {
    await admin.groups.update(bot.group.id, { permissions: ['orders:read', 'orders:write'] })
    await bot.client.orders.update(bot.order.id, { note: 'By the bot' })
    await admin.users.update(bot.user.id, { group_id: null })
    const rejection = await refused(bot.client.orders.list(), 403, 'permission_denied')
    await admin.users.update(bot.user.id, { permissions: ['orders:read'] })
    await bot.client.orders.list()
    return [
      `each change takes effect with the next request: 200; ${rejection}; 200 with a permission of the user`,
      undefined,
    ]
  })
  await step('disabled-user-refused', 'disable the user of the key', async () => {
    await admin.users.update(bot.user.id, { enabled: false })
    return [await refused(bot.client.orders.list(), 401, 'user_disabled'), undefined]
  })
  await step('list-shows-name-user-enabled', 'list the keys', async () => {
    const listed = (await admin.apiKeys.list()).data.find(({ id }) => id === key.id)
    assert.deepEqual([listed?.name, listed?.user_id, listed?.enabled], ['Zapier production', 'usr_north_manager', true])
    return ['each has name, user_id and enabled', undefined]
  })
  await step('managing-needs-permission', 'create a key as a reader', async () => {
    await reader.apiKeys.list()
    const create = reader.apiKeys.create({ name: 'Mine', user_id: 'usr_north_reader' })
    return [await refused(create, 403, 'permission_denied', { required: ['api_keys:write'] }), undefined]
  })
  await step('no-limit', 'create 20 keys at once for one user', async () => {
    assert.equal((await admin.apiKeys.list()).limits.active.max, null)
    const create = () => admin.apiKeys.create({ name: 'Many', user_id: 'usr_north_admin' })
    assert.deepEqual(await atOnce(20, create), { created: 20 })
    return ['20 are created', undefined]
  })
  await step('paused-key-refused', 'disable the key, then use it', async () => {
    const paused = await admin.apiKeys.update(key.id, { enabled: false })
    assert.equal(paused.enabled, false)
    const rejection = await refused(as(key.secret).me.get(), 401, 'key_paused')
    assert.equal((await admin.apiKeys.get(key.id)).status, 'paused')
    return [`${rejection}; the record is kept`, undefined]
  })
  await step('resume-works', 'enable the key, then use it', async () => {
    const resumed = await admin.apiKeys.update(key.id, { enabled: true })
    assert.deepEqual([resumed.enabled, resumed.status], [true, 'active'])
    await as(key.secret).me.get()
    return ['200', undefined]
  })
  await step('created-paused', 'create a key that is not enabled', async () => {
    const paused = await admin.apiKeys.create({ name: 'Paused', user_id: 'usr_north_admin', enabled: false })
    const rejection = await refused(as(paused.secret).me.get(), 401, 'key_paused')
    await admin.apiKeys.delete(paused.id)
    return [`201 paused; using it is ${rejection}; it can be deleted like any other`, undefined]
  })
  await step('rename-works', 'rename the key', async () => {
    assert.equal(
      (await admin.apiKeys.update(key.id, { name: 'Nightly inventory sync' })).name,
      'Nightly inventory sync',
    )
    return ['200 with the new name', undefined]
  })
  await step('last-used-moves', 'read when the key was last used, before and after a rejected request', async () => {
    const used = (await admin.apiKeys.get(key.id)).last_used_at
    assert.ok(used)
    await admin.apiKeys.update(key.id, { enabled: false })
    world.advance('PT1S')
    await refused(as(key.secret).me.get(), 401, 'key_paused')
    assert.equal((await admin.apiKeys.get(key.id)).last_used_at, used)
    await admin.apiKeys.update(key.id, { enabled: true })
    await as(key.secret).me.get()
    const later = (await admin.apiKeys.get(key.id)).last_used_at
    assert.ok(later !== null && later > used)
    return ['a rejected request does not change it, a successful one does', undefined]
  })
  await takeRotationStep(
    step,
    () => admin.apiKeys.create({ name: 'By hand', user_id: 'usr_north_manager' }),
    secret => as(secret).me.get(),
    id => admin.apiKeys.delete(id),
  )
  await step('other-account-not-found', 'read the key from another account', async () => {
    const rejection = await notFound(south.apiKeys.get(key.id))
    await notFound(south.apiKeys.update(key.id, { name: 'South' }))
    await notFound(south.apiKeys.delete(key.id))
    return [rejection, undefined]
  })
  await step('deletion-leaves-others', 'delete one of two keys', async () => {
    const one = await admin.apiKeys.create({ name: 'One', user_id: 'usr_north_manager' })
    const other = await admin.apiKeys.create({ name: 'Other', user_id: 'usr_north_manager' })
    await admin.apiKeys.delete(one.id)
    await as(other.secret).me.get()
    await admin.apiKeys.delete(other.id)
    return ['the other one still works', undefined]
  })
  await step('deleted-key-refused', 'delete the key, then use it', async () => {
    await admin.apiKeys.delete(key.id)
    const rejection = await refused(as(key.secret).me.get(), 401, 'invalid_key')
    return [`204, then ${rejection} from the next request on`, undefined]
  })
  await step('no-revoke', 'send POST to a key', async () => {
    const headers = { Authorization: `Bearer ${await sessionToken(world, 'admin@north.example')}` }
    const response = await world.fetch(`${world.baseUrl}/api-keys/key_any`, { method: 'POST', headers })
    return [await absent(response, 'GET, HEAD, PATCH, DELETE'), undefined]
  })
}
