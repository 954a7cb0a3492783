/** How a rotation retires keys: requests are retried, and a signal is ignored if there is no other key. */
import { describe, expect, it } from 'vitest'
import { type Fetch, systemIds } from '../../src/index.ts'
import { byRequest, retryAtOnce } from './helpers.ts'
import { rotating, type Shop } from './rotating.ts'

retryAtOnce()

type World = Awaited<ReturnType<typeof rotating>>

const retires = ({ method, url }: Request) => method === 'DELETE' || url.endsWith('/revoke')

/** A client whose first request to retire a key fails, before it is carried out or after. */
function shopThat(fails: 'before' | 'after', { mock, shopOver }: World): Shop {
  let failures = 0
  const fetch: Fetch = byRequest(async request => {
    if (!retires(request) || failures > 0) return mock.fetch(request)
    failures += 1
    if (fails === 'before') return Response.json({ code: 'busy', status: 503, title: 'Busy' }, { status: 503 })
    await mock.fetch(request)
    throw new TypeError('The connection broke.')
  })
  return shopOver(fetch)
}

describe.each(['before', 'after'] as const)(
  'a request to retire a key that fails once, %s it is carried out',
  fails => {
    it.each(systemIds)('is retried: %s', async system => {
      const world = await rotating(system)
      const { old, deploy, verify, active, works, vault, oldSecret } = world
      const shop = shopThat(fails, world)
      await shop.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
      expect([await works(oldSecret), await works(vault[0] ?? ''), (await active()).length]).toEqual([false, true, 1])
    })

    it.each(systemIds)('is retried if the new key is removed: %s', async system => {
      const world = await rotating(system)
      const { old, active, works, oldSecret } = world
      const shop = shopThat(fails, world)
      const deploy = () => Promise.reject(new Error('deploy broke'))
      // If the limit leaves no room, nothing is deployed.
      await expect(shop.apiKeys.rotate(old.id, { deploy })).rejects.toThrow(/deploy broke|active_key_limit_reached/)
      expect([await works(oldSecret), await active()]).toEqual([true, [old.id]])
    })
  },
)

it.each([{}, { idempotencyKey: 'once' }])('ignores the signal if the old key is retired first: %o', async once => {
  const { mock, shopOver, old, deploy, verify, works, vault } = await rotating('secret-keys')
  const controller = new AbortController()
  const fetch: Fetch = byRequest(async request => {
    const response = await mock.fetch(request)
    if (request.url.endsWith('/revoke')) controller.abort()
    return response
  })
  const shop = shopOver(fetch)
  await shop.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true }, { ...once, signal: controller.signal })
  expect(await works(vault[0] ?? '')).toBe(true)
})

it('creates the second key with another idempotency key: the server may repeat its first response', async () => {
  const { mock, shopOver, old, deploy } = await rotating('secret-keys')
  const keys: (string | null)[] = []
  const fetch: Fetch = byRequest(request => {
    if (request.url.endsWith('/api-keys')) keys.push(request.headers.get('Idempotency-Key'))
    return mock.fetch(request)
  })
  const shop = shopOver(fetch)
  await shop.apiKeys.rotate(old.id, { deploy, allowDowntime: true }, { idempotencyKey: 'once' })
  expect(keys).toEqual(['once', expect.not.stringMatching(/^once$/)])
})

it('fails if the server rejects the retirement of the old key', async () => {
  for (const [system, status, code] of [
    ['account-keys', 409, 'resource_busy'],
    ['standard', 403, 'permission_denied'],
  ] as const) {
    const { mock, shopOver, old, deploy, works, oldSecret } = await rotating(system)
    const retired: string[] = []
    const fetch: Fetch = byRequest(async request => {
      if (!retires(request)) return mock.fetch(request)
      retired.push(request.url)
      return Response.json({ code, status, title: 'No' }, { status })
    })
    const shop = shopOver(fetch)
    await expect(shop.apiKeys.rotate(old.id, { deploy })).rejects.toMatchObject({ code, status })
    expect([retired.length, await works(oldSecret)]).toEqual([1, true])
  }
})

it('leaves both keys if it is aborted while the new one is verified', async () => {
  const { admin, old, deploy, works, vault, oldSecret } = await rotating('standard')
  const controller = new AbortController()
  const verify = () => controller.abort()
  const rotation = admin.apiKeys.rotate(old.id, { deploy, verify }, { signal: controller.signal })
  await expect(rotation).rejects.toMatchObject({ code: 'aborted' })
  expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([true, true])
})

it('gives the new key no fields that the old one does not have', async () => {
  const { admin, mock, shopOver, deploy } = await rotating('warehouse')
  const unnamed = await admin.apiKeys.create({} as never)
  const bodies: unknown[] = []
  const fetch: Fetch = byRequest(async request => {
    if (request.method === 'POST' && request.url.endsWith('/api-keys')) bodies.push(await request.clone().json())
    return mock.fetch(request)
  })
  const shop = shopOver(fetch)
  await shop.apiKeys.rotate(unnamed.id, { deploy })
  expect(bodies).toEqual([{}])
})
