import { describe, expect, test } from 'vitest'
import { asApp, asRoot, openShop, START } from './shop.ts'

const at = Date.parse(START)

describe('a unix time', () => {
  test('is stamped in milliseconds or seconds', async () => {
    const { ask, mock } = openShop()
    mock.clock.advance(1500)
    expect((await ask('POST /keys', { type: 'public', title: 'A' })).body.created).toBe(at + 1500)
    mock.clock.advance(3000)
    expect((await ask('GET /jobs/job_first')).body.done_at).toBe(at / 1000 + 3)
  })

  test('is compared with the present by `future`', async () => {
    const { ask } = openShop()
    const status = async (ends: number) => (await ask('POST /keys', { type: 'public', title: `${ends}`, ends })).status
    expect(await status(at / 1000 + 1)).toBe(200)
    expect(await status(at / 1000)).toBeGreaterThanOrEqual(400)
  })

  test('is the end of a record, at that exact millisecond', async () => {
    const { ask, mock } = openShop()
    const { body } = await ask('POST /tokens', { expires: at + 1500 }, { ...asRoot, ...asApp })
    const code = async () => (await ask('POST /verify', { given: { token: body.token } })).body.code
    mock.clock.advance(1499)
    expect(await code()).toBe('VALID')
    mock.clock.advance(1)
    expect(await code()).toBe('EXPIRED')
  })
})

describe('a stamp that the body moves', () => {
  test('lies in the future, and the key works until then', async () => {
    const { ask, mock, createKey } = openShop()
    const { id, token } = await createKey('secret', 'Sync')
    const use = async () => (await ask('GET /keys', undefined, { authorization: `Basic ${token}` })).status
    const { body } = await ask(`POST /keys/${id}/revoke`, { revoke_in: 60 })
    expect(body).toMatchObject({ revoked_at: '2026-01-01T00:01:00.000Z', revoked_by: 'apk_root' })
    mock.clock.advance('PT59S')
    expect(await use()).toBe(200)
    mock.clock.advance('PT1S')
    expect(await use()).toBe(401)
  })

  test('is the present without the property', async () => {
    const { ask, createKey } = openShop()
    const { id, token } = await createKey('secret', 'Sync')
    expect((await ask(`POST /keys/${id}/revoke`)).body.revoked_at).toBe(START)
    expect((await ask('GET /keys', undefined, { authorization: `Basic ${token}` })).status).toBe(401)
  })
})

describe('a state that records leave by themselves', () => {
  test('ends after its duration, one after the other', async () => {
    const { ask, mock } = openShop()
    const { id } = (await ask('POST /jobs')).body
    const state = async () => (await ask(`GET /jobs/${id}`)).body.state
    const states: unknown[] = [await state()]
    for (const duration of [1999, 1, 2999, 1]) {
      mock.clock.advance(duration)
      states.push(await state())
    }
    expect(states).toEqual(['waiting', 'waiting', 'running', 'running', 'done'])
  })

  test('ends at the same time if nobody looks in between, and after a restored snapshot', async () => {
    const { ask, mock } = openShop()
    const { id } = (await ask('POST /jobs')).body
    mock.clock.advance(4999)
    expect((await ask(`GET /jobs/${id}`)).body.state).toBe('running')
    const other = openShop()
    other.mock.restore(JSON.parse(JSON.stringify(mock.snapshot())))
    expect((await other.ask(`GET /jobs/${id}`)).body.state).toBe('running')
    other.mock.clock.advance(1)
    expect((await other.ask(`GET /jobs/${id}`)).body).toMatchObject({ state: 'done', done_at: at / 1000 + 5 })
  })
})
