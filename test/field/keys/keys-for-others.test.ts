/** A permission to manage keys is not every permission. */
// Source: gotempsh/temps #267, microclaw/microclaw #90
import { expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'
import { keyOf, outcomeOf, person } from './keys.ts'

const DENIED = 'permission_denied'

test('a manager cannot create a key for the admin, and the answer says what the manager lacks', async () => {
  const manager = await person(new World(), 'manager')
  const { body } = await manager('POST /api-keys', { name: 'Mine now', user_id: 'usr_north_admin' })
  expect(body).toMatchObject({ status: 403, code: DENIED, required: expect.arrayContaining(['users:write']) })
  expect(body.required).not.toContain('orders:write')
})

test('a manager cannot rotate the key of the admin, and gets no secret', async () => {
  const world = new World()
  const [admin, manager] = [await person(world), await person(world, 'manager')]
  const key = (await admin('POST /api-keys', { name: 'Admin' })).body
  const { status, body } = await manager(`POST /api-keys/${key.id}/rotate`, {})
  expect([status, body.code, body.secret]).toEqual([403, DENIED, undefined])
  expect(await world.use(key)).toBe('200')
})

test('a manager cannot resume the key of the admin, but can pause, rename and revoke it', async () => {
  const world = new World()
  const [admin, manager] = [await person(world), await person(world, 'manager')]
  const { id } = (await admin('POST /api-keys', { name: 'Admin' })).body
  expect(outcomeOf(await manager(`PATCH /api-keys/${id}`, { name: 'Old', enabled: false }))).toBe(200)
  expect(outcomeOf(await manager(`PATCH /api-keys/${id}`, { enabled: true }))).toBe(DENIED)
  expect(outcomeOf(await manager(`POST /api-keys/${id}/revoke`))).toBe(200)
})

test('a manager can create a key for the admin that is limited to what the manager may do', async () => {
  const manager = await person(new World(), 'manager')
  const key = { name: 'Orders', user_id: 'usr_north_admin', scopes: ['orders:read'] }
  const { status, body } = await manager('POST /api-keys', key)
  expect(status).toBe(201)
  expect(outcomeOf(await manager(`POST /api-keys/${body.id}/rotate`, {}))).toBe(201)
  const wider = { ...key, scopes: ['orders:read', 'users:read'] }
  expect((await manager('POST /api-keys', wider)).body.required).toEqual(['users:read'])
})

test('an admin can create and rotate keys for everyone, and everyone for themselves', async () => {
  const world = new World()
  const [admin, manager] = [await person(world), await person(world, 'manager')]
  for (const role of ['admin', 'manager', 'integration', 'reader']) {
    const key = await admin('POST /api-keys', { name: 'Key', user_id: `usr_north_${role}` })
    expect(outcomeOf(await admin(`POST /api-keys/${key.body.id}/rotate`, {}))).toBe(201)
  }
  const own = await manager('POST /api-keys', { name: 'Own' })
  expect(outcomeOf(await manager(`POST /api-keys/${own.body.id}/rotate`, {}))).toBe(201)
})

test('a key of the manager is bound like the manager', async () => {
  const world = new World()
  const key = await keyOf(world, await person(world, 'manager'))
  expect(outcomeOf(await key('POST /api-keys', { name: 'Up', user_id: 'usr_north_admin' }))).toBe(DENIED)
})

test('on user-keys the user of a key is picked freely, as its help page describes', async () => {
  const world = new World({ contract: contracts['user-keys'] })
  const manager = await person(world, 'manager')
  expect(outcomeOf(await manager('POST /api-keys', { name: 'Zapier', user_id: 'usr_north_admin' }))).toBe(201)
  const reader = await person(world, 'reader')
  expect(outcomeOf(await reader('POST /api-keys', { name: 'Zapier', user_id: 'usr_north_reader' }))).toBe(DENIED)
})

test('on user-keys a key still makes and resumes no key that may do more than itself', async () => {
  const world = new World({ contract: contracts['user-keys'] })
  const [admin, manager] = [await person(world), await person(world, 'manager')]
  const key = await keyOf(world, manager, { user_id: 'usr_north_manager' })
  const { body } = await key('POST /api-keys', { name: 'Up', user_id: 'usr_north_admin' })
  expect(body).toMatchObject({ status: 403, code: DENIED, required: expect.arrayContaining(['users:write']) })
  const paused = { name: 'Admin', user_id: 'usr_north_admin', enabled: false }
  const { id } = (await admin('POST /api-keys', paused)).body
  expect(outcomeOf(await key(`PATCH /api-keys/${id}`, { enabled: true }))).toBe(DENIED)
  expect(outcomeOf(await key('POST /api-keys', { name: 'Same', user_id: 'usr_north_manager' }))).toBe(201)
  const strong = await keyOf(world, admin, { user_id: 'usr_north_admin' })
  expect(outcomeOf(await strong('POST /api-keys', { name: 'Less', user_id: 'usr_north_reader' }))).toBe(201)
})

test('the rotation of a key of the admin is not cancelled by a manager, who can only end it earlier', async () => {
  const world = new World()
  const [admin, manager] = [await person(world), await person(world, 'manager')]
  const { id } = (await admin('POST /api-keys', { name: 'Admin' })).body
  await admin(`POST /api-keys/${id}/rotate`, { grace_seconds: 3600 })
  expect(outcomeOf(await manager(`POST /api-keys/${id}/cancel-rotation`))).toBe(DENIED)
  expect(outcomeOf(await manager(`PATCH /api-keys/${id}`, { retires_at: '2026-01-01T00:10:00Z' }))).toBe(200)
})

test('a manager does not resume a key of somebody who has been promoted since', async () => {
  const world = new World()
  const [admin, manager] = [await person(world), await person(world, 'manager')]
  const robot = { email: 'robot@north.example', name: 'Robot', permissions: ['orders:read'] }
  const user_id = (await admin('POST /users', robot)).body.id
  const { id } = (await manager('POST /api-keys', { name: 'Robot', user_id })).body
  await admin(`PATCH /users/${user_id}`, { permissions: ['users:read'] })
  expect(outcomeOf(await manager(`PATCH /api-keys/${id}`, { enabled: false }))).toBe(200)
  expect(outcomeOf(await manager(`PATCH /api-keys/${id}`, { enabled: true }))).toBe(DENIED)
})

test('on the systems whose keys have every permission, everyone who manages keys still creates them', async () => {
  for (const [system, body] of [
    ['account-keys', { name: 'Script' }],
    ['warehouse', {}],
    ['secret-keys', { title: 'Script' }],
  ] as const) {
    const reader = await person(new World({ contract: contracts[system] }), 'reader')
    expect([system, outcomeOf(await reader('POST /api-keys', body))]).toEqual([system, 201])
  }
})
