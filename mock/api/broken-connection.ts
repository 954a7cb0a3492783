/** What `fetch` rejects with where a connection breaks; doors that have a connection, or an interceptor, break it. */
export class BrokenConnection extends TypeError {
  constructor() {
    super('fetch failed', { cause: new Error('The mock was told to break this connection.') })
  }
}
