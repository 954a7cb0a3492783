import assert from 'node:assert/strict'
import type { Latchkey, Secret, SystemId } from 'latchkey'
import { problem, refused, type Step, type World } from './walk.ts'

/** Signs in as a seeded user, and returns a client with that session. */
export async function signIn<S extends SystemId>(world: World<S>, email: string): Promise<Latchkey<S>> {
  return world.client({ session: await sessionToken(world, email) })
}

/** Signs in as a seeded user, and returns the token of the session. */
export async function sessionToken<S extends SystemId>(world: World<S>, email: string): Promise<string> {
  const response = await world.fetch(`${world.baseUrl}/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: 'password' }),
  })
  const session: unknown = await response.json()
  assert.ok(typeof session === 'object' && session !== null && 'token' in session && typeof session.token === 'string')
  return session.token
}

/** Signing in and out, and requests without credentials: the same on every system. */
export async function takeSessionSteps<S extends SystemId>(world: World<S>, step: Step): Promise<void> {
  await step('sign-in', 'sign in with the seeded admin', async () => {
    const me = await getMe(world, { Authorization: `Bearer ${await sessionToken(world, 'admin@north.example')}` })
    assert.equal(me.status, 200)
    const body: unknown = await me.json()
    assert.ok(typeof body === 'object' && body !== null && 'type' in body)
    assert.equal(body.type, 'session')
    return ['201, and GET /me returns type session', undefined]
  })
  await step('wrong-password-refused', 'sign in with a wrong password', async () => {
    const response = await world.fetch(`${world.baseUrl}/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'admin@north.example', password: 'guess' }),
    })
    return [await problem(response, 401, 'invalid_session'), undefined]
  })
  await step('sign-out', 'sign out, then use the session again', async () => {
    const headers = { Authorization: `Bearer ${await sessionToken(world, 'reader@north.example')}` }
    const ended = await world.fetch(`${world.baseUrl}/sessions/current`, { method: 'DELETE', headers })
    assert.equal(ended.status, 204)
    return [`204, then ${await problem(await getMe(world, headers), 401, 'invalid_session')}`, undefined]
  })
  await step('no-key-refused', 'call the API without credentials', async () => {
    const response = await getMe(world, {})
    assert.ok(response.headers.get('www-authenticate'))
    return [`${await problem(response, 401, 'missing_credentials')}, with WWW-Authenticate`, undefined]
  })
}

const getMe = <S extends SystemId>(world: World<S>, headers: Record<string, string>) =>
  world.fetch(`${world.baseUrl}/me`, { headers })

/** Requests that are malformed or not allowed: the same on every system. */
export async function takeWireSteps<S extends SystemId>(world: World<S>, step: Step): Promise<void> {
  const token = await sessionToken(world, 'admin@north.example')
  const create = (body: BodyInit, type = 'application/json') =>
    world.fetch(`${world.baseUrl}/api-keys`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
      body,
    })
  await step('malformed-json-refused', 'create a key with a broken body', async () => [
    await problem(await create('{"name": '), 400, 'malformed_json'),
    undefined,
  ])
  await step('unsupported-media-type-refused', 'create a key with a form body', async () => [
    await problem(await create('name=x', 'application/x-www-form-urlencoded'), 415, 'unsupported_media_type'),
    undefined,
  ])
  await step('large-body-refused', 'create a key with a body of more than 1 MiB', async () => [
    await problem(await create(JSON.stringify({ name: 'x'.repeat(1024 * 1024) })), 413, 'body_too_large'),
    undefined,
  ])
  await step('unknown-member-refused', 'create a key with an unknown field', async () => [
    await problem(await create(JSON.stringify({ colour: 'blue' })), 422, 'validation_failed'),
    undefined,
  ])
  await step('unknown-method-refused', 'send PUT to /api-keys', async () => {
    const response = await world.fetch(`${world.baseUrl}/api-keys`, { method: 'PUT' })
    assert.equal(response.headers.get('allow'), 'GET, HEAD, POST')
    return [`${await problem(response, 405, 'method_not_allowed')}, Allow: GET, HEAD, POST`, undefined]
  })
  await step('unknown-path-refused', 'request a path that does not exist', async () => [
    await problem(await world.fetch(`${world.baseUrl}/nothing-here`), 404, 'not_found'),
    undefined,
  ])
}

/** Asserts that neither get nor list shows the secret of a new key again, and returns that in words. */
export async function shownOnce(
  { id, secret }: { readonly id: string; readonly secret: Secret },
  apiKeys: { readonly get: (id: string) => Promise<unknown>; readonly list: () => Promise<unknown> },
): Promise<string> {
  const again = JSON.stringify([await apiKeys.get(id), await apiKeys.list()])
  assert.ok(!again.includes(secret.reveal()) && !again.includes('"secret"'))
  return `201 with the secret ${secret}; neither get nor list shows it`
}

/** Sends a key whose last character is wrong. */
export async function takeUnknownKeyStep(
  step: Step,
  secret: Secret,
  use: (secret: string) => Promise<unknown>,
): Promise<void> {
  await step('unknown-key-refused', 'send a key that does not exist', async () => {
    const key = secret.reveal()
    const other = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0')
    return [await refused(use(other), 401, 'invalid_key'), undefined]
  })
}

/** Rotates a key by hand, without downtime: both keys work until the old one is retired. */
export async function takeRotationStep(
  step: Step,
  make: () => Promise<{ id: string; secret: Secret }>,
  use: (secret: Secret) => Promise<unknown>,
  retire: (id: string) => Promise<unknown>,
): Promise<void> {
  await step('rotation-without-downtime', 'create a new key, switch over, retire the old one', async () => {
    const old = await make()
    const fresh = await make()
    await use(old.secret)
    await use(fresh.secret)
    await retire(old.id)
    await assert.rejects(use(old.secret))
    await use(fresh.secret)
    await retire(fresh.id)
    return ['both keys work at the same time; only the old one stops', undefined]
  })
}

/** Asserts that the method is not allowed, and returns the status, the code and the allowed methods. */
export async function absent(response: Response, allow: string): Promise<string> {
  assert.equal(response.headers.get('allow'), allow)
  return `${await problem(response, 405, 'method_not_allowed')}, Allow: ${allow}`
}

/** Asserts that the call does not find the record, for example because it belongs to another account. */
export const notFound = (call: Promise<unknown>): Promise<string> => refused(call, 404, 'not_found')
