/** How a rotation retires keys: with requests that are repeated, and over no signal where there is no other key. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Fetch, systemIds } from '../../src/index.ts'
import { rotating, type Shop } from './rotating.ts'

beforeEach(() => {
  // A back-off of no time.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterEach(() => {
  vi.restoreAllMocks()
})

type World = Awaited<ReturnType<typeof rotating>>

const retires = ({ method, url }: Request) => method === 'DELETE' || url.endsWith('/revoke')

/** A client whose requests fail where they retire a key: the first time, before they are carried out or after. */
function shopThat(fails: 'before' | 'after', { mock, shopOver }: World): Shop {
  let failures = 0
  const fetch: Fetch = async request => {
    if (!retires(request) || failures > 0) return mock.fetch(request)
    failures += 1
    if (fails === 'before') return Response.json({ code: 'busy', status: 503, title: 'Busy' }, { status: 503 })
    await mock.fetch(request)
    throw new TypeError('The connection broke.')
  }
  return shopOver(fetch)
}

describe.each(['before', 'after'] as const)(
  'a request to retire a key that fails once, %s it is carried out',
  fails => {
    it.each(systemIds)('is repeated: %s', async system => {
      const world = await rotating(system)
      const { old, deploy, verify, active, works, vault, oldSecret } = world
      const shop = shopThat(fails, world)
      await shop.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
      expect([await works(oldSecret), await works(vault[0] ?? ''), (await active()).length]).toEqual([false, true, 1])
    })

    it.each(systemIds)('is repeated where the new key is not to stay: %s', async system => {
      const world = await rotating(system)
      const { old, active, works, oldSecret } = world
      const shop = shopThat(fails, world)
      const deploy = () => Promise.reject(new Error('deploy broke'))
      // Where the limit leaves no room, nothing is deployed at all.
      await expect(shop.apiKeys.rotate(old.id, { deploy })).rejects.toThrow(/deploy broke|active_key_limit_reached/)
      expect([await works(oldSecret), await active()]).toEqual([true, [old.id]])
    })
  },
)

it.each([{}, { idempotencyKey: 'once' }])(
  'is over for no signal where the old key is retired first: %o',
  async once => {
    const { mock, shopOver, old, deploy, verify, works, vault } = await rotating('secret-keys')
    const controller = new AbortController()
    const fetch: Fetch = async request => {
      const response = await mock.fetch(request)
      if (request.url.endsWith('/revoke')) controller.abort()
      return response
    }
    const shop = shopOver(fetch)
    await shop.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true }, { ...once, signal: controller.signal })
    expect(await works(vault[0] ?? '')).toBe(true)
  },
)

it('asks for the second key with another idempotency key: the refusal may be the answer to the first one', async () => {
  const { mock, shopOver, old, deploy } = await rotating('secret-keys')
  const keys: (string | null)[] = []
  const fetch: Fetch = request => {
    if (request.url.endsWith('/api-keys')) keys.push(request.headers.get('Idempotency-Key'))
    return mock.fetch(request)
  }
  const shop = shopOver(fetch)
  await shop.apiKeys.rotate(old.id, { deploy, allowDowntime: true }, { idempotencyKey: 'once' })
  expect(keys).toEqual(['once', expect.not.stringMatching(/^once$/)])
})

it('is not done where the old key cannot be retired for a reason of the server', async () => {
  for (const [system, status, code] of [
    ['account-keys', 409, 'resource_busy'],
    ['standard', 403, 'permission_denied'],
  ] as const) {
    const { mock, shopOver, old, deploy, works, oldSecret } = await rotating(system)
    const retired: string[] = []
    const fetch: Fetch = async request => {
      if (!retires(request)) return mock.fetch(request)
      retired.push(request.url)
      return Response.json({ code, status, title: 'No' }, { status })
    }
    const shop = shopOver(fetch)
    await expect(shop.apiKeys.rotate(old.id, { deploy })).rejects.toMatchObject({ code, status })
    expect([retired.length, await works(oldSecret)]).toEqual([1, true])
  }
})

it('leaves both keys where it is aborted while the new one is verified', async () => {
  const { admin, old, deploy, works, vault, oldSecret } = await rotating('standard')
  const controller = new AbortController()
  const verify = () => controller.abort()
  const rotation = admin.apiKeys.rotate(old.id, { deploy, verify }, { signal: controller.signal })
  await expect(rotation).rejects.toMatchObject({ code: 'aborted' })
  expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([true, true])
})

it('gives the new key no members that the old one has not', async () => {
  const { admin, mock, shopOver, deploy } = await rotating('warehouse')
  const unnamed = await admin.apiKeys.create({} as never)
  const bodies: unknown[] = []
  const fetch: Fetch = async request => {
    if (request.method === 'POST' && request.url.endsWith('/api-keys')) bodies.push(await request.clone().json())
    return mock.fetch(request)
  }
  const shop = shopOver(fetch)
  await shop.apiKeys.rotate(unnamed.id, { deploy })
  expect(bodies).toEqual([{}])
})
