/** A rotation in its grace period can be seen, cancelled and ended, and cannot be prolonged. */
// Source: Pulsefy/Soter #1055, solana-foundation/solana-developer-platform #897
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'
import { callerOf, keyOf, outcomeOf, person } from './keys.ts'

const END = '2026-01-01T01:00:00.000Z'

/** A key of the admin that retires in an hour, and the one that replaced it. */
async function open(body: object = {}) {
  const world = new World()
  const admin = await person(world)
  const old = (await admin('POST /api-keys', { name: 'Sync', ...body })).body
  const next = (await admin(`POST /api-keys/${old.id}/rotate`, { grace_seconds: 3600 })).body
  const path = `/api-keys/${old.id}`
  const show = async () => (await admin(`GET ${path}`)).body
  const active = async () => (await admin('GET /api-keys')).body.limits.active
  return { world, admin, old, next, path, show, active }
}

describe('after a rotation with a grace period', () => {
  test('both keys show it: the status, the end, and the other key', async () => {
    const { world, admin, old, next, show } = await open()
    expect(await show()).toMatchObject({
      status: 'retiring',
      enabled: true,
      retires_at: END,
      replaced_by: next.id,
      rotated_from: null,
      revoked_at: null,
    })
    expect(next).toMatchObject({ status: 'active', retires_at: null, replaced_by: null, rotated_from: old.id })
    expect((await admin('GET /api-keys?status=retiring')).body.data.map(({ id }) => id)).toEqual([old.id])
    expect([await world.use(old), await world.use(next)]).toEqual(['200', '200'])
    expect((await world.request('GET /me', { as: old.secret })).body.api_key).toMatchObject({ retires_at: END })
  })

  test('the old key is revoked at its end, and still names the key that replaced it', async () => {
    const { world, old, next, show } = await open()
    world.clock.set('2026-01-01T00:59:59.999Z')
    expect(await world.use(old)).toBe('200')
    world.clock.set(END)
    expect(await world.use(old)).toBe('key_revoked')
    const ended = { status: 'revoked', revoked_at: END, revoked_by: 'usr_north_admin', retires_at: null }
    expect(await show()).toMatchObject({ ...ended, replaced_by: next.id, enabled: false })
  })

  test('the retiring key is not one of the active keys, so there are never 6 of 5', async () => {
    const { admin, active } = await open()
    for (let count = 1; count < 5; count++) await admin('POST /api-keys', { name: 'More' })
    expect(await active()).toEqual({ used: 5, max: 5 })
    const { detail } = (await admin('POST /api-keys', { name: 'Sixth' })).body
    expect(detail).toContain('5 of 5 API keys are in use')
  })

  test('at most 5 keys retire at once, and the error counts these', async () => {
    const { admin } = await open()
    const rotate = async () => {
      const [key] = (await admin('GET /api-keys?status=active')).body.data
      return admin(`POST /api-keys/${key?.id}/rotate`, { grace_seconds: 60 })
    }
    for (let count = 1; count < 5; count++) expect((await rotate()).status).toBe(201)
    const { body } = await rotate()
    expect(body).toMatchObject({ code: 'active_key_limit_reached', limit: 5, used: 5 })
    expect(body.detail).toBe('5 of 5 API keys are retiring (per user). Revoke one first.')
  })

  test('the old key cannot be rotated again, with or without a grace period', async () => {
    const { admin, path, show } = await open()
    for (const grace_seconds of [0, 60, 7200])
      expect(outcomeOf(await admin(`POST ${path}/rotate`, { grace_seconds }))).toBe('invalid_transition')
    expect((await show()).retires_at).toBe(END)
  })

  test('its end can be moved earlier, and never later', async () => {
    const { world, admin, old, path, show } = await open()
    const move = (retires_at: unknown) => admin(`PATCH ${path}`, { retires_at }).then(outcomeOf)
    expect(await move('2026-01-01T00:30:00+00:00')).toBe(200)
    expect((await show()).retires_at).toBe('2026-01-01T00:30:00.000Z')
    for (const later of ['2026-01-01T00:30:00.001Z', END, '2025-12-31T00:00:00Z', null, 'soon'])
      expect(await move(later)).toBe('validation_failed')
    world.clock.set('2026-01-01T00:29:59.999Z')
    expect(await world.use(old)).toBe('200')
    world.clock.set('2026-01-01T00:30:00Z')
    expect(await world.use(old)).toBe('key_revoked')
    expect((await show()).revoked_at).toBe('2026-01-01T00:30:00.000Z')
    expect(await move('2026-01-01T00:40:00Z')).toBe('validation_failed')
  })

  test('a key that does not retire has no end to move', async () => {
    const { admin, next } = await open()
    const { status, body } = await admin(`PATCH /api-keys/${next.id}`, { retires_at: END })
    expect([status, body.errors[0]?.message]).toEqual([422, 'is not set, so it cannot be moved'])
  })

  test('the old key can be ended at once', async () => {
    const { world, admin, old, path, show } = await open()
    expect(outcomeOf(await admin(`POST ${path}/revoke`))).toBe(200)
    expect(await world.use(old)).toBe('key_revoked')
    expect(await show()).toMatchObject({ status: 'revoked', revoked_at: '2026-01-01T00:00:00.000Z', retires_at: null })
    expect(outcomeOf(await admin(`POST ${path}/cancel-rotation`))).toBe('invalid_transition')
    world.clock.advance('PT2H')
    expect((await show()).revoked_at).toBe('2026-01-01T00:00:00.000Z')
  })

  test('the rotation can be cancelled: the old key works on, also after the end that it had', async () => {
    const { world, admin, old, next, path, show } = await open()
    const { status, body } = await admin(`POST ${path}/cancel-rotation`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'active', retires_at: null, replaced_by: null })
    expect(body).not.toHaveProperty('secret')
    world.clock.advance('PT2H')
    expect([await world.use(old), await world.use(next)]).toEqual(['200', '200'])
    expect(await show()).toMatchObject({ status: 'active', revoked_at: null })
    expect(outcomeOf(await admin(`POST ${path}/rotate`, { grace_seconds: 60 }))).toBe(201)
    world.clock.advance('PT1M')
    expect(await world.use(old)).toBe('key_revoked')
  })

  test('cancelling needs a free place, which revoking the new key gives', async () => {
    const { admin, next, path, active } = await open()
    for (let count = 1; count < 5; count++) await admin('POST /api-keys', { name: 'More' })
    expect(outcomeOf(await admin(`POST ${path}/cancel-rotation`))).toBe('active_key_limit_reached')
    await admin(`POST /api-keys/${next.id}/revoke`)
    expect(outcomeOf(await admin(`POST ${path}/cancel-rotation`))).toBe(200)
    expect(await active()).toEqual({ used: 5, max: 5 })
  })

  test('the old key cannot be paused, but it can be renamed; enabling it changes nothing', async () => {
    const { admin, path, show } = await open()
    expect(outcomeOf(await admin(`PATCH ${path}`, { enabled: false }))).toBe('invalid_transition')
    expect(outcomeOf(await admin(`PATCH ${path}`, { enabled: true, name: 'Old' }))).toBe(200)
    expect(await show()).toMatchObject({ name: 'Old', status: 'retiring', retires_at: END })
  })

  test('the old key does not prolong its life: it cannot cancel, or make a key that ends later', async () => {
    const { world, old, path } = await open()
    const key = callerOf(world, old.secret)
    expect(outcomeOf(await key(`POST ${path}/cancel-rotation`))).toBe('permission_denied')
    expect(outcomeOf(await key('POST /api-keys', { name: 'Longer' }))).toBe('permission_denied')
    expect(outcomeOf(await key('POST /api-keys', { name: 'Longer', expires_at: END }))).toBe(201)
    expect(outcomeOf(await key(`POST ${path}/revoke`))).toBe(200)
  })

  test('a narrowed key cannot cancel the rotation of a wider one', async () => {
    const { world, admin, path } = await open()
    const narrow = await keyOf(world, admin, { scopes: ['api_keys:write'] })
    expect(outcomeOf(await narrow(`POST ${path}/cancel-rotation`))).toBe('permission_denied')
  })

  test('a mock that is restored from a snapshot still ends the old key', async () => {
    const { world, old } = await open()
    world.engine.restore(JSON.parse(JSON.stringify(world.engine.snapshot())))
    world.clock.set(END)
    expect(await world.use(old)).toBe('key_revoked')
  })
})

test('a rotation without a grace period links both keys too', async () => {
  const world = new World()
  const admin = await person(world)
  const old = (await admin('POST /api-keys', { name: 'Sync' })).body
  const next = (await admin(`POST /api-keys/${old.id}/rotate`, {})).body
  expect((await admin(`GET /api-keys/${old.id}`)).body).toMatchObject({
    status: 'revoked',
    replaced_by: next.id,
    retires_at: null,
  })
  expect(next.rotated_from).toBe(old.id)
})

test('an old key that expires in the grace period stops then', async () => {
  const { world, old, show } = await open({ expires_at: '2026-01-01T00:10:00Z' })
  world.clock.set('2026-01-01T00:10:00Z')
  expect(await world.use(old)).toBe('key_expired')
  expect((await show()).status).toBe('expired')
})

test('the systems that do not rotate have nothing of it', async () => {
  for (const contract of Object.values(contracts).filter(({ system }) => system !== 'standard')) {
    const text = JSON.stringify(contract)
    expect([contract.system, /retir|replaced_by|rotated_from|cancel-rotation/.exec(text)]).toEqual([
      contract.system,
      null,
    ])
  }
})
