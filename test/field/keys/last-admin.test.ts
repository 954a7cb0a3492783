/** Nobody locks everyone out of an account. */
// Source: Phalcode/gamevault-app #331, bndct-devops/tome #26
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'
import { type Caller, keyOf, outcomeOf, person } from './keys.ts'

const LAST = 'last_admin'
const PASSWORD = 'a long password'
const READ_ONLY = { permissions: ['users:read'] }

/** Every way to take users:write from the only admin. */
const ways: readonly (readonly [name: string, take: (send: Caller) => ReturnType<Caller>])[] = [
  ['disabling them', send => send('PATCH /users/usr_north_admin', { enabled: false })],
  ['moving them to another group', send => send('PATCH /users/usr_north_admin', { group_id: 'grp_north_readers' })],
  ['taking them out of their group', send => send('PATCH /users/usr_north_admin', { group_id: null })],
  ['limiting their group', send => send('PATCH /groups/grp_north_admins', READ_ONLY)],
]

describe.each(['standard', 'user-keys'] as const)('%s: the last admin stays, whatever is tried', system => {
  const open = () => new World({ contract: contracts[system] })
  const second = (send: Caller, more: object) =>
    send('POST /users', { email: 'b@north.example', name: 'B', password: PASSWORD, ...more })

  test.each(ways)('%s', async (_, take) => {
    const world = open()
    const admin = await person(world)
    const before = world.records()
    expect((await take(admin)).body).toMatchObject({ status: 409, code: LAST, permission: 'users:write' })
    expect(world.records()).toBe(before)
    expect(outcomeOf(await take(await keyOf(world, admin, { user_id: 'usr_north_admin' })))).toBe(LAST)
  })

  test.each(ways)('%s works if another admin is left', async (_, take) => {
    const world = open()
    const admin = await person(world)
    expect(outcomeOf(await second(admin, { permissions: ['users:write'] }))).toBe(201)
    expect(outcomeOf(await take(admin))).toBe(200)
  })

  test.each([
    ['is disabled', { permissions: ['users:write'], enabled: false }],
    ['can only read', { permissions: ['users:read'] }],
    ['cannot sign in', { permissions: ['users:write'], password: undefined }],
  ])('another user who %s does not count', async (_, more) => {
    const admin = await person(open())
    await second(admin, more)
    expect(outcomeOf(await admin('PATCH /users/usr_north_admin', { enabled: false }))).toBe(LAST)
  })

  test('an admin of another account does not count, and their account is not affected', async () => {
    const world = open()
    const south = await world.signIn('admin@south.example')
    const body = { enabled: false }
    const { code } = (await world.request('PATCH /users/usr_south_admin', { as: south, body })).body
    expect(code).toBe(LAST)
  })

  test('both members of a group lose it together, so limiting the group is refused', async () => {
    const admin = await person(open())
    await second(admin, { group_id: 'grp_north_admins' })
    expect(outcomeOf(await admin('PATCH /groups/grp_north_admins', READ_ONLY))).toBe(LAST)
    expect(outcomeOf(await admin('PATCH /users/usr_north_admin', { enabled: false }))).toBe(200)
  })

  test('the last admin can be renamed, limited otherwise, and get the permission in another way', async () => {
    const admin = await person(open())
    expect(outcomeOf(await admin('PATCH /users/usr_north_admin', { name: 'Ada' }))).toBe(200)
    const own = { permissions: ['users:write'], group_id: null }
    expect(outcomeOf(await admin('PATCH /users/usr_north_admin', own))).toBe(200)
  })

  test('a group that nobody is in may lose it', async () => {
    const admin = await person(open())
    const { id } = (await admin('POST /groups', { name: 'Spare', permissions: ['users:write'] })).body
    expect(outcomeOf(await admin(`PATCH /groups/${id}`, READ_ONLY))).toBe(200)
  })
})
