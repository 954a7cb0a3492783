/** The entry point `latchkey/mock/node`. */
import type { UnhandledFrameHandle } from 'msw'
import type { AnyMock } from './index.ts'
import { type MockNetwork, openNetwork } from './msw/network.ts'

export type { MockNetwork }

export interface NetworkOptions {
  /**
   * What happens to a request that has no handler, such as one to another host: `'warn'`, `'bypass'`, `'error'` or a
   * function, as in MSW. Defaults to `'warn'`.
   */
  readonly onUnhandledFrame?: UnhandledFrameHandle
}

/**
 * Lets a mock respond to the global `fetch` of this process, through MSW 3. Handlers, events and unhandled requests work
 * as with `setupServer(...mock.handlers)`. `setupServer` intercepts every kind of request, at about 500 microseconds a
 * call. This replaces only `fetch`, at about a tenth of that. If the code under test uses `node:http` (axios, got) or
 * XMLHttpRequest, use `setupServer`. If it accepts a `fetch`, pass `mock.fetch`, which is fastest.
 * @throws {Error} if another network is open, or MSW 3 is not installed
 *
 * @example
 * const mock = createMock({ system: 'warehouse' })
 * const network = startNetwork(mock)
 * afterEach(() => {
 *   network.resetHandlers()
 *   mock.reset()
 * })
 * afterAll(() => network.close())
 */
export function startNetwork(mock: AnyMock, { onUnhandledFrame = 'warn' }: NetworkOptions = {}): MockNetwork {
  return openNetwork(mock.handlers, onUnhandledFrame)
}

export interface ServeOptions {
  /** Defaults to `127.0.0.1`. */
  readonly host?: string
  /** Defaults to any free port. */
  readonly port?: number
  /**
   * More names that clients may use for the server, such as `host.docker.internal`. It knows `localhost`, `127.0.0.1` and
   * `host`; if `host` is open to other machines, also addresses and names that only a local network has.
   */
  readonly allowHosts?: readonly string[]
  /**
   * The origins whose pages may call the API: all of them (true), none (false), or a list, whose pages may send cookies
   * (`withCredentials`) and use the controls too. Defaults to true.
   */
  readonly cors?: boolean | readonly string[]
}

/** A mock that listens on a port. */
export interface ServedMock {
  /** The origin, without a trailing slash: `http://127.0.0.1:49152`. Append the base path to call the API. */
  readonly url: string
  /** Stops accepting connections, and resolves after the last response. */
  readonly close: () => Promise<void>
}

/**
 * Serves a mock over HTTP from this process, as `latchkey mock` does. The test keeps direct access to the mock.
 * @throws {Error} of Node.js, with a `code` such as EADDRINUSE, if it cannot listen on the host and port
 *
 * @example
 * const mock = createMock({ system: 'warehouse' })
 * const server = await serve(mock)
 * const response = await fetch(`${server.url}/api/v1/me`)
 * await server.close()
 */
export async function serve(
  mock: AnyMock,
  { host = '127.0.0.1', port = 0, allowHosts = [], cors = true }: ServeOptions = {},
): Promise<ServedMock> {
  // Loaded on demand, so that a test that only starts a network does not wait for the server's code.
  const [{ documentOf }, { answerOf }, { readDocument }, { Instance }, { Log }, { startServer }, { masksOf }] =
    await Promise.all([
      import('./api/documents.ts'),
      import('./api/open.ts'),
      import('./server/documents.ts'),
      import('./server/instance.ts'),
      import('./server/log.ts'),
      import('./server/server.ts'),
      import('./engine/values/mask.ts'),
    ])
  const document = async () => {
    const given = documentOf(mock.contract)
    return given ? JSON.stringify(given(), undefined, 2) : readDocument(mock.contract.system)
  }
  const instance = new Instance({ mock, answer: answerOf(mock), document })
  const log = new Log({
    level: 'error',
    isJson: false,
    mask: masksOf(mock.contract).text,
    out: () => {},
    err: text => console.error(text),
  })
  const { origin, close } = await startServer({
    instance: () => instance,
    host,
    port,
    allowHosts,
    log,
    ...(cors !== false && { origins: cors === true ? '*' : cors }),
  })
  return { url: origin, close }
}
