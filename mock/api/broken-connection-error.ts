/**
 * What `fetch` rejects with if a fault breaks the connection. A server closes its connection then, and MSW reports a
 * network error. Its `name` is that of the `TypeError` that `fetch` itself rejects with, so that code under test
 * cannot tell them apart.
 */
export class BrokenConnectionError extends TypeError {
  override readonly name = 'TypeError'

  constructor() {
    super('fetch failed', { cause: new Error('A fault of the mock broke this connection.') })
  }
}
