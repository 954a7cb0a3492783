import { describe, expect, test } from 'vitest'
import { type AnyMock, createMock, type Snapshot, SnapshotError } from '../../mock/index.ts'
import { asKey, ask, bytes, keyBody, START, SYSTEMS } from './client.ts'

const open = (contract = SYSTEMS[0], seed = 1) => createMock({ ...(contract && { contract }), seed, now: START })

/** Keys and sessions, some of them used, revoked or rotated. */
async function work(mock: AnyMock) {
  const { contract } = mock
  const [admin, ended] = [mock.signIn('admin'), mock.signIn('admin')]
  const secrets = [admin.token, ended.token]
  const keys: { id: string; secret: string }[] = []
  const has = (id: string) => contract.operations.some(operation => operation.id === id)
  const create = async (name: string) => {
    const { body } = await ask(mock, 'POST /api-keys', {
      headers: { ...admin.headers, 'Idempotency-Key': name },
      body: keyBody(contract, name),
    })
    if (!body.secret) return
    secrets.push(body.secret)
    keys.push({ id: body.id, secret: body.secret })
  }
  for (const name of ['One', 'Two', 'Three']) await create(name)
  await ask(mock, 'DELETE /sessions/current', { headers: ended.headers })
  if (has('rotateApiKey')) {
    const { body } = await ask(mock, `POST /api-keys/${keys[0]?.id}/rotate`, {
      headers: admin.headers,
      body: { grace_seconds: 60 },
    })
    secrets.push(body.secret)
  }
  if (has('revokeApiKey')) await ask(mock, `POST /api-keys/${keys[1]?.id}/revoke`, { headers: admin.headers })
  if (has('openClearOperations')) await ask(mock, 'POST /clear-operations/open', { headers: admin.headers })
  const { headers, query } = asKey(contract, keys[0]?.secret ?? '')
  await ask(mock, `GET /me${query}`, { headers })
  return { admin, ended, secrets, keys }
}

/** The responses to a sequence of requests. */
async function goOn(mock: AnyMock, { admin, ended, keys }: Awaited<ReturnType<typeof work>>): Promise<string> {
  const lines: string[] = []
  for (const seconds of [0, 61, 3600]) {
    mock.clock.advance(seconds * 1000)
    for (const { id, secret } of keys) {
      const { headers, query } = asKey(mock.contract, secret)
      lines.push(await bytes(mock, `GET /me${query}`, { headers }))
      lines.push(await bytes(mock, `GET /api-keys/${id}`, { headers: admin.headers }))
    }
    lines.push(await bytes(mock, 'GET /me', { headers: ended.headers }))
    lines.push(await bytes(mock, 'GET /api-keys', { headers: admin.headers }))
    lines.push(await bytes(mock, 'GET /api-keys?limit=1', { headers: admin.headers }))
    lines.push(await bytes(mock, 'GET /clear-operations', { headers: admin.headers }))
    lines.push(
      await bytes(mock, 'POST /api-keys', { headers: admin.headers, body: keyBody(mock.contract, `${seconds}`) }),
    )
    lines.push(mock.signIn('admin').token)
  }
  return lines.join('\n')
}

describe.each(SYSTEMS)('$system: a snapshot', contract => {
  test('contains no secret of any response, and no password', async () => {
    const mock = open(contract)
    const { secrets } = await work(mock)
    const text = JSON.stringify(mock.snapshot())
    expect(secrets.length).toBeGreaterThan(2)
    // Not even a part of a secret.
    for (const secret of secrets) expect(text).not.toContain(secret.slice(8, -8))
    expect(text).not.toContain('"password":"password"')
  })

  test('can be restored in a new mock, whose responses are the same bytes', async () => {
    const mock = open(contract)
    const done = await work(mock)
    const snapshot = JSON.parse(JSON.stringify(mock.snapshot())) as Snapshot
    const expected = await goOn(mock, done)
    for (const seed of [1, 7]) {
      const other = open(contract, seed)
      other.restore(snapshot)
      expect(other.snapshot()).toEqual(snapshot)
      expect(await goOn(other, done)).toBe(expected)
    }
    mock.restore(snapshot)
    expect(await goOn(mock, done)).toBe(expected)
  })

  test('is the same after a restore, and shares nothing with the mock', async () => {
    const mock = open(contract)
    await work(mock)
    const [snapshot, other, expected] = [mock.snapshot(), mock.snapshot(), mock.snapshot()]
    const change = ({ records }: Snapshot) => {
      for (const { row } of records) {
        Object.assign(row, { name: 'changed' })
        if (Array.isArray(row.permissions)) row.permissions.push('changed')
      }
    }
    change(snapshot)
    expect(mock.snapshot()).toEqual(expected)
    mock.restore(other)
    change(other)
    expect(mock.snapshot()).toEqual(expected)
  })
})

describe('a reset', () => {
  test.each(SYSTEMS)('$system: gives the same bytes again', async contract => {
    const mock = open(contract)
    const pristine = mock.snapshot()
    const transcript = async () => goOn(mock, await work(mock))
    const first = await transcript()
    mock.clock.useRealTime()
    mock.reset()
    expect(mock.snapshot()).toEqual(pristine)
    expect(await transcript()).toBe(first)
  })

  test('returns to the real time if the mock was created with it', () => {
    const mock = createMock()
    mock.clock.set(START)
    mock.reset()
    expect(mock.clock.now).toBeGreaterThan(Date.parse(START))
    expect(mock.clock.fixed).toBeNull()
  })

  test('removes sessions and keys, and responses kept for idempotency keys', async () => {
    const mock = open()
    const create = async () => {
      const headers = { ...mock.signIn('admin').headers, 'Idempotency-Key': 'one' }
      return ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' } })
    }
    const session = mock.signIn('admin')
    const first = await create()
    mock.reset()
    expect((await ask(mock, 'GET /me', { headers: session.headers })).status).toBe(401)
    const again = await create()
    expect([first.headers.has('idempotency-replayed'), again.headers.has('idempotency-replayed')]).toEqual([
      false,
      false,
    ])
  })

  test('is not affected by a request that was running', async () => {
    const mock = open()
    const pristine = mock.snapshot()
    let send: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        send = controller
      },
    })
    const init = { method: 'POST', headers: mock.signIn('admin').headers, body, duplex: 'half' }
    const answer = mock.fetch('http://shop.test/api/v1/api-keys', {
      ...init,
      headers: { ...init.headers, 'Content-Type': 'application/json' },
    })
    mock.reset()
    send?.enqueue(new TextEncoder().encode('{"name":"Late"}'))
    send?.close()
    expect((await answer).status).toBe(201)
    expect(mock.snapshot()).toEqual(pristine)
    expect(mock.requests).toEqual([])
  })
})

const RETIRING = { until: 'created_at', by: 'usr_north_admin', user: 'usr_north_admin', take: 'revoke' }

interface Loose {
  [member: string]: unknown
  records: { row: { [member: string]: unknown }; [member: string]: unknown }[]
}

describe('a restore rejects, and changes nothing', () => {
  const record = (members: object) => (snapshot: Loose) => {
    Object.assign(snapshot.records[0] ?? {}, members)
    return snapshot
  }
  const row = (members: object) => (snapshot: Loose) => {
    Object.assign(snapshot.records[0]?.row ?? {}, members)
    return snapshot
  }

  test.each<[what: string, damage: (snapshot: Loose) => unknown, message: RegExp]>([
    ['another version', snapshot => ({ ...snapshot, version: 2 }), /version 2, and this mock reads version 1/],
    [
      'another system',
      snapshot => ({ ...snapshot, system: 'other' }),
      /system "other", and this mock is of "standard"/,
    ],
    ['the system of a secret', snapshot => ({ ...snapshot, system: `lk_${'a'.repeat(49)}` }), /"lk_\*{4}aaaa"/],
    ['a value that is not a snapshot', () => 'snapshot', /must be object/],
    ['nothing', () => undefined, /must be object/],
    ['a missing field', ({ counters: _, ...rest }) => rest, /must have required property 'counters'/],
    ['an invalid clock', snapshot => ({ ...snapshot, clock: 'noon' }), /\/clock must be/],
    ['an invalid counter', snapshot => ({ ...snapshot, counters: { request: -1 } }), /\/counters\/request must be/],
    [
      'a counter after which values repeat',
      snapshot => ({ ...snapshot, counters: { request: 2 ** 53 } }),
      /\/counters\/request must be <= 2147483648/,
    ],
    [
      'no account',
      snapshot => ({ ...snapshot, records: snapshot.records.filter(({ resource }) => resource !== 'Account') }),
      /\/records\/0\/row\/account_id refers to no record/,
    ],
    ['an unknown sequence', snapshot => ({ ...snapshot, sequences: { Nothing: 1 } }), /\/sequences\/Nothing is no/],
    ['an unknown resource', record({ resource: 'Nothing' }), /\/records\/0\/resource is not a resource/],
    [
      'the name of an inherited property',
      record({ resource: 'constructor' }),
      /\/records\/0\/resource is not a resource/,
    ],
    ['a row without an id', record({ row: { name: 'x' } }), /\/records\/0\/row must have required property 'id'/],
    ['a row without a required field', record({ row: { id: 'acc_north' } }), /\/records\/0\/row must have .* 'name'/],
    ['a field of another type', row({ name: 7 }), /\/row\/name must be string/],
    ['a record twice', snapshot => ({ ...snapshot, records: [...snapshot.records, snapshot.records[0]] }), /duplicate/],
    ['a sequence number that was never used', record({ seq: 99 }), /\/seq is greater/],
    ['an invalid hash', record({ hash: 'x' }), /\/hash must match/],
    ['a clock before the earliest time', snapshot => ({ ...snapshot, clock: -1e300 }), /\/clock must be >=/],
    [
      'a retirement at no time',
      snapshot => {
        const key = snapshot.records.find(({ resource }) => resource === 'ApiKey')
        Object.assign(key ?? {}, { retiring: { ...RETIRING, until: 'name' } })
        return snapshot
      },
      /\/retiring\/until is not a property of the record that holds a time/,
    ],
    [
      'a retirement by no transition',
      record({ retiring: { ...RETIRING, take: 'constructor' } }),
      /take is not a transition/,
    ],
  ])('%s', async (_, damage, message) => {
    const mock = open()
    await work(mock)
    const before = mock.snapshot()
    const damaged = damage(structuredClone(before) as unknown as Loose) as Snapshot
    expect(() => mock.restore(damaged)).toThrow(SnapshotError)
    expect(() => mock.restore(damaged)).toThrow(message)
    expect(mock.snapshot()).toEqual(before)
  })

  test('a credential without what its secret is minted from, if secrets are shown again', async () => {
    const mock = open(SYSTEMS.find(({ system }) => system === 'store-admin'))
    await work(mock)
    const snapshot = JSON.parse(JSON.stringify(mock.snapshot()).replaceAll(',"minted":{"secret":1}', ''))
    expect(() => mock.restore(snapshot)).toThrow(/\/minted must have required property 'secret'/)
  })

  test('a counter that does not give the stored secret, if secrets are shown again', async () => {
    const contract = SYSTEMS.find(({ system }) => system === 'store-admin')
    const mock = open(contract)
    await work(mock)
    const snapshot = JSON.parse(
      JSON.stringify(mock.snapshot()).replace('"minted":{"secret":1}', '"minted":{"secret":9}'),
    )
    expect(() => mock.restore(snapshot)).toThrow(/minted\/secret does not match/)
  })
})

test('a state with lower counters gives no id and no secret a second time', async () => {
  const mock = open()
  const { admin, keys } = await work(mock)
  const known = [admin.token, ...keys.map(({ secret }) => secret)]
  mock.restore({ ...mock.snapshot(), counters: {} })
  const { headers, token } = mock.signIn('admin')
  const { body } = await ask(mock, 'POST /api-keys', { headers, body: { name: 'Four' } })
  expect(keys.map(({ id }) => id)).not.toContain(body.id)
  for (const secret of [token, body.secret]) expect(known).not.toContain(secret)
})
