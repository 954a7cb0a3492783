import type { AnyMock } from './index.ts'
import { readDocument } from './server/documents.ts'
import { Instance } from './server/instance.ts'
import { Log } from './server/log.ts'
import { startServer } from './server/server.ts'

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
  const instance = new Instance({ mock, document: () => readDocument(mock.contract.system) })
  const log = new Log({ level: 'error', isJson: false, out: () => {}, err: text => console.error(text) })
  const { origin, close } = await startServer({ instance: () => instance, host, port, log })
  return { url: origin, close }
}
