/** Sessions end with a password change and with disabling. A password is changed with the old one. */
// Source: leodip/goiabada #106, pkp/pkp-lib #9326
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { Mask } from '../../../mock/server/mask.ts'
import { World } from '../../engine/world.ts'
import { callerOf, keyOf, outcomeOf, person, signIn } from './keys.ts'

const PASSWORD = 'a new password'
const me = 'usr_north_admin'

describe.each(['standard', 'user-keys'] as const)('%s', system => {
  const open = () => new World({ contract: contracts[system] })

  test('a new password ends all sessions of the user, and only theirs', async () => {
    const world = open()
    const [admin, one, other] = [await person(world), await person(world, 'reader'), await person(world, 'reader')]
    expect(outcomeOf(await admin('PATCH /users/usr_north_reader', { password: PASSWORD }))).toBe(200)
    expect([await one('GET /me'), await other('GET /me')].map(outcomeOf)).toEqual([
      'invalid_session',
      'invalid_session',
    ])
    expect(outcomeOf(await admin('GET /me'))).toBe(200)
    expect((await signIn(world, 'reader@north.example', PASSWORD)).status).toBe(201)
  })

  test('so does a password that is the same as before', async () => {
    const world = open()
    const [admin, reader] = [await person(world), await person(world, 'reader')]
    await admin('PATCH /users/usr_north_reader', { password: 'password' })
    expect(outcomeOf(await reader('GET /me'))).toBe('invalid_session')
  })

  test('disabling a user ends their sessions, and enabling them again does not bring these back', async () => {
    const world = open()
    const [admin, reader] = [await person(world), await person(world, 'reader')]
    await admin('PATCH /users/usr_north_reader', { enabled: false })
    expect(outcomeOf(await reader('GET /me'))).toBe('invalid_session')
    await admin('PATCH /users/usr_north_reader', { enabled: true })
    expect(outcomeOf(await reader('GET /me'))).toBe('invalid_session')
    expect((await signIn(world, 'reader@north.example')).status).toBe(201)
  })

  test('any other change of a user leaves their sessions, and a refused one does too', async () => {
    const world = open()
    const [admin, reader] = [await person(world), await person(world, 'reader')]
    await admin('PATCH /users/usr_north_reader', { name: 'Renamed', group_id: null, enabled: true })
    await admin('PATCH /users/usr_north_reader', { password: 'short' })
    expect(outcomeOf(await reader('GET /me'))).toBe(200)
  })

  test('keys of the user keep working after a new password', async () => {
    const world = open()
    const admin = await person(world)
    const key = await keyOf(world, admin, { user_id: 'usr_north_reader' })
    await admin('PATCH /users/usr_north_reader', { password: PASSWORD })
    expect(outcomeOf(await key('GET /me'))).toBe(200)
  })

  test('my own password changes only with the old one, by session and by key', async () => {
    const world = open()
    const admin = await person(world)
    for (const caller of [admin, await keyOf(world, admin, { user_id: me })])
      for (const [body, message] of [
        [{}, 'is required to change your own password'],
        [{ current_password: 'wrong' }, 'is not your current password'],
      ] as const) {
        const { status, body: answer, text } = await caller(`PATCH /users/${me}`, { password: PASSWORD, ...body })
        expect([status, answer.errors]).toEqual([422, [{ in: 'body', pointer: '/current_password', message }]])
        expect(text).not.toContain(PASSWORD)
      }
    expect(outcomeOf(await admin(`PATCH /users/${me}`, { password: PASSWORD, current_password: 'password' }))).toBe(200)
    expect(outcomeOf(await admin('GET /me'))).toBe('invalid_session')
    expect((await signIn(world, 'admin@north.example', PASSWORD)).status).toBe(201)
    expect(world.records()).not.toMatch(/current_password|a new password/)
  })

  test('the old password is refused where it is not needed, and needless if there is none', async () => {
    const world = open()
    const admin = await person(world)
    const old = { current_password: 'password' }
    expect(outcomeOf(await admin(`PATCH /users/${me}`, { name: 'Ada', ...old }))).toBe('validation_failed')
    const other = await admin('PATCH /users/usr_north_reader', { password: PASSWORD, ...old })
    expect(other.body.errors).toMatchObject([{ pointer: '/current_password' }])
    const robot = { email: 'robot@north.example', name: 'Robot', group_id: 'grp_north_admins' }
    const { id } = (await admin('POST /users', robot)).body
    const key = await keyOf(world, admin, { user_id: id })
    expect(outcomeOf(await key(`PATCH /users/${id}`, { password: PASSWORD }))).toBe(200)
  })
})

describe.each(Object.values(contracts))('$system', contract => {
  test('signing out everywhere ends all my sessions, and nobody else’s', async () => {
    const world = new World({ contract })
    const [here, there, reader] = [await person(world), await person(world), await person(world, 'reader')]
    const south = callerOf(world, await world.signIn('admin@south.example'))
    expect((await here('DELETE /sessions')).status).toBe(204)
    expect([await here('GET /me'), await there('GET /me')].map(outcomeOf)).toEqual([
      'invalid_session',
      'invalid_session',
    ])
    expect([await reader('GET /me'), await south('GET /me')].map(outcomeOf)).toEqual([200, 200])
    expect(outcomeOf(await here('DELETE /sessions'))).toBe('invalid_session')
    expect((await signIn(world, 'admin@north.example')).status).toBe(201)
  })
})

test('a present password that is sent in the query by mistake is masked in the log', () => {
  const target = new Mask(contracts.standard).target('/api/v1/users/usr_1?current_password=hunter2')
  expect(target).toBe('/api/v1/users/usr_1?current_password=****')
})

test('a key cannot sign its user out, and stays when the user signs out everywhere', async () => {
  const world = new World()
  const admin = await person(world)
  const key = await keyOf(world, admin)
  expect(outcomeOf(await key('DELETE /sessions'))).toBe('permission_denied')
  await admin('DELETE /sessions')
  expect(outcomeOf(await key('GET /me'))).toBe(200)
})
