/** Clocks at the end of time, and clocks that are set back. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { createMock, type Snapshot } from '../../../mock/index.ts'
import { ask, SYSTEMS } from '../../mock/client.ts'
import { PROGRAM } from '../../program.ts'
import { open } from '../../server/serving.ts'

const BEYOND = ['9999-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1969-12-31T23:59:59Z', '0000-01-01T00:00:00Z'] as const

describe('a time that the clock cannot show is refused, and nothing changes', () => {
  test.each(BEYOND)('%s', async time => {
    expect(() => createMock({ now: time })).toThrow(/from the year 1970 to the year 9998/)
    const mock = createMock({ now: '2026-01-01T00:00:00Z' })
    expect(() => mock.clock.set(time)).toThrow(RangeError)
    expect(() => mock.restore({ ...mock.snapshot(), clock: Date.parse(time) })).toThrow(/\/clock must be/)
    const server = await open()
    const answers = [
      await server.ask('POST /__mock/clock', { body: { set: time } }),
      await server.ask('POST /sandboxes', { body: { clock: time } }),
    ]
    for (const { status, body } of answers)
      expect([status, body.detail]).toEqual([422, expect.stringContaining('from the year 1970 to the year 9998')])
    for (const one of [mock, server.mock]) expect(one.clock.toString()).toBe('2026-01-01T00:00:00.000Z')
  })

  test.each(['P9999999D', 'P99999999999D', 'PT999999999999999999S'])('an advance by %s', async duration => {
    const { ask } = await open()
    expect((await ask('POST /__mock/clock', { body: { advance: duration } })).status).toBe(422)
    expect((await ask('GET /__mock/clock')).body.now).toBe('2026-01-01T00:00:00.000Z')
    const mock = createMock()
    expect(() => mock.clock.advance(Number.MAX_SAFE_INTEGER)).toThrow(RangeError)
    expect(mock.clock.fixed).toBeNull()
  })

  test('--clock', () => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'mock', '-p', '0', '--clock', BEYOND[1]], {
      timeout: 10_000,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([2, expect.stringContaining('from the year 1970 to the year 9998')])
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

test.each(SYSTEMS)('$system: sessions and keys work at the last moment of the clock', async contract => {
  const mock = createMock({ contract })
  mock.clock.set('9998-12-31T23:59:59.999Z')
  const { headers } = mock.signIn('admin')
  const me = await ask(mock, 'GET /me', { headers })
  expect([me.status, me.headers.get('date')]).toEqual([200, 'Thu, 31 Dec 9998 23:59:59 GMT'])
})

describe('a clock that is set back', () => {
  const contract = SYSTEMS.find(({ system }) => system === 'store-admin')
  const openWindow = async () => {
    const mock = createMock({ ...(contract && { contract }), now: '2026-01-15T00:00:00Z' })
    const { headers } = mock.signIn('admin')
    await ask(mock, 'POST /clear-operations/open', { headers })
    const state = async () => [
      (await ask(mock, 'GET /clear-operations', { headers })).body,
      (await ask(mock, 'DELETE /products', { headers })).status,
    ]
    return { mock, state }
  }

  test.each(['2026-01-01T00:00:00Z', '2026-01-14T23:59:59.999Z', '2026-01-15T01:00:00Z'])(
    'closes a window that is opened later or has ended: %s',
    async time => {
      const { mock, state } = await openWindow()
      mock.clock.set(time)
      expect(await state()).toEqual([{ open: false, expires_at: null }, 403])
    },
  )

  test('keeps a window open within its own time', async () => {
    const { mock, state } = await openWindow()
    mock.clock.set('2026-01-15T00:59:59.999Z')
    mock.clock.set('2026-01-15T00:00:00Z')
    expect(await state()).toEqual([{ open: true, expires_at: '2026-01-15T01:00:00.000Z' }, 200])
  })

  test('does not open a window whose end was written into a state', async () => {
    const { mock, state } = await openWindow()
    const snapshot = JSON.stringify(mock.snapshot()).replace('2026-01-15T01:00:00.000Z', '2027-01-01T00:00:00.000Z')
    mock.restore(JSON.parse(snapshot) as Snapshot)
    expect(await state()).toEqual([{ open: false, expires_at: null }, 403])
  })

  test.each(SYSTEMS)('$system: keeps sessions, until the time that they show', async contract => {
    const mock = createMock({ contract, now: '2026-01-15T00:00:00Z' })
    const { headers } = mock.signIn('admin')
    mock.clock.set('2025-01-01T00:00:00Z')
    expect((await ask(mock, 'GET /me', { headers })).status).toBe(200)
    mock.clock.set('2026-01-15T12:00:00Z')
    expect((await ask(mock, 'GET /me', { headers })).status).toBe(401)
  })
})
