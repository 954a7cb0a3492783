/** The entry point `latchkey/mock/vitest`. */
import { test as base, type TestAPI } from 'vitest'
import { createMock, type Mock, type MockOptions } from './index.ts'
import { CurrentHandlers } from './msw/current-handlers.ts'
import { type MockNetwork, openNetwork } from './msw/network.ts'
import { requirePeer } from './peer.ts'

requirePeer({ name: 'vitest', title: 'Vitest', since: [4, 1], neededBy: 'latchkey/mock/vitest' })

export interface MockFixtures {
  /** The options of `mock`: `test.override('mockOptions', { system: 'warehouse' })` for a file or a `describe`. */
  readonly mockOptions: MockOptions
  /** The test's own mock. It responds to the test's global `fetch`, even if the test does not use the fixture. */
  readonly mock: Mock
  /** The handlers of the test's global `fetch`. Handlers that a test adds are not visible to other tests. */
  readonly network: Pick<MockNetwork, 'use' | 'resetHandlers' | 'restoreHandlers' | 'listHandlers'>
}

const handlers = new CurrentHandlers()
/** The mocks of the running tests, and whether the global `fetch` of each test reaches its mock. */
const running = new Map<Mock, boolean>()
let network: MockNetwork | undefined

/** Replaces the global `fetch` when the first of the running tests starts. `end` restores it after the last one. */
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
      'The global fetch did not reach the mock of this test. If test files share their modules (`isolate: false`), ' +
        'a setup file must call `bindNetwork()` of latchkey/mock/vitest.',
    )
  }
}

/**
 * Vitest's `test` with a new mock for each test, which also responds to the global `fetch` of the code under test. Tests
 * can be concurrent (`test.concurrent`), because each asynchronous context has its own mock. A request without a handler
 * reaches the network, with a warning of MSW. It requires Vitest 4.1 or
 * later, MSW 3, and Node.js (jsdom included).
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
 * Connects the global `fetch` of each test of the current file to its mock. Importing this entry point calls it. If test
 * files share their modules (`isolate: false`), the import runs only once, so a setup file must call it for each file.
 */
export function bindNetwork(): void {
  test.aroundEach((runTest, { mock }: Partial<MockFixtures>) => {
    // Tests of the file that do not use this `test` have no mock, or a fixture of the same name.
    if (!mock || !running.has(mock)) return runTest()
    running.set(mock, true)
    return handlers.run(mock.handlers, runTest)
  })
}

bindNetwork()
