/** The same seed and the same requests give the same bytes through every entry point. */
import { setupServer } from 'msw/node'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { serve, startNetwork } from '../../mock/node.ts'
import { routeMock } from '../../mock/playwright.ts'
import { launchChromium } from '../browser/chromium.ts'
import type { Page } from './page.ts'
import { servePage } from './serve-page.ts'
import { BASE } from './shop.ts'
import { transcript } from './transcript.ts'

const OPTIONS = { seed: 7, now: '2026-01-01T00:00:00Z' }
let browser: Browser
let page: Awaited<ReturnType<typeof servePage>>
let expected: string

beforeAll(async () => {
  ;[browser, page] = await Promise.all([launchChromium(), servePage()])
  const mock = createMock(OPTIONS)
  expected = await transcript(mock, mock.fetch, BASE)
})

afterAll(async () => {
  await browser.close()
  await page[Symbol.asyncDispose]()
})

test('the sequence of requests covers what it should', () => {
  const answers = expected.match(/^(GET|POST|PATCH|PUT|DELETE) .*$/gm)?.map(line => line.split(' ').at(-1))
  expect(answers?.join(' ')).toBe(
    '201 401 200 201 201 201 201 201 201 409 200 200 200 401 409 200 204 404 422 405 404 400 415 401',
  )
  for (const part of ['idempotency-replayed: true', 'location: /api/v1/api-keys/key_', 'lk_live_', '\u{1f511}'])
    expect(expected).toContain(part)
})

test('another seed gives other bytes', async () => {
  const mock = createMock({ ...OPTIONS, seed: 8 })
  expect(await transcript(mock, mock.fetch, BASE)).not.toBe(expected)
})

test('through setupServer of MSW', async () => {
  const mock = createMock(OPTIONS)
  const server = setupServer(...mock.handlers)
  server.listen()
  expect(await transcript(mock, fetch, BASE)).toBe(expected)
  server.close()
})

test('through the network of this package', async () => {
  const mock = createMock(OPTIONS)
  using _ = startNetwork(mock)
  expect(await transcript(mock, fetch, BASE)).toBe(expected)
})

test('over HTTP', async () => {
  const mock = createMock(OPTIONS)
  const server = await serve(mock)
  expect(await transcript(mock, fetch, `${server.url}/api/v1`)).toBe(expected)
  await server.close()
})

test('in a page, through the service worker', async () => {
  const context = await browser.newContext()
  const tab = await context.newPage()
  const printed: string[] = []
  tab.on('console', message => printed.push(message.text()))
  await tab.goto(`${page.origin}/index.html`)
  const walked = await tab.evaluate(options => (globalThis as Page).latchkey.walk(options), OPTIONS)
  expect(walked).toBe(expected)
  // The browser itself prints an error for each status from 400.
  expect(printed.filter(text => !text.startsWith('Failed to load resource'))).toEqual([])
  await context.close()
})

test('in a Web Worker, through mock.fetch', async () => {
  const context = await browser.newContext()
  const tab = await context.newPage()
  await tab.goto(`${page.origin}/index.html`)
  const walked = await tab.evaluate(options => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const worker = new Worker('/in-worker.js', { type: 'module' })
    worker.addEventListener('message', ({ data }) => resolve(data))
    worker.addEventListener('error', reject)
    worker.postMessage(options)
    return promise
  }, OPTIONS)
  expect(walked).toBe(expected)
  await context.close()
})

test('from a page of another origin, through Playwright', async () => {
  const mock = createMock(OPTIONS)
  const context = await browser.newContext()
  await routeMock(context, mock)
  const tab = await context.newPage()
  await tab.goto(`${page.origin}/index.html`)
  const send = async (url: Request | URL | string, init?: RequestInit) => {
    const [status, headers, body] = await tab.evaluate(
      async ([url, init]) => {
        const answer = await fetch(url, init as RequestInit | undefined)
        return [answer.status, Object.fromEntries(answer.headers), await answer.text()] as const
      },
      [String(url), init] as const,
    )
    return new Response(status === 204 ? null : body, { status, headers })
  }
  expect(await transcript(mock, send, 'https://shop.test/api/v1')).toBe(expected)
  await context.close()
})
