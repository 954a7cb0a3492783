import type { UnhandledFrameHandle } from 'msw'
import type { AnyMock } from './index.ts'
import { type MockNetwork, openNetwork } from './msw/network.ts'

export type { MockNetwork }

export interface NetworkOptions {
  /**
   * What becomes of a request that no handler answers, such as one to another host: MSW's `'warn'` (unless said),
   * `'bypass'`, `'error'`, or a function.
   */
  readonly onUnhandledFrame?: UnhandledFrameHandle
}

/**
 * Answers the global `fetch` of this process from a mock, by MSW 3: `server.use(...)`, events and unhandled requests are
 * as with `setupServer(...mock.handlers)`. That watches every way out of a process, at a cost of some 500 microseconds
 * a call. This replaces `fetch` alone, at about a tenth. Where the code under test sends by `node:http` (axios, got) or
 * by XMLHttpRequest, take `setupServer`; where it takes a `fetch`, give it `mock.fetch`, which costs least.
 * @throws {Error} where another network is open, or MSW is not installed
 *
 * @example
 * const mock = createMock({ system: 'warehouse' })
 * const network = startNetwork(mock)
 * afterEach(() => network.resetHandlers())
 * afterAll(() => network.close())
 */
export function startNetwork(mock: AnyMock, { onUnhandledFrame = 'warn' }: NetworkOptions = {}): MockNetwork {
  return openNetwork(mock.handlers, onUnhandledFrame)
}

export interface ServeOptions {
  /** `127.0.0.1` unless said. */
  readonly host?: string
  /** Any free one unless said. */
  readonly port?: number
}

/** A mock that answers on a port of this machine. */
export interface ServedMock {
  /** Where it answers, without a slash at the end: `http://127.0.0.1:49152`. The API is below its base path. */
  readonly url: string
  /** Takes no more connections, and resolves when the last answer is sent. */
  readonly close: () => Promise<void>
}

/**
 * Serves a mock over HTTP, from this process: what `latchkey mock` does, with the mock and its clock at hand.
 * @throws {Error} of Node's, with a `code` such as EADDRINUSE, where it cannot listen there
 *
 * @example
 * const mock = createMock({ system: 'warehouse' })
 * const server = await serve(mock)
 * const answer = await fetch(`${server.url}/api/v1/me`)
 * await server.close()
 */
export async function serve(mock: AnyMock, { host = '127.0.0.1', port = 0 }: ServeOptions = {}): Promise<ServedMock> {
  // Loaded when it is needed: a test that only starts a network does not wait for a server.
  const [{ readDocument }, { Instance }, { Log }, { startServer }] = await Promise.all([
    import('./server/documents.ts'),
    import('./server/instance.ts'),
    import('./server/log.ts'),
    import('./server/server.ts'),
  ])
  const instance = new Instance({ mock, document: () => readDocument(mock.contract.system) })
  const log = new Log({ level: 'error', isJson: false, out: () => {}, err: text => console.error(text) })
  const { origin, close } = await startServer({ instance: () => instance, host, port, log })
  return { url: origin, close }
}
