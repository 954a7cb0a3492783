/** The entry point `latchkey/mock/playwright`. */
import { BrokenConnectionError } from './engine/broken-connection-error.ts'
import { type AnyMock, createMock, type Mock, type MockOptions } from './index.ts'
import { Base } from './msw/base.ts'

/** The part of Playwright's `Route` that is used. Playwright is not imported, so any of its packages works. */
export interface Route {
  request(): {
    url(): string
    method(): string
    allHeaders(): Promise<Record<string, string>>
    postDataBuffer(): Uint8Array | null
  }
  fulfill(response: { status: number; headers: Record<string, string>; body: Buffer }): Promise<void>
  abort(): Promise<void>
}

type Matcher = (url: URL) => boolean
type RouteHandler = (route: Route) => Promise<void>

/** Playwright's `BrowserContext` or `Page`. */
export interface Routable {
  route(matcher: Matcher, handler: RouteHandler): Promise<unknown>
  unroute(matcher: Matcher, handler: RouteHandler): Promise<unknown>
  on(event: 'requestfailed', listener: (request: object) => void): unknown
  off(event: 'requestfailed', listener: (request: object) => void): unknown
}

/** It supports `await using`. */
export interface MockRoute extends AsyncDisposable {
  /** Stops routing. Later requests reach the network. */
  readonly close: () => Promise<void>
}

/**
 * Lets a mock respond to the API requests of a browser context or a page. The mock runs in this process, so the test has
 * direct access to it. It handles every request below the contract's base path, at any origin unless the mock has a
 * `baseUrl`. Pages of other origins may read all responses. Playwright does not route the requests of service workers:
 * if the page has one, create the context with `serviceWorkers: 'block'`.
 * @returns a promise that resolves when requests are routed
 *
 * @example
 * const mock = createMock({ system: 'warehouse' })
 * await routeMock(context, mock)
 * await page.goto('/settings/api-keys')
 */
export async function routeMock(target: Routable, mock: AnyMock): Promise<MockRoute> {
  const base = new Base(mock.contract, mock.baseUrl)
  const matches: Matcher = url => base.includes(url)
  let isOpen = true
  /** What aborts the requests that are running, by Playwright's request. */
  const running = new WeakMap<object, AbortController>()
  const abort = (request: object) => running.get(request)?.abort()
  const handler: RouteHandler = async route => {
    const controller = new AbortController()
    running.set(route.request(), controller)
    try {
      await fulfill(route, mock, controller.signal)
    } catch (error) {
      // The page aborted the request, or the test ended while it was pending, and Playwright has dropped it.
      if (isOpen && !controller.signal.aborted) throw error
    }
  }
  target.on('requestfailed', abort)
  await target.route(matches, handler)
  const close = async () => {
    isOpen = false
    target.off('requestfailed', abort)
    await target.unroute(matches, handler)
  }
  return { close, [Symbol.asyncDispose]: close }
}

async function fulfill(route: Route, mock: AnyMock, signal: AbortSignal): Promise<void> {
  const request = await requestOf(route, signal)
  const response = await fetchFrom(mock, request)
  if (response.type === 'error') return route.abort()
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

async function fetchFrom(mock: AnyMock, request: Request): Promise<Response> {
  try {
    return await mock.fetch(request)
  } catch (thrown) {
    if (thrown instanceof BrokenConnectionError) return Response.error()
    throw thrown
  }
}

async function requestOf(route: Route, signal: AbortSignal): Promise<Request> {
  const request = route.request()
  const headers = await request.allHeaders()
  const body = request.postDataBuffer()
  return new Request(request.url(), {
    method: request.method(),
    // The pseudo-headers of HTTP/2, such as `:path`, are not valid in a Request.
    headers: Object.entries(headers).filter(([name]) => !name.startsWith(':')),
    body: body && new Uint8Array(body),
    signal,
  })
}

export interface MockFixtures {
  /** The options of `mock`: `test.use({ mockOptions: { system: 'warehouse' } })`, or `use` in the configuration. */
  readonly mockOptions: MockOptions
  /** The test's own mock. It responds to all pages of the test's context, even if the test does not use the fixture. */
  readonly mock: Mock
}

/**
 * Fixtures for `test.extend` of @playwright/test.
 *
 * @example
 * import { test as base } from '@playwright/test'
 * export const test = base.extend<MockFixtures>(fixtures)
 */
export const fixtures: {
  readonly mockOptions: [MockOptions, { option: true }]
  readonly mock: [
    (args: { context: Routable; mockOptions: MockOptions }, use: (mock: Mock) => Promise<void>) => Promise<void>,
    { auto: true },
  ]
} = {
  mockOptions: [{}, { option: true }],
  mock: [
    async ({ context, mockOptions }, use) => {
      const mock = createMock(mockOptions)
      await using _ = await routeMock(context, mock)
      await use(mock)
    },
    { auto: true },
  ],
}
