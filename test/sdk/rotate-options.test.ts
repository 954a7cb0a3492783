import { describe, expect, it, vi } from 'vitest'
import type { Fetch, Latchkey } from '../../src/index.ts'
import { byRequest } from './helpers.ts'
import { rotating, type Shop } from './rotating.ts'
import { systems } from './world.ts'

describe('rotate', () => {
  it.each(systems)('retires no key that its own idempotency key created: %s', async system => {
    const { admin, old, works, deploy, verify, vault, active } = await rotating(system)
    const job = (id: string) =>
      admin.apiKeys.rotate(id, { deploy, verify, allowDowntime: true }, { idempotencyKey: 'nightly' })
    // If it must make room first, the new key is created with another idempotency key.
    const { id } = await job(old.id)
    const again = job(id)
    if (system === 'secret-keys') await again
    else
      await expect(again).rejects.toThrow(
        new TypeError('The idempotencyKey created the old key itself: choose another one.'),
      )
    expect(await works(vault.at(-1) ?? '')).toBe(true)
    expect(await active()).toHaveLength(1)
  })

  /** The requests of a rotation that do not have the header of its options. */
  async function untraced(
    world: Awaited<ReturnType<typeof rotating>>,
    rotate: (shop: Shop) => Promise<unknown>,
    key?: string,
  ) {
    const requests: string[] = []
    const without: string[] = []
    const fetch: Fetch = byRequest(request => {
      requests.push(request.url)
      if (request.headers.get('X-Trace') !== 't') without.push(`${request.method} ${request.url}`)
      return world.mock.fetch(request)
    })
    const shop = world.client(key ? { apiKey: key, fetch } : { session: world.token, fetch }) as unknown as Shop
    await rotate(shop).catch(() => {})
    expect(requests).not.toEqual([])
    return without
  }
  const options = { headers: { 'X-Trace': 't' } }

  it.each(systems)('passes its options to each request: %s', async system => {
    const world = await rotating(system)
    const { old, deploy } = world
    expect(
      await untraced(world, shop => shop.apiKeys.rotate(old.id, { deploy, allowDowntime: true }, options)),
    ).toEqual([])
    const [id = ''] = await world.active()
    const broken = () => Promise.reject(new Error('deploy broke'))
    expect(await untraced(world, shop => shop.apiKeys.rotate(id, { deploy: broken }, options))).toEqual([])
  })

  it('passes its options to each request if the server rotates', async () => {
    const world = await rotating('standard')
    const { old, deploy, fill } = world
    await fill()
    expect(await untraced(world, shop => shop.apiKeys.rotate(old.id, { deploy }, options))).toEqual([])
    const [id = ''] = await world.active()
    expect(await untraced(world, shop => shop.apiKeys.rotate(id, { grace_seconds: 60 }, options))).toEqual([])
  })

  it('passes its options to each request if the old key stops working', async () => {
    const world = await rotating('user-keys')
    const { admin, old, oldSecret, deploy } = world
    const verify = async () => void (await admin.apiKeys.update(old.id, { enabled: false }))
    expect(await untraced(world, shop => shop.apiKeys.rotate(old.id, { deploy, verify }, options), oldSecret)).toEqual(
      [],
    )
  })

  it('verifies with a client that has the other options of the first one', async () => {
    const { client, token, old, deploy } = await rotating('warehouse')
    const shop = client({ session: token, warehouseId: 7 } as object) as unknown as Shop
    const verify = (fresh: unknown) => (fresh as Latchkey<'warehouse'>).inbound.list({ limit: 1 })
    await expect(shop.apiKeys.rotate(old.id, { deploy, verify })).resolves.toMatchObject({ status: 'active' })
  })

  it('standard: retires nothing first if the server can rotate, even if downtime is allowed', async () => {
    const { admin, old, oldSecret, works, verify, fill } = await rotating('standard')
    await fill()
    const deploy = vi.fn(async () => expect(await works(oldSecret)).toBe(true))
    await admin.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
    expect(deploy).toHaveBeenCalledOnce()
  })
})
