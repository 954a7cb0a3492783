import { describe, expect, it } from 'vitest'
import { type Fetch, Latchkey, LatchkeyConnectionError, Secret, type SystemId } from '../../src/index.ts'
import { byRequest } from './helpers.ts'
import { bodies, rotating, type Shop } from './rotating.ts'
import { baseUrl, systems } from './world.ts'

/** How a system retires an old key. */
const retirement = {
  standard: 'POST /api-keys/KEY/revoke',
  'account-keys': 'DELETE /api-keys/KEY',
  'user-keys': 'DELETE /api-keys/KEY',
  'store-admin': 'DELETE /api-keys/KEY',
  warehouse: 'POST /api-keys/KEY/revoke',
  'secret-keys': 'POST /api-keys/KEY/revoke',
} as const

/** Each request and each custom step, in order. In a crash, one of them never ends. */
async function crashEverywhere(begin: () => ReturnType<typeof rotating>) {
  for (let crash = 1; ; crash++) {
    const { admin, old, oldSecret, works, mock, token, vault, deploy, verify } = await begin()
    let steps = 0
    let isDone = false
    const { promise: crashed, resolve: fall } = Promise.withResolvers<void>()
    const never = () => {
      fall()
      return new Promise<never>(() => {})
    }
    const step = async <Result>(work: () => Promise<Result> | Result): Promise<Result> => {
      if (++steps === crash) return never()
      const result = await work()
      return ++steps === crash ? never() : result
    }
    const fetch: Fetch = byRequest(request => step(() => mock.fetch(request)))
    const { id: system } = admin.system
    const shop = new Latchkey<SystemId>({ system, baseUrl, fetch, session: token }) as unknown as Shop
    const rotation = shop.apiKeys
      .rotate(old.id, {
        deploy: secret => step(() => deploy(secret)),
        verify: client => step(() => verify(client).then(() => undefined)),
      })
      .then(() => {
        isDone = true
      })
    await Promise.race([rotation, crashed])
    // Only secrets that are in use count: the old one, and the one in the vault.
    const known = [oldSecret, ...vault]
    const working = await Promise.all(known.map(works))
    expect({ crash, works: working.includes(true) }).toEqual({ crash, works: true })
    if (isDone) {
      expect(crash).toBeGreaterThan(8)
      return
    }
  }
}

const withRoom = systems.filter(system => system !== 'secret-keys')

describe.each(withRoom)('%s', system => {
  it('creates, deploys, verifies with the new key, then retires the old one', async () => {
    const { admin, old, oldSecret, requests, works, active } = await rotating(system)
    const order: string[] = []
    let newId = ''
    const fresh = await admin.apiKeys.rotate(old.id, {
      deploy: async (secret, key) => {
        expect(secret).toBeInstanceOf(Secret)
        newId = key.id
        order.push(`deploy ${await works(oldSecret)} ${await works(secret.reveal())}`)
      },
      verify: async client => {
        const me = await client.me.get()
        order.push(`verify ${me.type} ${await works(oldSecret)}`)
      },
    })
    expect(order).toEqual(['deploy true true', 'verify api_key true'])
    expect(newId).toBe(fresh.id)
    expect(requests.map(request => request.replace(old.id, 'KEY'))).toEqual([
      'GET /api-keys/KEY',
      'POST /api-keys',
      'GET /me',
      retirement[system],
    ])
    expect([await works(oldSecret), await works(fresh.secret.reveal())]).toEqual([false, true])
    expect(await active()).toEqual([fresh.id])
  })

  it('creates the new key like the old one', async () => {
    const { admin, old, deploy } = await rotating(system)
    const fresh = await admin.apiKeys.rotate(old.id, { deploy })
    const { name, user_id, scopes } = fresh
    expect({ name, user_id, scopes }).toEqual({ name: old.name, user_id: old.user_id, scopes: old.scopes })
    expect(fresh.id).not.toBe(old.id)
  })

  it.each(['deploy', 'verify', 'verify with false'])(
    'removes the new key if this fails, and the old one works: %s',
    async step => {
      const { admin, old, oldSecret, works, active, vault, deploy } = await rotating(system)
      const rotation = admin.apiKeys.rotate(old.id, {
        deploy: secret => {
          deploy(secret)
          if (step === 'deploy') throw new Error('deploy broke')
        },
        verify: () => (step === 'verify' ? Promise.reject(new Error('verify broke')) : step !== 'verify with false'),
      })
      await expect(rotation).rejects.toThrow(step === 'verify with false' ? 'does not work' : `${step} broke`)
      expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([true, false])
      expect(await active()).toEqual([old.id])
    },
  )

  it('leaves a working key wherever it crashes', () => crashEverywhere(() => rotating(system)))

  it('rotates the key that it is sent with, if keys can manage keys', async () => {
    const { client, old, oldSecret, works, deploy, verify, vault } = await rotating(system)
    const own = client({ apiKey: old.secret }) as unknown as Shop
    const rotation = own.apiKeys.rotate(old.id, { deploy, verify })
    if (own.system.managedBy.keys) {
      await rotation
      expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([false, true])
    } else {
      await expect(rotation).rejects.toMatchObject({ code: 'permission_denied' })
      expect(await works(oldSecret)).toBe(true)
    }
  })

  it('throws an AggregateError if the new key cannot be removed after an error', async () => {
    const { client, mock, token, old } = await rotating(system)
    const fetch: Fetch = byRequest(request =>
      request.method === 'DELETE' || request.url.endsWith('/revoke')
        ? Promise.reject(new TypeError('down'))
        : mock.fetch(request),
    )
    const shop = client({ session: token, fetch, maxRetries: 0 } as object) as unknown as Shop
    const deploy = () => {
      throw new Error('deploy broke')
    }
    const error = await shop.apiKeys.rotate(old.id, { deploy }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AggregateError)
    expect(error).toMatchObject({ errors: [new Error('deploy broke'), expect.any(LatchkeyConnectionError)] })
    expect(String(error)).toMatch(/new key key_\w+ still works/)
  })
})

describe('if the limit leaves no room', () => {
  it('secret-keys: fails before anything is changed', async () => {
    const { admin, old, oldSecret, works, vault, deploy, requests, active } = await rotating('secret-keys')
    const error = await admin.apiKeys.rotate(old.id, { deploy }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'active_key_limit_reached', status: 409, problem: { limit: 1, used: 1 } })
    expect([vault, await works(oldSecret), await active()]).toEqual([[], true, [old.id]])
    expect(requests).not.toContainEqual(expect.stringMatching(/revoke|DELETE/))
  })

  it('secret-keys: with allowDowntime retires the old one first', async () => {
    const { admin, old, oldSecret, works, vault, deploy, verify, requests } = await rotating('secret-keys')
    const fresh = await admin.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
    expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([false, true])
    expect(fresh).toMatchObject({ title: 'Sync', status: 'active' })
    expect(requests.map(request => request.replace(old.id, 'KEY'))).toEqual([
      'GET /api-keys/KEY',
      'POST /api-keys',
      'GET /me',
      'POST /api-keys/KEY/revoke',
      'POST /api-keys',
      'GET /me',
    ])
  })

  it('secret-keys: with allowDowntime does not retire the key that the requests are sent with', async () => {
    const { client, old, oldSecret, works, deploy } = await rotating('secret-keys')
    const own = client({ apiKey: old.secret }) as unknown as Shop
    await expect(own.apiKeys.rotate(old.id, { deploy, allowDowntime: true })).rejects.toThrow(TypeError)
    expect(await works(oldSecret)).toBe(true)
  })

  it('warehouse: rotates without downtime at 4 of 5, and fails at 5 of 5', async () => {
    const { admin, old, deploy, verify, active } = await rotating('warehouse')
    for (let more = 0; more < 3; more++) await admin.apiKeys.create(bodies.warehouse as never)
    const fresh = await admin.apiKeys.rotate(old.id, { deploy, verify, allowDowntime: true })
    await admin.apiKeys.create(bodies.warehouse as never)
    const before = await active()
    await expect(admin.apiKeys.rotate(fresh.id, { deploy })).rejects.toMatchObject({ problem: { limit: 5, used: 5 } })
    expect(await active()).toEqual(before)
  })

  it('standard: uses the rotation of the server, which may exceed the limit', async () => {
    const { admin, old, oldSecret, works, vault, deploy, verify, requests, fill } = await rotating('standard')
    await fill()
    requests.length = 0
    const fresh = await admin.apiKeys.rotate(old.id, {
      deploy: async secret => {
        expect(await works(oldSecret)).toBe(true)
        deploy(secret)
      },
      verify,
    })
    expect(requests.map(request => request.replace(old.id, 'KEY'))).toEqual([
      'GET /api-keys/KEY',
      'POST /api-keys',
      'POST /api-keys/KEY/rotate',
      'GET /me',
      'POST /api-keys/KEY/revoke',
    ])
    expect([await works(oldSecret), await works(vault[0] ?? ''), fresh.name]).toEqual([false, true, 'Sync'])
  })

  it('standard: leaves a working key wherever it crashes, for the longest grace at least', () =>
    crashEverywhere(async () => {
      const world = await rotating('standard')
      await world.fill()
      return world
    }))

  it('standard: a failing deploy then removes the new key, and the old one works for the longest grace', async () => {
    const { admin, old, oldSecret, works, mock, fill } = await rotating('standard')
    await fill()
    const deploy = () => Promise.reject(new Error('deploy broke'))
    await expect(admin.apiKeys.rotate(old.id, { deploy })).rejects.toThrow('deploy broke')
    expect(await works(oldSecret)).toBe(true)
    mock.clock.advance('P6DT23H')
    expect(await works(oldSecret)).toBe(true)
  })
})

describe('graceSeconds', () => {
  it('lets the server retire the old key when the time is up', async () => {
    const { admin, old, oldSecret, works, vault, deploy, verify, mock, requests } = await rotating('standard')
    await admin.apiKeys.rotate(old.id, { deploy, verify, graceSeconds: 60 })
    expect(requests.map(request => request.replace(old.id, 'KEY'))).toEqual([
      'GET /api-keys/KEY',
      'POST /api-keys/KEY/rotate',
      'GET /me',
    ])
    mock.clock.advance('PT59S')
    expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([true, true])
    mock.clock.advance('PT1S')
    expect([await works(oldSecret), await works(vault[0] ?? '')]).toEqual([false, true])
  })

  it.each([0, -1, Number.NaN])('must be more than 0: %d', async graceSeconds => {
    const { admin, old, deploy, requests } = await rotating('standard')
    await expect(admin.apiKeys.rotate(old.id, { deploy, graceSeconds })).rejects.toThrow(TypeError)
    expect(requests).toEqual([])
  })

  it('is rejected on systems that do not rotate keys themselves', async () => {
    const { admin, old, deploy, requests } = await rotating('account-keys')
    await expect(admin.apiKeys.rotate(old.id, { deploy, graceSeconds: 60 })).rejects.toThrow(TypeError)
    expect(requests).toEqual([])
  })
})

describe('the rotation of the server', () => {
  it('is used without deploy and verify', async () => {
    const { admin, old, requests } = await rotating('standard')
    const { data, response } = await admin.apiKeys.rotate(old.id, { grace_seconds: 60 }).withResponse()
    expect([data.name, response.status]).toEqual(['Sync', 201])
    expect(requests).toEqual([`POST /api-keys/${old.id}/rotate`])
  })

  it.each([{ verify: () => true }, { deploy: undefined }, { deploy: 'vault', verify: () => true }])(
    'is not used if deploy is missing: the old key would stop working at once',
    async how => {
      for (const system of ['standard', 'account-keys'] as const) {
        const { admin, old, requests } = await rotating(system)
        const rotation: unknown = Reflect.apply(admin.apiKeys.rotate, undefined, [old.id, how])
        await expect(rotation).rejects.toThrow(new TypeError('deploy must be a function.'))
        expect(requests).toEqual([])
      }
    },
  )
})
