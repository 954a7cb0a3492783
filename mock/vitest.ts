import { test as base, type TestAPI } from 'vitest'
import { createMock, type Mock, type MockOptions } from './index.ts'
import { CurrentHandlers } from './msw/current-handlers.ts'
import { type MockNetwork, openNetwork } from './msw/network.ts'

export interface MockFixtures {
  /** What `mock` is made with: `test.override('mockOptions', { system: 'warehouse' })` for a file or a `describe`. */
  readonly mockOptions: MockOptions
  /** A mock of the test's own, which also answers the test's global `fetch`, asked for or not. */
  readonly mock: Mock
  /** The test's global `fetch`: handlers for other hosts, or in front of the mock, are the test's own as well. */
  readonly network: Pick<MockNetwork, 'use' | 'resetHandlers' | 'restoreHandlers' | 'listHandlers'>
}

const handlers = new CurrentHandlers()
/** The mocks of the tests that run, and whether the global `fetch` of each test leads to its mock. */
const running = new Map<Mock, boolean>()
let network: MockNetwork | undefined

/** The global `fetch` is replaced while a test of this door runs, once for all that run at the same time. */
function begin(mock: Mock): void {
  network ??= openNetwork(handlers, 'warn')
  running.set(mock, false)
}

function end(mock: Mock): void {
  const isBound = running.get(mock)
  running.delete(mock)
  if (running.size === 0) {
    network?.close()
    network = undefined
  }
  if (!isBound) {
    throw new Error(
      'The global fetch did not lead to the mock of this test: where test files share their modules (`isolate: false`), ' +
        'a setup file has to call `bindNetwork()` of latchkey/mock/vitest.',
    )
  }
}

/**
 * Vitest's `test` with a fresh mock for each test, by itself and as the answer to the global `fetch` of the code under
 * test. Tests may run at the same time (`test.concurrent`): each asynchronous context has its own mock. A request that
 * nothing answers goes to the network with a warning of MSW's. For Node, jsdom included; it needs MSW 3.
 *
 * @example
 * import { test as mockTest } from 'latchkey/mock/vitest'
 *
 * const test = mockTest
 *   .extend({ mockOptions: { system: 'warehouse', now: '2026-01-01T00:00:00Z' } })
 *   .extend('shop', ({ mock }) => new Latchkey({ system: 'warehouse', baseUrl, fetch: mock.fetch }))
 * test.concurrent('a key lasts longer than a session', async ({ mock, shop }) => { ... })
 */
export const test: TestAPI<MockFixtures> = base.extend<MockFixtures>({
  mockOptions: {},
  mock: [
    async ({ mockOptions }, use) => {
      const mock = createMock(mockOptions)
      begin(mock)
      await use(mock)
      end(mock)
    },
    { auto: true },
  ],
  network: async ({ mock: _ }, use) => {
    await use({
      use: (...added) => handlers.use(added),
      resetHandlers: (...next) => handlers.reset(next),
      restoreHandlers: () => handlers.restore(),
      listHandlers: () => handlers.listHandlers(),
    })
  },
})

/**
 * Leads the global `fetch` of each test of the current file to its mock. Importing this door does it; where test files
 * share their modules (`isolate: false`), only the first of them imports it, and a setup file has to do it for each.
 */
export function bindNetwork(): void {
  test.aroundEach((runTest, { mock }: Partial<MockFixtures>) => {
    // Other tests of the file have no mock, or one of another kind.
    if (!mock || !running.has(mock)) return runTest()
    running.set(mock, true)
    return handlers.run(mock.handlers, runTest)
  })
}

bindNetwork()
