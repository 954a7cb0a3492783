import { BrokenConnectionError } from './api/broken-connection-error.ts'
import { type AnyMock, createMock, type Mock, type MockOptions } from './index.ts'
import { Base } from './msw/base.ts'

/** The part of Playwright's `Route` that is used: nothing of Playwright is imported, so any package of it will do. */
export interface Route {
  request(): {
    url(): string
    method(): string
    allHeaders(): Promise<Record<string, string>>
    postDataBuffer(): Uint8Array | null
  }
  fulfill(answer: { status: number; headers: Record<string, string>; body: Buffer }): Promise<void>
  abort(): Promise<void>
}

type Matcher = (url: URL) => boolean
type Answer = (route: Route) => Promise<void>

/** What requests can be routed of: Playwright's `BrowserContext` or `Page`. */
export interface Routable {
  route(matcher: Matcher, answer: Answer): Promise<unknown>
  unroute(matcher: Matcher, answer: Answer): Promise<unknown>
}

/** It can be declared with `await using`. */
export interface MockRoute extends AsyncDisposable {
  /** Leaves the requests to the network again. */
  readonly close: () => Promise<void>
}

/**
 * Answers what the pages of a browser context, or one page, ask of the API from a mock that stays in this process, where
 * the test can look into it. All under the contract's base path is answered, at any origin unless the mock has a
 * `baseUrl`; pages of other origins may read all of it. Playwright does not route what a service worker asks: create the
 * context with `serviceWorkers: 'block'` where the page has one.
 * @returns when requests are routed
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
  const answer: Answer = async route => {
    try {
      await fulfill(route, mock)
    } catch (error) {
      // A test may end while its page still asks; Playwright has let go of the request then.
      if (isOpen) throw error
    }
  }
  await target.route(matches, answer)
  const close = async () => {
    isOpen = false
    await target.unroute(matches, answer)
  }
  return { close, [Symbol.asyncDispose]: close }
}

async function fulfill(route: Route, mock: AnyMock): Promise<void> {
  const request = await requestOf(route)
  const response = await answerOf(mock, request)
  if (response.type === 'error') return route.abort()
  await route.fulfill({
    status: response.status,
    headers: readable(request, Object.fromEntries(response.headers)),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

async function answerOf(mock: AnyMock, request: Request): Promise<Response> {
  try {
    return await mock.fetch(request)
  } catch (thrown) {
    if (thrown instanceof BrokenConnectionError) return Response.error()
    throw thrown
  }
}

async function requestOf(route: Route): Promise<Request> {
  const request = route.request()
  const headers = await request.allHeaders()
  const body = request.postDataBuffer()
  return new Request(request.url(), {
    method: request.method(),
    // HTTP/2 has headers such as `:path`, which are none to a Request.
    headers: Object.entries(headers).filter(([name]) => !name.startsWith(':')),
    body: body && new Uint8Array(body),
  })
}

/** Playwright answers preflights and lets other origins read the body; the headers have to be named. */
function readable(request: Request, headers: Record<string, string>): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || origin === new URL(request.url).origin) return headers
  return { ...headers, 'access-control-expose-headers': Object.keys(headers).join(', ') }
}

export interface MockFixtures {
  /** What `mock` is made with: `test.use({ mockOptions: { system: 'warehouse' } })`, or `use` of the configuration. */
  readonly mockOptions: MockOptions
  /** A mock of the test's own, which answers all pages of the test's context, asked for or not. */
  readonly mock: Mock
}

/**
 * For `test.extend` of @playwright/test.
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
