import { describe, expect, test } from 'vitest'
import { openTokens, ROOT, START } from './tokens.ts'

describe('rotate in place', () => {
  test('gives the same record a new secret, and ends the old one', async () => {
    const { ask, create, mock } = openTokens()
    const { id, value } = await create()
    const { body, status } = await ask(`POST /tokens/${id}/roll`)
    expect(status).toBe(200)
    expect(body.result).toMatch(/^t_[0-9a-f]{32}$/)
    expect(body.result).not.toBe(value)
    expect((await ask('GET /tokens/current', undefined, value)).body.code).toBe('unknown_token')
    expect((await ask('GET /tokens/current', undefined, String(body.result))).body.id).toBe(id)
    expect(await ask('GET /tokens').then(({ body }) => body)).toHaveLength(2)
    const snapshot = mock.snapshot()
    mock.reset()
    mock.restore(snapshot)
    expect((await ask('GET /tokens/current', undefined, String(body.result))).body.id).toBe(id)
    expect((await ask('GET /tokens/current', undefined, value)).status).toBe(401)
  })

  test('starts only from the states in `from`', async () => {
    const { ask, create } = openTokens(({ paths }) => {
      paths['/tokens/{id}/roll'].post['x-latchkey'].rotate = { in_place: true, from: ['active'], refuse: 'not_active' }
    })
    const { id } = await create()
    await ask(`PUT /tokens/${id}`, { name: 'CI', status: 'disabled' })
    expect((await ask(`POST /tokens/${id}/roll`)).body.code).toBe('not_active')
  })

  test('gives no secret to a narrowed credential that may do less', async () => {
    const { ask, create } = openTokens(({ components, paths }) => {
      const { Token } = components.schemas
      Object.assign(Token.properties, { scopes: { type: ['array', 'null'], items: { type: 'string' } } })
      const { schema } = paths['/tokens'].post.requestBody.content['application/json']
      Object.assign(Object(schema.properties), { scopes: { type: 'array', items: { type: 'string' } } })
      components.securitySchemes.token['x-latchkey'].narrowed_by = 'scopes'
    })
    const { id } = await create()
    const narrow = await create({ scopes: [] })
    const { status, body } = await ask(`POST /tokens/${id}/roll`, undefined, narrow.value)
    expect([status, body.code]).toEqual([403, 'permission_denied'])
  })
})

describe('a permission that ends with `*`', () => {
  const scoped = () =>
    openTokens(({ components, paths }) => {
      const { Token } = components.schemas
      const scopes = { type: 'array', items: { type: 'string' } }
      Object.assign(Token.properties, { scopes })
      Object.assign(Object(paths['/tokens'].post.requestBody.content['application/json'].schema.properties), { scopes })
      for (const row of Token['x-latchkey'].seed as Record<string, unknown>[]) row.scopes = ['*']
      components.securitySchemes.token['x-latchkey'].narrowed_by = 'scopes'
      Object.assign(paths['/tokens'].get, { security: [{ token: ['tokens:read'] }] })
    })

  test.each([
    [['*'], 200],
    [['tokens:*'], 200],
    [['tokens:read'], 200],
    [['tokens'], 403],
    [['keys:*'], 403],
    [[], 403],
  ])('a key with %j gets %i', async (scopes, status) => {
    const { ask, create } = scoped()
    const { value } = await create({ scopes })
    expect((await ask('GET /tokens', undefined, value)).status).toBe(status)
  })

  test.each([
    [['tokens:read'], 200],
    [['tokens:write', 'tokens:read:all'], 200],
    [['tokens:*'], 200],
    [['*'], 403],
    [['keys:read'], 403],
  ])('a key with tokens:* creates one with %j: %i', async (scopes, status) => {
    const { ask, create } = scoped()
    const { value } = await create({ scopes: ['tokens:*'] })
    expect((await ask('POST /tokens', { name: 'CI', scopes }, value)).status).toBe(status)
  })
})

describe('rotate without a grace period', () => {
  const rolled = (rotate: object, edit: Parameters<typeof openTokens>[0] = () => {}) =>
    openTokens(copy => {
      copy.paths['/tokens/{id}/roll'].post['x-latchkey'].rotate = rotate
      edit(copy)
    })

  test.each([
    ['deletes the old one if nothing says what becomes of it', { copies: ['name'] }],
    ['deletes the old one by `retire: delete`', { retire: 'delete', copies: ['name'] }],
  ])('%s', async (_, rotate) => {
    const { ask, create } = rolled(rotate)
    const { id, value } = await create()
    const { body } = await ask(`POST /tokens/${id}/roll`)
    expect((await ask('GET /tokens/current', undefined, value)).status).toBe(401)
    expect((await ask(`GET /tokens/${id}`)).status).toBe(404)
    const fresh = await ask('GET /tokens/current', undefined, String(body.result))
    expect(fresh.body).toMatchObject({ name: 'CI', status: 'active' })
    expect(fresh.body.id).not.toBe(id)
  })

  test('takes the transition `retire` at once', async () => {
    const { ask, create } = rolled({ retire: 'disable', copies: ['name'] })
    const { id, value } = await create()
    await ask(`POST /tokens/${id}/roll`)
    expect((await ask('GET /tokens/current', undefined, value)).body.code).toBe('disabled_token')
  })

  test('removes the old one at the end of a grace period by `retire: delete`', async () => {
    const { ask, create, mock } = rolled(
      { grace: 'grace', until: 'expires_on', during: 'disable', retire: 'delete' },
      ({ paths }) =>
        Object.assign(paths['/tokens/{id}/roll'].post, {
          requestBody: {
            content: { 'application/json': { schema: { type: 'object', properties: { grace: { type: 'integer' } } } } },
          },
        }),
    )
    const { id } = await create()
    await ask(`POST /tokens/${id}/roll`, { grace: 60 })
    expect((await ask(`GET /tokens/${id}`)).body.status).toBe('disabled')
    mock.restore(mock.snapshot())
    mock.clock.advance('PT60S')
    expect((await ask(`GET /tokens/${id}`)).status).toBe(404)
  })

  test('a copied end that is over shows at once', async () => {
    const { ask, create } = rolled({ copies: ['expires_on'], until: 'expires_on' }, ({ paths }) => {
      const { post } = paths['/tokens/{id}/roll']
      Object.assign(post, { responses: paths['/tokens'].post.responses })
      post['x-latchkey'].answer = '$record'
    })
    const { id } = await create({ expires_on: '2026-01-05T09:00:00Z' })
    const roll = async () => (await ask(`POST /tokens/${id}/roll`)).body.status
    expect([await roll(), await roll()]).toEqual(['active', 'expired'])
  })
})

describe('replace', () => {
  test('takes the transition to a written state, and refuses a state that no transition leads to', async () => {
    const { ask, create } = openTokens()
    const { id, value } = await create({ note: 'a' })
    expect((await ask(`PUT /tokens/${id}`, { name: 'CI', status: 'disabled' })).body).toMatchObject({
      status: 'disabled',
      note: null,
    })
    expect((await ask('GET /tokens/current', undefined, value)).body.code).toBe('disabled_token')
    expect((await ask(`PUT /tokens/${id}`, { name: 'CI', status: 'expired' })).body.code).toBe('invalid_transition')
    expect((await ask(`GET /tokens/${id}`)).body.status).toBe('disabled')
  })

  test('keeps the state if the body has none, and writes or removes the end', async () => {
    const { ask, create, mock } = openTokens()
    const { id } = await create({ expires_on: '2026-01-05T09:00:00Z', status: 'active' })
    const put = async (body: object) => (await ask(`PUT /tokens/${id}`, { name: 'CI', ...body })).body
    expect(await put({ expires_on: '2026-01-05T10:00:00Z' })).toMatchObject({
      expires_on: '2026-01-05T10:00:00Z',
      status: 'active',
    })
    expect((await put({})).expires_on).toBeNull()
    mock.clock.advance('PT3H')
    expect((await ask(`GET /tokens/${id}`)).body.status).toBe('active')
  })

  test('keeps an end that its body cannot have', async () => {
    const { ask, create } = openTokens(({ paths }) => {
      const { put } = paths['/tokens/{id}']
      put.requestBody = structuredClone(put.requestBody)
      Reflect.deleteProperty(put.requestBody.content['application/json'].schema, 'properties')
      Object.assign(put.requestBody.content['application/json'].schema, { properties: { name: { type: 'string' } } })
    })
    const { id } = await create({ expires_on: '2026-01-05T09:00:00Z' })
    const { body } = await ask(`PUT /tokens/${id}`, { name: 'B' })
    expect(body).toMatchObject({ name: 'B', expires_on: '2026-01-05T09:00:00Z' })
  })
})

test('an expired record revives with a later end, and only if its lifecycle says so', async () => {
  const states = async (edit: Parameters<typeof openTokens>[0] = () => {}) => {
    const { ask, create, mock } = openTokens(edit)
    const { id } = await create({ expires_on: '2026-01-05T09:00:00Z' })
    mock.clock.advance('PT2H')
    const put = async (expires_on: string) => (await ask(`PUT /tokens/${id}`, { name: 'CI', expires_on })).body.status
    return [
      (await ask(`GET /tokens/${id}`)).body.status,
      await put('2026-01-05T09:30:00Z'),
      await put('2026-01-06T08:00:00Z'),
    ]
  }
  expect(await states()).toEqual(['expired', 'expired', 'active'])
  const without = await states(({ components }) => {
    Reflect.deleteProperty(components.schemas.Token['x-latchkey'].lifecycle.expires as object, 'revives_to')
  })
  expect(without).toEqual(['expired', 'expired', 'expired'])
})

describe('a credential', () => {
  test('does not work before its start', async () => {
    const { ask, create, mock } = openTokens()
    const { id, value } = await create({ not_before: '2026-01-05T09:00:00Z' })
    const read = () => ask('GET /tokens/current', undefined, value)
    expect((await read()).body.code).toBe('early_token')
    mock.clock.advance('PT1H')
    expect((await read()).body.id).toBe(id)
  })

  test('that cannot be one is told from one that does not exist', async () => {
    const { ask } = openTokens()
    expect((await ask('GET /tokens', undefined, 'nonsense')).body.code).toBe('bad_token')
    expect((await ask('GET /tokens', undefined, `t_${'b'.repeat(32)}`)).body.code).toBe('unknown_token')
  })

  test('is the record of an operation, and the caller of `identify` by its kind', async () => {
    const { ask, create } = openTokens()
    const { id, value } = await create()
    expect((await ask('GET /tokens/current', undefined, value)).body).toMatchObject({ id, name: 'CI' })
    expect((await ask('GET /me', undefined, value)).body).toEqual({ id })
    expect((await ask('GET /me')).body).toEqual({ id: 'root' })
  })
})

test('`nulls: omit` is for the caller, too', async () => {
  const { ask, create } = openTokens(copy => {
    Object.assign(copy, { 'x-latchkey': { nulls: 'omit' } })
    Object.assign(copy.paths['/me'].get, {
      responses: { 200: { description: 'Done.', content: { 'application/json': { schema: {} } } } },
      'x-latchkey': { does: 'identify', answer: '$record' },
    })
  })
  const { id, value } = await create()
  const { body } = await ask('GET /me', undefined, value)
  expect(body).toMatchObject({ type: 'api_token', api_token: { id } })
  expect(JSON.stringify(body)).not.toContain('null')
})

test('a text property with `transition` is read from the state', async () => {
  const { ask, create, mock } = openTokens(({ components }) => {
    const { Token } = components.schemas
    Token['x-latchkey'].lifecycle.field = 'state'
    Object.assign(Token.properties.status, { 'x-latchkey': { transition: { active: 'enable', disabled: 'disable' } } })
  })
  const { id } = await create({ expires_on: '2026-01-05T09:00:00Z' })
  const read = async () => (await ask(`GET /tokens/${id}`)).body.status
  expect(await read()).toBe('active')
  await ask(`PUT /tokens/${id}`, { name: 'CI', status: 'disabled', expires_on: '2026-01-05T09:00:00Z' })
  expect(await read()).toBe('disabled')
  mock.clock.advance('PT1H')
  expect(await read()).toBe('expired')
})

describe('seeding', () => {
  test('returns the secret, sets the times of `set`, and needs no nested members that the server makes', async () => {
    const { ask, mock } = openTokens()
    const [token] = mock.seed({ Token: [{ name: 'A', policies: [{}] }] } as never).Token as Record<string, unknown>[]
    expect(token).toMatchObject({ name: 'A', status: 'active', issued_on: START })
    expect(token?.value).toMatch(/^t_[0-9a-f]{32}$/)
    expect(JSON.stringify(token)).not.toContain(token?.value)
    expect((await ask('GET /tokens/current', undefined, String(token?.value))).body.name).toBe('A')
  })

  test('takes a secret, once', async () => {
    const { ask, mock } = openTokens()
    const value = `t_${'c'.repeat(32)}`
    mock.seed({ Token: [{ name: 'A', value }] } as never)
    expect((await ask('GET /tokens/current', undefined, value)).body.name).toBe('A')
    expect(JSON.stringify(mock.snapshot())).not.toContain(value)
    expect(() => mock.seed({ Token: [{ name: 'B', value }] } as never)).toThrow('Token[0]/value is already taken')
  })

  test('takes no secret that responses show again', () => {
    const { mock } = openTokens(({ components, paths }) => {
      components.schemas.Created.properties.value['x-latchkey'].shown_by.push('getToken')
      Object.assign(paths['/tokens/{id}'].get['x-latchkey'], { answer: { name: '$record.value' } })
    })
    const seed = () => mock.seed({ Token: [{ name: 'A', value: `t_${'c'.repeat(32)}` }] } as never)
    expect(seed).toThrow('Token[0]/value cannot be given, because responses show it again')
  })
})

test('signIn says which credentials there are', () => {
  expect(() => openTokens().mock.signIn('nobody')).toThrow(
    'No credential of the seed has the id "nobody". Known: root.',
  )
  expect(openTokens().mock.signIn('root').token).toBe(ROOT)
})

describe('a response that breaks its schema', () => {
  const broken = () =>
    openTokens(({ paths }) => {
      paths['/tokens/{id}/roll'].post['x-latchkey'].answer = { results: '$record.value' }
    })

  test('is sent, and noted in the log of requests', async () => {
    const { ask, mock } = broken()
    expect((await ask('POST /tokens/root/roll')).status).toBe(200)
    const [exchange] = mock.requests
    expect(exchange?.violation).toBe(
      "The response 200 of rollToken breaks the contract: the body must have required property 'result'.",
    )
    expect(exchange).not.toHaveProperty('refusal')
  })

  test('is not noted if nothing is wrong', async () => {
    const { ask, mock } = openTokens()
    await ask('POST /tokens/root/roll')
    expect(mock.requests[0]).not.toHaveProperty('violation')
  })
})

describe('texts of errors', () => {
  const errors = (messages: object) => (copy: object) =>
    Object.assign(copy, { 'x-latchkey': { errors: { body: { message: '$messages' }, messages } } })

  test('`other` is for errors without a text of their own', async () => {
    const { ask } = openTokens(errors({ other: '{$field} {$message}' }))
    expect((await ask('POST /tokens', { name: 1 })).body).toEqual({ message: 'name must be string' })
  })

  test('a refusal that is about no member has its own text', async () => {
    const { ask } = openTokens(errors({ type: 'wrong' }))
    expect((await ask('GET /tokens', undefined, 'nonsense')).body.message).toContain('Unknown token')
  })
})
