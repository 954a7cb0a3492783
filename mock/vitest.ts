/** The entry point `latchkey/mock/vitest`. */
import { test as base, type TestAPI } from 'vitest'
import { createMockFrom } from './api/create-mock.ts'
import { maskPath } from './engine/values/mask.ts'
import type { Mock, MockOptions } from './index.ts'
import { Base } from './msw/base.ts'
import { CurrentHandlers, type TestHandlers } from './msw/current-handlers.ts'
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

/** A test with its mock. */
interface RunningTest {
  readonly handlers: TestHandlers
  /** Whether its global `fetch` reaches its mock. */
  isBound: boolean
  /** What its mock threw instead of a response. */
  readonly defects: Error[]
}

const handlers = new CurrentHandlers()
const running = new Map<Mock, RunningTest>()
/** Tells the requests to the API of a test, also when the test has ended. */
const bases = new WeakMap<TestHandlers, Base>()
let network: MockNetwork | undefined

/** Replaces the global `fetch` when the first test of a file starts. */
function begin(mock: Mock, defects: Error[]): void {
  const base = new Base(mock.contract, mock.baseUrl)
  network ??= openGuardedNetwork()
  const test = { handlers: handlers.start(mock.handlers), isBound: false, defects }
  running.set(mock, test)
  bases.set(test.handlers, base)
}

function end(mock: Mock): void {
  const test = running.get(mock)
  if (!test) return
  running.delete(mock)
  handlers.end(test.handlers)
  if (!test.isBound) {
    closeNetwork()
    throw new Error(
      'The global fetch did not reach the mock of this test. If test files share their modules (`isolate: false`), ' +
        'a setup file must call `bindNetwork()` of latchkey/mock/vitest.',
    )
  }
}

function assertNoDefects({ defects }: RunningTest): void {
  if (defects.length > 0) throw new AggregateError(defects, 'The mock could not respond to some requests of this test.')
}

/** MSW lets a resolver throw a response, which would be sent without a check. */
const errorOf = (thrown: unknown) =>
  thrown instanceof Error
    ? thrown
    : new Error('An override threw a value that is not an Error. It must return its response.', { cause: thrown })

/** Restores the global `fetch`, unless a test is running. */
function closeNetwork(): void {
  if (running.size > 0) return
  network?.close()
  network = undefined
}

/** A network whose `fetch` rejects requests that belong to no test, although they are for the API of one. */
function openGuardedNetwork(): MockNetwork {
  const opened = openNetwork(handlers, 'warn')
  const { fetch } = globalThis
  const value: typeof fetch = async (input, init) => {
    const reason = strayReason(typeof input === 'object' && 'url' in input ? input.url : String(input))
    if (reason !== undefined) throw new Error(reason)
    return fetch(input, init)
  }
  Object.defineProperty(globalThis, 'fetch', { value, configurable: true, enumerable: true, writable: true })
  return opened
}

/** Why a request must not be sent; undefined if it may. */
function strayReason(target: string): string | undefined {
  if (handlers.current) return undefined
  const test = handlers.ofContext
  const candidates = test ? [test] : [...running.values()].map(one => one.handlers)
  const url = URL.parse(target, globalThis.location?.href)
  if (!url || !candidates.some(candidate => bases.get(candidate)?.includes(url))) return undefined
  const place = `${url.origin}${maskPath(url.pathname)}`
  const many = running.size === 0 ? 'no test is running' : `${running.size} tests are running at the same time`
  return test
    ? `A request to ${place} was sent in the context of a test that has ended, and ${many}, so no mock can respond. ` +
        'Stop timers, pollers and batchers at the end of the test that started them, or start them for each test.'
    : `A request to ${place} was sent outside of the context of a test, and ${many}, so no mock can respond. ` +
        'Send it in a test, or use `mock.fetch`.'
}

/**
 * Vitest's `test` with a new mock for each test, which also responds to the global `fetch` of the code under test. Tests
 * can be concurrent (`test.concurrent`), because each asynchronous context has its own mock. If only one test is running,
 * its mock also responds to code that an earlier test started, such as a poller; if not, such a request rejects. A
 * request without a handler reaches the network, with a warning of MSW. It requires Vitest 4.1 or
 * later, MSW 3, and Node.js (jsdom included).
 *
 * A test fails if one of its overrides throws, or returns a response that the contract does not allow, even if the code
 * under test catches the error. For errors on purpose, use `mock.fail`.
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
      const defects: Error[] = []
      const mock = createMockFrom(mockOptions, thrown => defects.push(errorOf(thrown)))
      begin(mock, defects)
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
  test.aroundEach(async (runTest, { mock }: Partial<MockFixtures>) => {
    const current = mock && running.get(mock)
    if (current) {
      current.isBound = true
      await handlers.run(current.handlers, runTest)
      // Not at the end of the fixture: if that throws, Vitest repeats its end at each retry of the test.
      return assertNoDefects(current)
    }
    // Tests of the file that do not use this `test` have no mock, or a fixture of the same name.
    closeNetwork()
    return network ? handlers.runWithout(runTest) : runTest()
  })
  test.afterAll(closeNetwork)
}

bindNetwork()
