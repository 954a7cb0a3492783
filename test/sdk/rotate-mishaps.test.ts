/** Rotations that are aborted, get unexpected responses, or are repeated. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Fetch, Secret } from '../../src/index.ts'
import { byRequest } from './helpers.ts'
import { rotating, type Shop } from './rotating.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

const HOUR = 3_600_000

it.each(['2020-02-01T00:00:00Z', '2040-02-01T00:00:00Z'])(
  'gives the new key the lifetime of the old one, by the clock of the server: %s',
  async now => {
    const { client, deploy, mock } = await rotating('standard')
    mock.clock.set(now)
    const admin = client({ session: mock.signIn('admin').token }) as unknown as Shop
    const after = (hours: number) => new Date(Date.parse(now) + hours * HOUR).toISOString()
    const old = await admin.apiKeys.create({ name: 'Short', expires_at: after(48) })
    mock.clock.advance('PT1H')
    expect((await admin.apiKeys.rotate(old.id, { deploy })).expires_at).toBe(after(49))
  },
)

it('gives the new key the same lifetime by the local clock if the response has no Date', async () => {
  const { admin, shopOver, deploy, mock } = await rotating('standard')
  const expiry = Date.now() + 48 * HOUR
  const old = await admin.apiKeys.create({ name: 'Short', expires_at: new Date(expiry).toISOString() })
  mock.clock.advance('PT1H')
  const shop = shopOver(async (...args) => {
    const response = await mock.fetch(...args)
    response.headers.delete('Date')
    return response
  })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR })
  try {
    const fresh = await shop.apiKeys.rotate(old.id, { deploy })
    expect(Date.parse(fresh.expires_at ?? '')).toBeGreaterThan(expiry + 0.9 * HOUR)
    expect(Date.parse(fresh.expires_at ?? '')).toBeLessThan(expiry + 1.1 * HOUR)
  } finally {
    vi.useRealTimers()
  }
})

it('does not treat another problem code as a reached limit', async () => {
  const { client, admin, old, requests, deploy } = await rotating('standard')
  const key = await admin.apiKeys.create({ name: 'Looks on', scopes: ['api_keys:read'] })
  const reader = client({ apiKey: key.secret }) as unknown as Shop
  requests.length = 0
  const rotation = reader.apiKeys.rotate(old.id, { deploy, allowDowntime: true })
  await expect(rotation).rejects.toMatchObject({ code: 'permission_denied' })
  expect(requests).toEqual([`GET /api-keys/${old.id}`, 'POST /api-keys'])
})

it.each(['revoked', 'paused'])('rejects a key that is %s, before anything is changed', async state => {
  const { admin, old, deploy, active } = await rotating('standard')
  if (state === 'revoked') await admin.apiKeys.revoke(old.id)
  else await admin.apiKeys.update(old.id, { enabled: false })
  await expect(admin.apiKeys.rotate(old.id, { deploy })).rejects.toThrow(`The key is ${state}, not active.`)
  expect(await active()).toEqual([])
})

it('succeeds if the old key has been revoked or deleted in the meantime', async () => {
  for (const system of ['standard', 'account-keys'] as const) {
    const { admin, old, deploy, works, vault } = await rotating(system)
    const verify = async () => {
      await (admin.system.canRevoke ? admin.apiKeys.revoke(old.id) : admin.apiKeys.delete(old.id))
    }
    await admin.apiKeys.rotate(old.id, { deploy, verify })
    expect(await works(vault[0] ?? '')).toBe(true)
  }
})

it('retires the old key with the new one if the old one sent the requests and has stopped working', async () => {
  const { client, admin, old, oldSecret, works, deploy, requests } = await rotating('user-keys')
  const own = client({ apiKey: old.secret }) as unknown as Shop
  requests.length = 0
  await own.apiKeys.rotate(old.id, {
    deploy,
    verify: async () => {
      await admin.apiKeys.update(old.id, { enabled: false })
    },
  })
  expect(await works(oldSecret)).toBe(false)
  expect(requests.slice(-2)).toEqual([`DELETE /api-keys/${old.id}`, `DELETE /api-keys/${old.id}`])
  await expect(admin.apiKeys.get(old.id)).rejects.toMatchObject({ code: 'not_found' })
})

it('passes its options to each request, but not the signal to the removal of the new key', async () => {
  const { admin, old, oldSecret, works, vault, active } = await rotating('standard')
  const controller = new AbortController()
  const deploy = (secret: Secret) => {
    vault.push(secret.reveal())
    controller.abort()
    throw new Error('deploy broke')
  }
  const rotation = admin.apiKeys.rotate(old.id, { deploy }, { signal: controller.signal })
  await expect(rotation).rejects.toThrow('deploy broke')
  expect([await works(oldSecret), await works(vault[0] ?? ''), await active()]).toEqual([true, false, [old.id]])
  const aborted = admin.apiKeys.rotate(old.id, { deploy }, { signal: AbortSignal.abort() })
  await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
  expect(await active()).toEqual([old.id])
})

it('works in a page with a session', async () => {
  vi.stubGlobal('document', {})
  const { admin, old, deploy, verify, active } = await rotating('standard')
  const fresh = await admin.apiKeys.rotate(old.id, { deploy, verify })
  expect(await active()).toEqual([fresh.id])
})

it('verifies no other key if the new one comes without its secret', async () => {
  const { shopOver, mock, old, deploy, verify, vault, active } = await rotating('standard')
  vi.stubEnv('LATCHKEY_API_KEY', old.secret.reveal())
  const fetch: Fetch = byRequest(async request => {
    const response = await mock.fetch(request)
    if (request.method !== 'POST' || !request.url.endsWith('/api-keys')) return response
    const { secret: _, ...key } = await response.json()
    return Response.json(key, { status: 201 })
  })
  const shop = shopOver(fetch)
  const rotation = shop.apiKeys.rotate(old.id, { deploy, verify })
  await expect(rotation).rejects.toMatchObject({
    code: 'unexpected_response',
    message: expect.stringContaining('secret'),
  })
  expect([vault, await active()]).toEqual([[], [old.id]])
})

it('leaves no new key behind if its secret cannot be sent', async () => {
  const { shopOver, mock, old, deploy, verify, active } = await rotating('standard')
  const fetch: Fetch = byRequest(async request => {
    const response = await mock.fetch(request)
    if (request.method !== 'POST' || !request.url.endsWith('/api-keys')) return response
    return Response.json({ ...(await response.json()), secret: 'two words' }, { status: 201 })
  })
  const shop = shopOver(fetch)
  await expect(shop.apiKeys.rotate(old.id, { deploy, verify })).rejects.toThrow('apiKey must be')
  expect(await active()).toEqual([old.id])
})

it('is aborted by its signal while it requests the current key', async () => {
  const { shopOver, mock, old, deploy, active } = await rotating('secret-keys')
  const controller = new AbortController()
  const fetch: Fetch = byRequest(request => {
    if (!request.url.endsWith('/me')) return mock.fetch(request)
    controller.abort()
    return new Promise(() => {})
  })
  const shop = shopOver(fetch)
  const rotation = shop.apiKeys.rotate(old.id, { deploy, allowDowntime: true }, { signal: controller.signal })
  await expect(rotation).rejects.toMatchObject({ code: 'aborted' })
  expect(await active()).toEqual([old.id])
})

it('fails if a proxy responds with 404 to the retirement of the old key', async () => {
  const { shopOver, mock, old, oldSecret, works, deploy, vault } = await rotating('account-keys')
  const fetch: Fetch = byRequest(async request =>
    request.method === 'DELETE' ? new Response('<html>No such page</html>', { status: 404 }) : mock.fetch(request),
  )
  const shop = shopOver(fetch)
  await expect(shop.apiKeys.rotate(old.id, { deploy })).rejects.toMatchObject({
    code: 'unexpected_response',
    status: 404,
    operation: 'apiKeys.delete',
  })
  expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([true, true])
})

describe('a second rotation with the same idempotency key', () => {
  const twice = { idempotencyKey: 'once' }

  it.each([
    ['standard', 'The new key is revoked, not active.'],
    ['account-keys', 'not_found'],
    ['user-keys', 'not_found'],
    ['store-admin', 'not_found'],
    ['warehouse', 'The new key is revoked, not active.'],
  ] as const)('deploys no key that the first one created and retired: %s', async (system, reason) => {
    const { admin, old, oldSecret, works, deploy, vault, active } = await rotating(system)
    const broken = () => Promise.reject(new Error('deploy broke'))
    await expect(admin.apiKeys.rotate(old.id, { deploy: broken }, twice)).rejects.toThrow('deploy broke')
    await expect(admin.apiKeys.rotate(old.id, { deploy }, twice)).rejects.toThrow(reason)
    expect([vault, await works(oldSecret), await active()]).toEqual([[], true, [old.id]])
  })

  it('continues with the key of an interrupted first one', async () => {
    const { admin, old, oldSecret, works, deploy, vault, active } = await rotating('account-keys')
    const made = await admin.apiKeys.create({ name: 'Sync' }, twice)
    const fresh = await admin.apiKeys.rotate(old.id, { deploy }, twice)
    expect([fresh.id, await active()]).toEqual([made.id, [made.id]])
    expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([false, true])
  })
})

describe('if the old key is retired first, to make room', () => {
  it('keeps a deployed new key even if it cannot be verified: there is no other', async () => {
    const { admin, old, works, deploy, vault, active } = await rotating('secret-keys')
    const verify = () => Promise.reject(new Error('no network'))
    const rotation = admin.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
    await expect(rotation).rejects.toThrow('no network')
    expect(await works(vault[0] ?? '')).toBe(true)
    // It can be rotated once more.
    const [id = ''] = await active()
    await admin.apiKeys.rotate(id, { deploy, allowDowntime: true })
    expect(await Promise.all(vault.map(works))).toEqual([false, true])
  })

  it('removes a new key that is not deployed: its secret is lost', async () => {
    const { admin, old, active } = await rotating('secret-keys')
    const deploy = () => Promise.reject(new Error('deploy broke'))
    await expect(admin.apiKeys.rotate(old.id, { deploy, allowDowntime: true })).rejects.toThrow('deploy broke')
    expect(await active()).toEqual([])
  })
})

it.each(['standard', 'account-keys', 'user-keys', 'store-admin', 'warehouse', 'secret-keys'] as const)(
  'leaves a deployed key that works if a key is rotated twice at once: %s',
  async system => {
    const { admin, old, oldSecret, works, deploy, verify, vault } = await rotating(system)
    const rotate = () => admin.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
    await Promise.allSettled([rotate(), rotate()])
    expect(await works(oldSecret)).toBe(false)
    expect(await works(vault.at(-1) ?? '')).toBe(true)
  },
)

it('rejects the idempotency key of an earlier rotation if the key expires: the new one would expire later', async () => {
  const { admin, deploy, mock, works, vault } = await rotating('standard')
  const expires_at = new Date(mock.clock.now + 48 * HOUR).toISOString()
  const old = await admin.apiKeys.create({ name: 'Short', expires_at })
  const rotate = () => admin.apiKeys.rotate(old.id, { deploy, verify: () => false }, { idempotencyKey: 'nightly' })
  await expect(rotate()).rejects.toThrow('The new key does not work.')
  mock.clock.advance('PT1M')
  await expect(rotate()).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  expect([vault.length, await works(old.secret.reveal())]).toEqual([1, true])
})
