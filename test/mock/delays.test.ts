/** Requests that are delayed, and requests that abort. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { ask, START } from './client.ts'

const open = () => createMock({ now: START })

afterEach(() => void vi.useRealTimers())

describe('a delay', () => {
  test('runs before everything else, and adds up with other delays', async () => {
    vi.useFakeTimers()
    const mock = open()
    mock.delay('getMe', 100)
    const remove = mock.delay('*', 50)
    mock.fail('getMe', { status: 503 })
    let status = 0
    const answer = ask(mock, 'GET /me').then(answer => {
      status = answer.status
    })
    await vi.advanceTimersByTimeAsync(149)
    expect(status).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    await answer
    expect(status).toBe(503)
    remove()
    const other = ask(mock, 'GET /api-keys')
    expect((await other).status).toBe(401)
  })

  test('within a range is determined by the seed, and is the same after a reset', async () => {
    vi.useFakeTimers()
    const mock = open()
    const waits = async () => {
      mock.delay('getMe', [50, 200])
      const times: number[] = []
      for (let count = 0; count < 20; count++) {
        const start = Date.now()
        const answer = ask(mock, 'GET /me').then(() => times.push(Date.now() - start))
        await vi.advanceTimersByTimeAsync(200)
        await answer
      }
      return times
    }
    const first = await waits()
    expect(Math.min(...first)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...first)).toBeLessThanOrEqual(200)
    expect(new Set(first).size).toBeGreaterThan(10)
    mock.reset()
    expect(await waits()).toEqual(first)
  })

  test('ends when the signal aborts, and the request changes nothing', async () => {
    vi.useFakeTimers()
    const mock = open()
    const { headers } = mock.signIn('admin')
    mock.delay('createApiKey', 60_000)
    const controller = new AbortController()
    const answer = ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' }, signal: controller.signal })
    const before = mock.snapshot().records
    expect(vi.getTimerCount()).toBe(1)
    controller.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(vi.getTimerCount()).toBe(0)
    expect(mock.snapshot().records).toEqual(before)
  })

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, [2, 1], [-1, 1]])('of %j is rejected', time => {
    expect(() => open().delay('*', time as number)).toThrow(/A delay must be a whole number of milliseconds/)
  })
})

describe('a request whose signal aborts', () => {
  test('rejects with the reason of the signal, before the request and while its body is read', async () => {
    const mock = open()
    await expect(ask(mock, 'GET /me', { signal: AbortSignal.abort('no') })).rejects.toBe('no')
    expect(mock.requests).toEqual([])
    const controller = new AbortController()
    const init = { method: 'POST', body: new ReadableStream(), duplex: 'half', signal: controller.signal }
    const answer = mock.fetch('http://shop.test/api/v1/sessions', init)
    controller.abort('enough')
    await expect(answer).rejects.toBe('enough')
  })
})
