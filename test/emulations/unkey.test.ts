/**
 * The emulation `unkey`, called by the product's own client, `@unkey/api` 2.5, unchanged.
 *
 * What is expected comes from the product's public sources: the schemas of its requests and responses and the tests of
 * its server (https://github.com/unkeyed/unkey, `svc/api/openapi/spec` and `svc/api/routes/v2_*`). Texts for people are
 * the emulation's own.
 */
import { Unkey } from '@unkey/api'
import * as errors from '@unkey/api/models/errors'
import { describe, expect, test } from 'vitest'
import { type Emulated, emulate, NOW as START, TRANSPORTS } from './emulated.ts'
import { send } from './send.ts'

const NOW = Date.parse(START)

/** The root key that exists at first, and an API of it. */
const ROOT_KEY = 'unkey_exampLeRootKeyForTests'
const API = 'api_payments'
const OTHER_API = 'api_internal'

const TYPE = 'https://unkey.com/docs/errors'

describe.each(TRANSPORTS)('%s', transport => {
  const start = () => emulate('unkey', transport, 'https://api.unkey.com')

  function clientOf({ url }: Emulated, rootKey: string | undefined = ROOT_KEY): Unkey {
    return new Unkey({
      ...(rootKey !== '' && { rootKey }),
      serverURL: url,
      retryConfig: { strategy: 'none' },
    })
  }

  test('a key is created, and its secret is shown once', async () => {
    const reached = await start()
    const { keys } = clientOf(reached)
    const { meta, data } = await keys.createKey({ apiId: API, prefix: 'prod', name: 'Billing' })
    expect(meta.requestId).toMatch(/^req_/)
    expect(data.keyId).toMatch(/^key_[A-Za-z0-9]+$/)
    expect(data.key).toMatch(/^prod_[1-9A-HJ-NP-Za-km-z]{22}$/)

    const { data: read } = await keys.getKey({ keyId: data.keyId })
    expect(read).toEqual({
      keyId: data.keyId,
      start: data.key.slice(0, 'prod_'.length + 4),
      enabled: true,
      name: 'Billing',
      createdAt: NOW,
    })
    expect(JSON.stringify([read, reached.mock.requests, reached.mock.snapshot()])).not.toContain(data.key)
  })

  test('a key without a prefix is random characters alone', async () => {
    const { keys } = clientOf(await start())
    const { data } = await keys.createKey({ apiId: API })
    expect(data.key).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/)
    const { data: read } = await keys.getKey({ keyId: data.keyId })
    expect(read.start).toBe(data.key.slice(0, 4))
  })

  test('what a key is created with comes back', async () => {
    const { keys } = clientOf(await start())
    const { data } = await keys.createKey({
      apiId: API,
      meta: { plan: 'pro' },
      permissions: ['documents.read'],
      expires: NOW + 1000,
      credits: { remaining: 10, refill: { interval: 'daily', amount: 5 } },
      externalId: 'user_1',
    })
    const { data: read } = await keys.getKey({ keyId: data.keyId })
    expect(read).toMatchObject({
      meta: { plan: 'pro' },
      permissions: ['documents.read'],
      expires: NOW + 1000,
      credits: { remaining: 10, refill: { interval: 'daily', amount: 5 } },
      identity: { id: expect.stringMatching(/^id_/), externalId: 'user_1' },
    })
  })

  test('keys of the same external id have the same identity', async () => {
    const { keys } = clientOf(await start())
    const identityOf = async (externalId: string) => {
      const { data } = await keys.createKey({ apiId: API, externalId })
      return (await keys.getKey({ keyId: data.keyId })).data.identity?.id
    }
    const [first, second, other] = [await identityOf('user_1'), await identityOf('user_1'), await identityOf('user_2')]
    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  describe('verifyKey', () => {
    test('VALID, with what the key has', async () => {
      const { keys } = clientOf(await start())
      const created = await keys.createKey({ apiId: API, name: 'Billing', meta: { a: 1 }, externalId: 'user_1' })
      const { data } = await keys.verifyKey({ key: created.data.key })
      expect(data).toEqual({
        valid: true,
        code: 'VALID',
        keyId: created.data.keyId,
        name: 'Billing',
        meta: { a: 1 },
        enabled: true,
        identity: { id: expect.stringMatching(/^id_/), externalId: 'user_1' },
      })
    })

    test('NOT_FOUND tells nothing else', async () => {
      const { keys } = clientOf(await start())
      const { data } = await keys.verifyKey({ key: 'prod_unknown' })
      expect(data).toEqual({ valid: false, code: 'NOT_FOUND' })
    })

    test('DISABLED until the key is enabled again', async () => {
      const { keys } = clientOf(await start())
      const { data: key } = await keys.createKey({ apiId: API, enabled: false })
      const verified = async () => (await keys.verifyKey({ key: key.key })).data
      expect(await verified()).toMatchObject({ valid: false, code: 'DISABLED', keyId: key.keyId, enabled: false })
      await keys.updateKey({ keyId: key.keyId, enabled: true })
      expect(await verified()).toMatchObject({ valid: true, code: 'VALID', enabled: true })
      await keys.updateKey({ keyId: key.keyId, enabled: false })
      expect(await verified()).toMatchObject({ valid: false, code: 'DISABLED' })
    })

    test('EXPIRED after its time, until it gets a later one', async () => {
      const reached = await start()
      const { keys } = clientOf(reached)
      const { data: key } = await keys.createKey({ apiId: API, expires: NOW + 60_000 })
      const verified = async () => (await keys.verifyKey({ key: key.key })).data
      expect(await verified()).toMatchObject({ valid: true, code: 'VALID', expires: NOW + 60_000 })
      reached.mock.clock.advance('PT61S')
      expect(await verified()).toMatchObject({ valid: false, code: 'EXPIRED', keyId: key.keyId })
      await keys.updateKey({ keyId: key.keyId, expires: null })
      const revived = await verified()
      expect(revived).toMatchObject({ valid: true, code: 'VALID' })
      expect(revived).not.toHaveProperty('expires')
    })

    test('a key that is both disabled and expired is DISABLED', async () => {
      const reached = await start()
      const { keys } = clientOf(reached)
      const { data: key } = await keys.createKey({ apiId: API, expires: NOW + 60_000, enabled: false })
      reached.mock.clock.advance('PT61S')
      expect((await keys.verifyKey({ key: key.key })).data.code).toBe('DISABLED')
    })

    const granted = ['documents.read', 'documents.write', 'users.view', 'files.*']
    test.each([
      ['documents.read', true],
      ['documents.delete', false],
      ['documents.read AND users.view', true],
      ['documents.read AND users.delete', false],
      ['documents.delete OR users.view', true],
      ['users.delete OR documents.delete', false],
      ['documents.read OR users.delete AND users.block', true],
      ['(documents.read OR users.delete) AND users.block', false],
      ['(documents.delete OR documents.write) AND (users.view)', true],
      ['files.*', true],
      ['files.read', false],
    ])('the permissions query %s is met: %s', async (permissions, isMet) => {
      const { keys } = clientOf(await start())
      const { data: key } = await keys.createKey({ apiId: API, permissions: granted })
      const { data } = await keys.verifyKey({ key: key.key, permissions })
      expect([data.valid, data.code]).toEqual([isMet, isMet ? 'VALID' : 'INSUFFICIENT_PERMISSIONS'])
      expect(data.permissions).toEqual(granted)
    })

    test.each(['documents.read AND', '(documents.read AND users.view', 'documents.read AND ()', 'AND documents.read'])(
      'the permissions query %s is a bad request',
      async permissions => {
        const { keys } = clientOf(await start())
        const { data: key } = await keys.createKey({ apiId: API })
        const error = await keys.verifyKey({ key: key.key, permissions }).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(errors.BadRequestErrorResponse)
        expect((error as errors.BadRequestErrorResponse).error).toMatchObject({
          status: 400,
          type: `${TYPE}/user/bad_request/permissions_query_syntax_error`,
          errors: [],
        })
      },
    )

    test('USAGE_EXCEEDED when the credits do not suffice, and nothing is spent', async () => {
      const { keys } = clientOf(await start())
      const { data: key } = await keys.createKey({ apiId: API, credits: { remaining: 5 } })
      const verified = async (cost?: number) => {
        const { data } = await keys.verifyKey({ key: key.key, ...(cost !== undefined && { credits: { cost } }) })
        return [data.code, data.credits]
      }
      expect(await verified()).toEqual(['VALID', 4])
      expect(await verified(15)).toEqual(['USAGE_EXCEEDED', 4])
      expect(await verified(4)).toEqual(['VALID', 0])
      expect(await verified()).toEqual(['USAGE_EXCEEDED', 0])
      expect(await verified(0)).toEqual(['VALID', 0])
      const { data: read } = await keys.getKey({ keyId: key.keyId })
      expect(read.credits).toEqual({ remaining: 0 })
    })

    test('a key without credits is not limited', async () => {
      const { keys } = clientOf(await start())
      const { data: key } = await keys.createKey({ apiId: API })
      const { data } = await keys.verifyKey({ key: key.key, credits: { cost: 1000 } })
      expect(data.valid).toBe(true)
      expect(data).not.toHaveProperty('credits')
    })

    test('a refused verification spends nothing', async () => {
      const { keys } = clientOf(await start())
      const { data: key } = await keys.createKey({ apiId: API, credits: { remaining: 5 } })
      const { data } = await keys.verifyKey({ key: key.key, permissions: 'documents.read' })
      expect([data.code, data.credits]).toEqual(['INSUFFICIENT_PERMISSIONS', 5])
    })
  })

  test('an update changes what it names, null removes', async () => {
    const reached = await start()
    const { keys } = clientOf(reached)
    const { data: key } = await keys.createKey({
      apiId: API,
      name: 'Billing',
      meta: { plan: 'pro' },
      externalId: 'user_1',
      credits: { remaining: 3 },
    })
    reached.mock.clock.advance('PT1M')
    const updated = await keys.updateKey({ keyId: key.keyId, name: 'Invoices', permissions: ['documents.read'] })
    expect(updated.data).toEqual({})
    const read = async () => (await keys.getKey({ keyId: key.keyId })).data
    expect(await read()).toMatchObject({
      name: 'Invoices',
      permissions: ['documents.read'],
      meta: { plan: 'pro' },
      identity: { externalId: 'user_1' },
      createdAt: NOW,
      updatedAt: NOW + 60_000,
    })
    await keys.updateKey({ keyId: key.keyId, name: null, meta: null, externalId: null, credits: null })
    const cleared = await read()
    for (const member of ['name', 'meta', 'identity', 'credits']) expect(cleared).not.toHaveProperty(member)
    expect(cleared.permissions).toEqual(['documents.read'])
  })

  describe('rerollKey', () => {
    test('replaces a key at once, with the settings of the old one', async () => {
      const { keys } = clientOf(await start())
      const { data: old } = await keys.createKey({
        apiId: API,
        prefix: 'prod',
        name: 'Billing',
        meta: { plan: 'pro' },
        permissions: ['documents.read'],
        credits: { remaining: 7 },
        externalId: 'user_1',
      })
      const { data: created } = await keys.rerollKey({ keyId: old.keyId, expiration: 0 })
      expect(created.keyId).not.toBe(old.keyId)
      expect(created.key).toMatch(/^prod_[1-9A-HJ-NP-Za-km-z]{22}$/)
      expect(created.key).not.toBe(old.key)
      expect((await keys.verifyKey({ key: old.key })).data.code).toBe('EXPIRED')
      expect((await keys.verifyKey({ key: created.key, credits: { cost: 0 } })).data.code).toBe('VALID')
      const [before, after] = [await keys.getKey({ keyId: old.keyId }), await keys.getKey({ keyId: created.keyId })]
      const settings = ({ data }: typeof before) => {
        const { name, meta, permissions, credits, identity, enabled } = data
        return { name, meta, permissions, credits, identity, enabled }
      }
      expect(settings(after)).toEqual(settings(before))
      expect(after.data).not.toHaveProperty('expires')
    })

    test('lets the old key work for a time, rounded up to a minute', async () => {
      const reached = await start()
      const { keys } = clientOf(reached)
      const { data: old } = await keys.createKey({ apiId: API })
      await keys.rerollKey({ keyId: old.keyId, expiration: 90_000 })
      expect((await keys.getKey({ keyId: old.keyId })).data.expires).toBe(NOW + 120_000)
      const code = async () => (await keys.verifyKey({ key: old.key })).data.code
      reached.mock.clock.advance('PT119S')
      expect(await code()).toBe('VALID')
      reached.mock.clock.advance('PT2S')
      expect(await code()).toBe('EXPIRED')
    })
  })

  test('a deleted key is gone', async () => {
    const { keys, apis } = clientOf(await start())
    const { data: key } = await keys.createKey({ apiId: API })
    expect((await keys.deleteKey({ keyId: key.keyId })).data).toEqual({})
    expect((await keys.verifyKey({ key: key.key })).data).toEqual({ valid: false, code: 'NOT_FOUND' })
    expect((await apis.listKeys({ apiId: API })).result.data).toEqual([])
    const { keyId } = key
    for (const call of [
      () => keys.getKey({ keyId }),
      () => keys.updateKey({ keyId, name: 'x' }),
      () => keys.rerollKey({ keyId, expiration: 0 }),
      () => keys.deleteKey({ keyId }),
    ]) {
      const error = await call().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(errors.NotFoundErrorResponse)
      expect((error as errors.NotFoundErrorResponse).error).toMatchObject({
        status: 404,
        title: 'Not Found',
        type: `${TYPE}/unkey/data/key_not_found`,
      })
    }
  })

  test('keys of an API are listed by pages, and by external id', async () => {
    const { keys, apis } = clientOf(await start())
    const ids: string[] = []
    for (const externalId of ['user_1', 'user_2', 'user_1'])
      ids.push((await keys.createKey({ apiId: API, externalId })).data.keyId)
    await keys.createKey({ apiId: OTHER_API })

    const pages: (readonly [ids: string[], hasMore: boolean])[] = []
    for await (const { result } of await apis.listKeys({ apiId: API, limit: 2 }))
      pages.push([result.data.map(({ keyId }) => keyId), result.pagination.hasMore])
    expect(pages).toEqual([
      [ids.slice(0, 2), true],
      [ids.slice(2), false],
    ])

    const listed = async (externalId: string) => (await apis.listKeys({ apiId: API, externalId })).result.data
    const ofUser = await listed('user_1')
    expect(ofUser.map(({ keyId }) => keyId)).toEqual([ids[0], ids[2]])
    expect(ofUser[0]).toMatchObject({ start: expect.stringMatching(/^.{4}$/), identity: { externalId: 'user_1' } })
    expect(await listed('nobody')).toEqual([])
  })

  test('an API that does not exist is not found', async () => {
    const { keys, apis } = clientOf(await start())
    for (const call of [() => keys.createKey({ apiId: 'api_none' }), () => apis.listKeys({ apiId: 'api_none' })]) {
      const error = await call().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(errors.NotFoundErrorResponse)
      expect((error as errors.NotFoundErrorResponse).error.type).toBe(`${TYPE}/unkey/data/api_not_found`)
    }
  })

  describe('probes', () => {
    const invalidInput = { status: 400, title: 'Bad Request', type: `${TYPE}/unkey/application/invalid_input` }
    const authorized = { Authorization: `Bearer ${ROOT_KEY}` }

    // The server's validator reports a missing header before anything is looked up: v2_keys_get_key/401_test.go.
    test('no credential is a bad request', async () => {
      const { keys } = clientOf(await start(), '')
      const error = await keys.createKey({ apiId: API }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(errors.BadRequestErrorResponse)
      expect((error as errors.BadRequestErrorResponse).error).toMatchObject(invalidInput)
      expect((error as errors.BadRequestErrorResponse).error.errors).toHaveLength(1)
    })

    test('a nonsense root key is unauthorized', async () => {
      const { keys } = clientOf(await start(), 'unkey_nonsense')
      const error = await keys.createKey({ apiId: API }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(errors.UnauthorizedErrorResponse)
      expect((error as errors.UnauthorizedErrorResponse).error).toMatchObject({
        status: 401,
        title: 'Unauthorized',
        type: `${TYPE}/unkey/authentication/key_not_found`,
      })
    })

    test('a key that was created is no root key', async () => {
      const reached = await start()
      const { data } = await clientOf(reached).keys.createKey({ apiId: API })
      const error = await clientOf(reached, data.key)
        .keys.createKey({ apiId: API })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(errors.UnauthorizedErrorResponse)
    })

    // `additionalProperties: false` in the schemas of the requests, except for that of rerollKey.
    test.each([
      ['keys.createKey', { apiId: API, colour: 'red' }],
      ['keys.getKey', { keyId: 'key_none', colour: 'red' }],
      ['keys.verifyKey', { key: 'x', colour: 'red' }],
      ['keys.updateKey', { keyId: 'key_none', colour: 'red' }],
      ['keys.deleteKey', { keyId: 'key_none', colour: 'red' }],
      ['apis.listKeys', { apiId: API, colour: 'red' }],
    ])('an unknown member of %s is a bad request', async (operation, body) => {
      const { status, body: answer } = await send(await start(), ['POST', `/v2/${operation}`], body, authorized)
      expect([status, answer]).toMatchObject([400, { error: invalidInput, meta: { requestId: expect.any(String) } }])
      expect((answer as { error: { errors: unknown[] } }).error.errors).toMatchObject([{ message: expect.any(String) }])
    })

    test('an unknown member of keys.rerollKey is ignored', async () => {
      const reached = await start()
      const { data } = await clientOf(reached).keys.createKey({ apiId: API })
      const body = { keyId: data.keyId, expiration: 0, colour: 'red' }
      expect((await send(reached, ['POST', '/v2/keys.rerollKey'], body, authorized)).status).toBe(200)
    })

    test.each([
      ['keys.createKey', { apiId: 7 }],
      ['keys.createKey', { apiId: API, expires: '2030-01-01' }],
      ['keys.createKey', { apiId: API, byteLength: 10 }],
      ['keys.createKey', { apiId: API, prefix: 'a prefix that is too long' }],
      ['keys.createKey', { apiId: API, permissions: [''] }],
      ['keys.getKey', { keyId: true }],
      ['keys.verifyKey', { key: 5 }],
      ['keys.verifyKey', {}],
      ['keys.updateKey', { keyId: 'key_none', enabled: 'yes' }],
      ['keys.rerollKey', { keyId: 'key_none', expiration: -1 }],
      ['keys.deleteKey', { keyId: 'key_none', permanent: 'no' }],
      ['apis.listKeys', { apiId: API, limit: 0 }],
      ['apis.listKeys', { apiId: API, limit: 101 }],
    ])('a wrong value is a bad request of %s: %j', async (operation, body) => {
      const { status, body: answer } = await send(await start(), ['POST', `/v2/${operation}`], body, authorized)
      expect([status, answer]).toMatchObject([400, { error: invalidInput }])
      const { errors: listed } = (answer as { error: { errors: unknown[] } }).error
      expect(listed).not.toHaveLength(0)
      for (const one of listed) expect(one).toEqual({ location: expect.any(String), message: expect.any(String) })
    })

    // The product has no idempotency keys.
    test('a repeated idempotency key creates a second key', async () => {
      const reached = await start()
      const create = async () => {
        const headers = { ...authorized, 'Idempotency-Key': 'one' }
        const { body } = await send(reached, ['POST', '/v2/keys.createKey'], { apiId: API }, headers)
        return (body as { data: { keyId: string } }).data.keyId
      }
      expect(await create()).not.toBe(await create())
    })

    test('after it was disabled, rerolled and deleted, a key verifies no more', async () => {
      const { keys } = clientOf(await start())
      const { data: key } = await keys.createKey({ apiId: API })
      const code = async () => (await keys.verifyKey({ key: key.key })).data.code
      await keys.updateKey({ keyId: key.keyId, enabled: false })
      expect(await code()).toBe('DISABLED')
      await keys.updateKey({ keyId: key.keyId, enabled: true })
      await keys.rerollKey({ keyId: key.keyId, expiration: 0 })
      expect(await code()).toBe('EXPIRED')
      await keys.deleteKey({ keyId: key.keyId })
      expect(await code()).toBe('NOT_FOUND')
    })

    test('errors are application/json', async () => {
      const reached = await start()
      const { headers } = await send(
        reached,
        ['POST', '/v2/keys.getKey'],
        { keyId: 'key_none' },
        {
          ...authorized,
          Accept: 'application/json',
        },
      )
      expect(headers.get('content-type')).toMatch(/^application\/json/)
    })
  })
})
