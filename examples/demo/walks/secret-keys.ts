import assert from 'node:assert/strict'
import type { Secret } from 'latchkey'
import { notFound, shownOnce, signIn, takeSessionSteps, takeUnknownKeyStep, takeWireSteps } from '../parts.ts'
import { atOnce, problem, refused, type Walk } from '../walk.ts'

/** One key per user, with full access, sent with HTTP Basic. */
export const secretKeys: Walk<'secret-keys'> = async (world, step) => {
  await takeSessionSteps(world, step)
  await takeWireSteps(world, step)
  const admin = await signIn(world, 'admin@north.example')
  const reader = await signIn(world, 'reader@north.example')
  const as = (secret: Secret | string) => world.client({ apiKey: secret })

  const key = await step('secret-shown-once', 'create a key, then get and list it', async () => {
    const key = await reader.apiKeys.create({ title: 'Reporting' })
    return [await shownOnce(key, reader.apiKeys), key]
  })
  await takeUnknownKeyStep(step, key.secret, secret => as(secret).me.get())
  await step('title-required', 'create a key without a title', async () => [
    await refused(admin.apiKeys.create(JSON.parse('{}')), 422, 'validation_failed'),
    undefined,
  ])
  await step('key-sent-as-user-name', 'send the key with HTTP Basic, with an empty password', async () => {
    const call = (headers: Record<string, string>) => world.fetch(`${world.baseUrl}/me`, { headers })
    assert.equal((await call({ Authorization: `Basic ${btoa(`${key.secret.reveal()}:`)}` })).status, 200)
    const password = await problem(
      await call({ Authorization: `Basic ${btoa(`${key.secret.reveal()}:x`)}` }),
      401,
      'invalid_key',
    )
    const bearer = await problem(
      await call({ Authorization: `Bearer ${key.secret.reveal()}` }),
      401,
      'missing_credentials',
    )
    return [`200; with a password ${password}; as a bearer token ${bearer}`, undefined]
  })
  await step('key-has-full-access', 'update a product with the key of a reader', async () => {
    const [product] = (await as(key.secret).products.list({ limit: 1 })).data
    assert.ok(product)
    const own = await refused(reader.products.update(product.id, { name: 'x' }), 403, 'permission_denied')
    assert.equal((await as(key.secret).products.update(product.id, { name: 'By key' })).name, 'By key')
    assert.equal((await as(key.secret).me.get()).user?.id, 'usr_north_reader')
    return [`200, although the session of the reader gets ${own}`, undefined]
  })
  await step('own-keys-only', 'read the key of another user of the same account', async () => {
    assert.deepEqual((await admin.apiKeys.list()).data, [])
    const rejection = await notFound(admin.apiKeys.get(key.id))
    await notFound(admin.apiKeys.update(key.id, { title: 'Mine' }))
    await notFound(admin.apiKeys.revoke(key.id))
    await notFound(admin.apiKeys.delete(key.id))
    return [`${rejection}, even for an admin`, undefined]
  })
  const readerAgain = await step('leaver-key-ended', 'disable the user of a key, then use the key', async () => {
    const byReader = await refused(
      reader.users.update('usr_north_reader', { enabled: false }),
      403,
      'permission_denied',
    )
    await admin.users.update('usr_north_reader', { enabled: false })
    const rejection = await refused(as(key.secret).me.get(), 401, 'user_disabled')
    await admin.users.update('usr_north_reader', { enabled: true })
    await as(key.secret).me.get()
    // Disabling a user ends their sessions.
    return [
      `${rejection}; a user without \`users:write\` gets ${byReader}`,
      await signIn(world, 'reader@north.example'),
    ]
  })
  await step('other-account-not-found', 'read the key from another account', async () => {
    const south = await signIn(world, 'admin@south.example')
    return [await notFound(south.apiKeys.get(key.id)), undefined]
  })
  await step('limit-reached', 'create a second key', async () => {
    assert.deepEqual((await readerAgain.apiKeys.list()).limits.active, { used: 1, max: 1 })
    const rejection = await refused(readerAgain.apiKeys.create({ title: 'Second' }), 409, 'active_key_limit_reached', {
      limit: 1,
      used: 1,
      scope: 'user',
    })
    await refused(as(key.secret).apiKeys.create({ title: 'Second' }), 409, 'active_key_limit_reached')
    return [`1 of 1, then ${rejection}, by session and by key`, undefined]
  })
  await step('limit-is-per-user', 'create a key as another user', async () => {
    const other = await admin.apiKeys.create({ title: 'Of another user' })
    await admin.apiKeys.revoke(other.id)
    return ['201', undefined]
  })
  await step('limit-holds-in-parallel', 'create 20 keys at once', async () => {
    const manager = await signIn(world, 'manager@north.example')
    const outcomes = await atOnce(20, () => manager.apiKeys.create({ title: 'Race' }))
    assert.deepEqual(outcomes, { created: 1, '409 active_key_limit_reached': 19 })
    return ['exactly 1 is created, 19 get 409 active_key_limit_reached', undefined]
  })
  await step('retitle-works', 'edit the title', async () => {
    assert.equal((await readerAgain.apiKeys.update(key.id, { title: 'Reports' })).title, 'Reports')
    return ['200 with the new title', undefined]
  })
  await step('last-used-moves', 'read when the key was last used', async () => {
    const before = (await readerAgain.apiKeys.get(key.id)).last_used_at
    world.advance('PT1S')
    await as(key.secret).me.get()
    const after = (await readerAgain.apiKeys.get(key.id)).last_used_at
    assert.ok(before !== null && after !== null && after > before)
    return ['the time of the last request', undefined]
  })
  await step('details-shown', 'read the details of the key', async () => {
    const details = await readerAgain.apiKeys.get(key.id)
    assert.deepEqual([details.title, details.status, details.created_by], ['Reports', 'active', 'usr_north_reader'])
    return ['title, status and created_by', undefined]
  })
  await step('delete-needs-revoke', 'delete the key while it is active', async () => [
    await refused(readerAgain.apiKeys.delete(key.id), 409, 'key_not_revoked'),
    undefined,
  ])
  await step('revoked-key-refused', 'revoke the key, then use it', async () => {
    assert.equal((await readerAgain.apiKeys.revoke(key.id)).status, 'revoked')
    assert.equal((await readerAgain.apiKeys.get(key.id)).status, 'revoked')
    return [await refused(as(key.secret).me.get(), 401, 'key_revoked'), undefined]
  })
  await step('revocation-is-final', 'revoke the key again', async () => [
    await refused(readerAgain.apiKeys.revoke(key.id), 409, 'key_already_revoked'),
    undefined,
  ])
  const fresh = await step('revoking-frees-a-slot', 'create a key now that the old one is revoked', async () => {
    const fresh = await readerAgain.apiKeys.create({ title: 'Fresh' })
    await as(fresh.secret).me.get()
    return ['201', fresh]
  })
  await step('list-search-filter-sort', 'search, filter and sort the keys', async () => {
    assert.deepEqual(
      (await readerAgain.apiKeys.list({ q: 'report' })).data.map(({ title }) => title),
      ['Reports'],
    )
    assert.deepEqual(
      (await readerAgain.apiKeys.list({ status: 'active' })).data.map(({ title }) => title),
      ['Fresh'],
    )
    assert.deepEqual(
      (await readerAgain.apiKeys.list({ sort: '-title' })).data.map(({ title }) => title),
      ['Reports', 'Fresh'],
    )
    return ['the matching keys, in the requested order', undefined]
  })
  await step('rotation-has-a-gap', 'replace the key', async () => {
    const rejection = await refused(readerAgain.apiKeys.create({ title: 'Second' }), 409, 'active_key_limit_reached')
    await readerAgain.apiKeys.revoke(fresh.id)
    const next = await readerAgain.apiKeys.create({ title: 'Next' })
    await refused(as(fresh.secret).me.get(), 401, 'key_revoked')
    await as(next.secret).me.get()
    return [
      `${rejection} while the old key is active: a limit of one leaves a gap between revoking and creating`,
      undefined,
    ]
  })
  await step('deleted-key-gone', 'delete the revoked key', async () => {
    await readerAgain.apiKeys.delete(key.id)
    const gone = await notFound(readerAgain.apiKeys.get(key.id))
    return [`204, then ${gone}; using it is ${await refused(as(key.secret).me.get(), 401, 'invalid_key')}`, undefined]
  })
}
