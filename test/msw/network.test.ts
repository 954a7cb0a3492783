import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { type NetworkOptions, startNetwork } from '../../mock/node.ts'
import { BASE, init, signIn } from './shop.ts'

const realFetch = globalThis.fetch
const mock = createMock()

function start(options?: NetworkOptions) {
  const network = startNetwork(mock, options)
  onTestFinished(() => network.close())
  return network
}

describe('startNetwork', () => {
  test('responds to the global fetch from the mock, with a complete response', async () => {
    start()
    const token = await signIn(fetch)
    const answer = await fetch(new URL(`${BASE}/me`), init({ token }))
    expect(answer).toMatchObject({ status: 200, url: `${BASE}/me`, redirected: false })
    expect((await answer.json()).user.email).toBe('admin@north.example')
    expect((await fetch(new Request(`${BASE}/nothing`))).status).toBe(404)
  })

  test('restores fetch when it is closed, also twice or by using', async () => {
    {
      using _ = startNetwork(mock)
      expect(globalThis.fetch).not.toBe(realFetch)
    }
    expect(globalThis.fetch).toBe(realFetch)
    const network = startNetwork(mock)
    network.close()
    network.close()
    expect(globalThis.fetch).toBe(realFetch)
  })

  test('throws if another network is open', () => {
    start()
    expect(() => startNetwork(createMock())).toThrow('A network of a mock is already open. Close it first')
  })

  test('adds and removes handlers', async () => {
    const network = start()
    const status = async () => (await fetch(`${BASE}/me`)).status
    network.use(http.get('*/api/v1/me', () => new HttpResponse(null, { status: 418 }), { once: true }))
    expect([await status(), await status()]).toEqual([418, 401])
    network.restoreHandlers()
    expect(await status()).toBe(418)
    network.resetHandlers()
    expect(await status()).toBe(401)
    expect(network.listHandlers()).toEqual(mock.handlers)
  })

  test('emits the events of MSW', async () => {
    const network = start()
    const seen: string[] = []
    network.events.on('request:match', ({ request, handler }) => void seen.push(request.url, handler.info.header))
    network.events.on('response:mocked', ({ response }) => void seen.push(String(response.status)))
    await fetch(`${BASE}/me`)
    expect(seen).toEqual([`${BASE}/me`, `ALL */api/v1/* (${mock.contract.title})`, '401'])
  })

  test('a signal that aborts ends the call', async () => {
    start()
    const aborted = AbortSignal.abort(new Error('Enough'))
    await expect(fetch(`${BASE}/me`, { signal: aborted })).rejects.toThrow('Enough')
  })
})

describe('calls without a response', () => {
  test.each([
    ['startNetwork', () => startNetwork(mock)],
    [
      'setupServer',
      () => {
        const server = setupServer(...mock.handlers)
        server.listen()
        return server
      },
    ],
  ])('reject through %s as in a real network, and MSW prints nothing', async (_, open) => {
    const error = vi.spyOn(console, 'error')
    const network = open()
    const isBroken = mock.fail('getMe', { error: 'network' })
    await expect(fetch(`${BASE}/me`)).rejects.toThrow(TypeError)
    isBroken()
    const isSlow = mock.delay('getMe', 60_000)
    await expect(fetch(`${BASE}/me`, { signal: AbortSignal.timeout(20) })).rejects.toThrow(/timeout/)
    isSlow()
    expect((await fetch(`${BASE}/me`)).status).toBe(401)
    expect(error).not.toHaveBeenCalled()
    error.mockRestore()
    network.close()
  })
})

describe('a request that the mock does not handle', () => {
  const real = createServer((_, response) => response.end('real'))
  let url: string
  beforeAll(async () => {
    await once(real.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(real.address() as AddressInfo).port}/health`
  })
  afterAll(() => void real.close())

  test.each([
    [undefined, 1],
    [{ onUnhandledFrame: 'warn' }, 1],
    [{ onUnhandledFrame: 'bypass' }, 0],
  ] as const)('goes to the network: %o warns %i times', async (options, warnings) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    start(options)
    expect(await (await fetch(url)).text()).toBe('real')
    expect(warn).toHaveBeenCalledTimes(warnings)
    warn.mockRestore()
  })

  test('fails', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    start({ onUnhandledFrame: 'error' })
    await expect(fetch(url)).rejects.toThrow('Cannot bypass a request when using the "error" strategy')
    error.mockRestore()
  })
})
