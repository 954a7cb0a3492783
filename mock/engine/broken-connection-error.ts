/**
 * What `fetch` rejects with if the connection breaks: by a fault, or because the body of the request cannot be read. A
 * server closes its connection then, and MSW reports a network error. Its `name` is that of the `TypeError` that `fetch`
 * itself rejects with, so that code under test cannot tell them apart.
 */
export class BrokenConnectionError extends TypeError {
  override readonly name = 'TypeError'

  constructor(cause: unknown) {
    super('fetch failed', { cause })
  }
}
