import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { ask, START, SYSTEMS } from './client.ts'

const open = () => createMock({ now: START })

describe('signing in', () => {
  test.each([
    ['admin', 'admin@north.example'],
    ['south-admin', 'admin@south.example'],
    ['north-reader', 'reader@north.example'],
    ['manager@north.example', 'manager@north.example'],
  ])('as %s opens a session of %s', async (who, email) => {
    for (const { system } of SYSTEMS) {
      const mock = createMock({ contract: SYSTEMS.find(contract => contract.system === system) ?? mock0.contract })
      const { body } = await ask(mock, 'GET /me', { headers: mock.signIn(who).headers })
      expect(body.user).toMatchObject({ email })
    }
  })

  const mock0 = open()

  test('gives the same session as the sign-in operation', async () => {
    const [one, other] = [open(), open()]
    const { body } = await ask(one, 'POST /sessions', { body: { email: 'admin@north.example', password: 'password' } })
    expect(other.signIn('admin').token).toBe(body.token)
    expect(other.snapshot().records).toEqual(one.snapshot().records)
  })

  test('opens a session that expires like any other', async () => {
    const mock = open()
    const { headers } = mock.signIn('admin')
    mock.clock.advance('PT12H')
    expect((await ask(mock, 'GET /me', { headers })).body.code).toBe('invalid_session')
  })

  test('works for new users, and rejects disabled and unknown ones', async () => {
    const mock = open()
    const { headers } = mock.signIn('admin')
    const body = { email: 'nina@north.example', name: 'Nina' }
    const { body: user } = await ask(mock, 'POST /users', { headers, body })
    expect((await ask(mock, 'GET /me', { headers: mock.signIn('nina').headers })).status).toBe(200)
    await ask(mock, `PATCH /users/${user.id}`, { headers, body: { enabled: false } })
    expect(() => mock.signIn('nina')).toThrow('nina@north.example cannot sign in: the user is disabled')
    expect(() => mock.signIn('owner')).toThrow(
      /There is no user "owner". The users are admin@north.example, manager@north.example, .*before the @/,
    )
  })

  test('masks a secret that is passed as a name', () => {
    const mock = open()
    expect(() => mock.signIn(mock.signIn('admin').token)).toThrow(/^There is no user "ses_\*{4}\w{4}"/)
  })

  test('sends a selection', async () => {
    const mock = createMock({ system: 'warehouse' })
    const { headers } = mock.signIn('admin', { select: { warehouse: 7 } })
    expect((await ask(mock, 'GET /inbound', { headers })).status).toBe(200)
    expect(() => mock.signIn('admin', { select: { shelf: 7 } })).toThrow(
      'no selection "shelf". The selections are warehouse',
    )
  })

  test('masks the token and headers when they are printed, and headers can be sent and spread', () => {
    const session = open().signIn('admin')
    const { token, headers } = session
    for (const printed of [inspect(session), JSON.stringify(session), inspect(headers), JSON.stringify({ headers })]) {
      expect(printed).not.toContain(token.slice(4, -4))
      expect(printed).toContain(`ses_****${token.slice(-4)}`)
    }
    expect({ ...headers, 'X-Other': '1' }).toEqual({ Authorization: `Bearer ${token}`, 'X-Other': '1' })
    expect(new Headers(headers).get('authorization')).toBe(`Bearer ${token}`)
  })
})
