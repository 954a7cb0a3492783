/** "With fake timers, nothing answers any more." */
// Source: mswjs/msw #448, #966
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type AnyMock, createMock } from '../../../mock/index.ts'
import { serve } from '../../../mock/node.ts'
import { ENTRY_POINTS } from './entry-points.ts'

afterEach(() => void vi.useRealTimers())

async function served(mock: AnyMock = createMock()): Promise<string> {
  const server = await serve(mock)
  onTestFinished(() => server.close())
  return `${server.url}/api/v1`
}

/** The result, or `late` after some seconds of real time. */
const soon = <Result>(result: Promise<Result>) => Promise.race([result, sleep(20_000, 'late' as const)])

const statusOf = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init)
  await response.arrayBuffer()
  return response.status
}

const sessionsInit = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ email: 'admin@north.example', password: 'password' }),
}

describe('serve() answers with fake timers', () => {
  test('that were installed before the server started', async () => {
    vi.useFakeTimers()
    const base = await served()
    expect(await soon(statusOf(`${base}/me`))).toBe(401)
    expect(await soon(statusOf(`${base}/sessions`, sessionsInit))).toBe(201)
  })

  test('that were installed while it ran, and every later server answers too', async () => {
    const first = await served()
    vi.useFakeTimers()
    expect(await soon(statusOf(`${first}/me`))).toBe(401)
    const second = await served()
    expect(await soon(statusOf(`${second}/me`))).toBe(401)
    vi.useRealTimers()
    expect(await soon(statusOf(`${first}/me`))).toBe(401)
    const third = await served()
    expect(await soon(statusOf(`${third}/me`))).toBe(401)
  })

  test('that were removed while a request was running', async () => {
    const mock = createMock()
    const base = await served(mock)
    vi.useFakeTimers()
    const asked = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    mock.override('getMe', async ({ next }) => {
      asked.resolve()
      await go.promise
      return next()
    })
    const answer = statusOf(`${base}/me`)
    await asked.promise
    vi.useRealTimers()
    go.resolve()
    expect(await soon(answer)).toBe(401)
  })

  test('if a body is too large to be read, and the next request of the connection too', async () => {
    const base = await served()
    vi.useFakeTimers()
    const body = JSON.stringify({ email: 'x'.repeat(2 ** 21), password: 'password' })
    expect(await soon(statusOf(`${base}/sessions`, { ...sessionsInit, body }))).toBe(413)
    expect(await soon(statusOf(`${base}/sessions`, sessionsInit))).toBe(201)
  })

  test('if an override streams its response', async () => {
    const mock = createMock()
    const base = await served(mock)
    vi.useFakeTimers()
    mock.override('listOrders', () => {
      const chunks = ['{"data":[],', '"next_cursor":null}'].map(text => new TextEncoder().encode(text))
      const pull = async (controller: ReadableStreamDefaultController) => {
        const chunk = chunks.shift()
        if (!chunk) return controller.close()
        controller.enqueue(chunk)
        await sleep(5)
      }
      return new Response(new ReadableStream({ pull }), { headers: { 'Content-Type': 'application/json' } })
    })
    expect(await soon(fetch(`${base}/orders`).then(response => response.json()))).toEqual({
      data: [],
      next_cursor: null,
    })
  })

  test('and it can be closed', async () => {
    const server = await serve(createMock())
    vi.useFakeTimers()
    expect(await soon(statusOf(`${server.url}/api/v1/me`))).toBe(401)
    // A client that keeps its connection busy, which `close` ends after a grace period of two seconds.
    const asked = request(`${server.url}/api/v1/sessions`, { method: 'POST', headers: { 'Content-Length': 5 } })
    asked.on('error', () => {})
    asked.write('{')
    await sleep(50)
    await expect(Promise.race([server.close(), sleep(20_000, 'late')])).resolves.toBeUndefined()
  })
})

describe('fake timers move', () => {
  test.each(ENTRY_POINTS)('the delays and the clock of the mock in %s', async (_, open) => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2030-01-01T00:00:00Z') })
    expect(mock.clock.toString()).toBe('2030-01-01T00:00:00.000Z')
    mock.delay('getMe', 60_000)
    let isAnswered = false
    const answer = fetch(`${base}/me`).then(({ status }) => {
      isAnswered = true
      return status
    })
    await sleep(50)
    expect(isAnswered).toBe(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await soon(answer)).toBe(401)
  })
})
