import { describe, expect, test } from 'vitest'
import { holdsPermissions, isPermissionQuery } from '../../../openapi/vocabulary/engine/permission-query.ts'
import { asApp, asRoot, openShop } from './shop.ts'

async function open(values: object) {
  const { ask, mock } = openShop()
  const { body } = await ask('POST /tokens', values, { ...asRoot, ...asApp })
  const token = String(body.token)
  const verify = async (more: object = {}, given = token) =>
    (await ask('POST /verify', { given: { token: given }, ...more })).body
  const read = async () => (await ask(`GET /tokens/${body.id}`)).body
  return { ask, mock, id: body.id, token, verify, read }
}

describe('verification', () => {
  test('accepts a secret with the id of its record, and changes nothing', async () => {
    const { verify, read, id, mock } = await open({ permissions: ['a'] })
    const before = [await read(), JSON.stringify(mock.snapshot().records.filter(({ row }) => row.id === id))]
    expect(await verify()).toEqual({ accepted: true, code: 'VALID', id })
    expect([await read(), JSON.stringify(mock.snapshot().records.filter(({ row }) => row.id === id))]).toEqual(before)
    expect((await read()).used_at).toBeNull()
  })

  test('does not accept an unknown secret, nor one of another resource', async () => {
    const { verify } = await open({})
    for (const secret of ['x', '', '12345678901234567890', 'sk_0123456789abcdef01234567'])
      expect(await verify({}, secret)).toEqual({ accepted: false, code: 'NOT_FOUND', id: null })
  })

  test('has a code for each state that is not accepted', async () => {
    const { ask, verify, id } = await open({})
    await ask(`PATCH /tokens/${id}`, { enabled: false })
    expect(await verify()).toEqual({ accepted: false, code: 'DISABLED', id })
    await ask(`PATCH /tokens/${id}`, { enabled: true })
    expect((await verify()).code).toBe('VALID')
  })

  test('counts down what is left, by the cost, and not if it is refused', async () => {
    const { verify, read } = await open({ permissions: ['a'], credits: { remaining: 3, refill: 'daily' } })
    const left = async () => (await read()).credits
    expect((await verify({ needs: 'b' })).code).toBe('FORBIDDEN')
    expect(await left()).toEqual({ remaining: 3, refill: 'daily' })
    expect((await verify({ credits: { cost: 2 } })).code).toBe('VALID')
    expect(await left()).toEqual({ remaining: 1, refill: 'daily' })
    expect((await verify({ credits: { cost: 2 } })).code).toBe('SPENT')
    expect((await verify()).code).toBe('VALID')
    expect((await verify()).code).toBe('SPENT')
    expect((await verify({ credits: { cost: 0 } })).code).toBe('VALID')
    expect(await left()).toEqual({ remaining: 0, refill: 'daily' })
  })

  test('asks for permissions by a name, a list or a text, and refuses what it cannot read', async () => {
    const { ask, token, verify } = await open({ permissions: ['a', 'b.read'] })
    expect((await verify({ needs: ['a', 'b.read'] })).code).toBe('VALID')
    expect((await verify({ needs: 'a AND (c OR b.read)' })).code).toBe('VALID')
    expect((await verify({ needs: 'a AND c' })).code).toBe('FORBIDDEN')
    const { status, body } = await ask('POST /verify', { given: { token }, needs: 'a AND (' })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ in: 'body', pointer: '/needs' }] })
  })

  test('sets the time of the last use only if the contract says so', async () => {
    const { ask } = openShop(({ paths }) => {
      paths['/verify'].post['x-latchkey'].verify.touch = 'used_at'
    })
    const { body } = await ask('POST /tokens', {}, { ...asRoot, ...asApp })
    await ask('POST /verify', { given: { token: body.token } })
    expect((await ask(`GET /tokens/${body.id}`)).body.used_at).toBe('2026-01-01T00:00:00.000Z')
  })
})

describe('a question for permissions', () => {
  const held = new Set(['a', 'b'])

  test.each([
    ['a', true],
    ['c', false],
    ['a OR c', true],
    ['a and c', false],
    ['c OR a AND b', true],
    ['(c OR a) AND c', false],
    ['((a))', true],
    [['a', 'b'], true],
    [['a', 'c'], false],
    [[], true],
    [null, true],
    [undefined, true],
  ])('%j is answered', (asked, isHeld) => {
    expect(holdsPermissions(asked, held)).toBe(isHeld)
  })

  test.each([['a b'], ['a AND'], ['AND'], ['(a'], ['a)'], [''], [['a', 1]], [7], ['('.repeat(100_000)]])(
    '%j cannot be read',
    asked => {
      expect(isPermissionQuery(asked)).toBe(false)
    },
  )
})
