import { INSPECT, printedAs } from './printed.ts'

type Headers = Readonly<Record<string, string>>

/**
 * An open session. The token is masked when the session or its `headers` are printed or stringified. `token` and the
 * values of `headers` are the real, secret ones.
 *
 * @example
 * const admin = mock.signIn('admin')
 * await mock.fetch('http://shop.test/api/v1/api-keys', { headers: admin.headers })
 * const shop = new Latchkey({ system: 'standard', session: admin.token, fetch: mock.fetch, baseUrl })
 */
export class Session {
  readonly #token: string
  readonly #masked: string
  readonly #headers: Headers
  readonly #shown: Headers

  /**
   * @param masked the token as it is printed
   * @param shown the headers with the token masked
   */
  constructor(token: string, headers: Headers, masked: string, shown: Headers) {
    this.#token = token
    this.#masked = masked
    this.#headers = printedAs(headers, shown)
    this.#shown = shown
  }

  get token(): string {
    return this.#token
  }

  /**
   * The headers that send the token and the selection, as a plain, read-only object:
   * `fetch(url, { headers: { ...session.headers, ... } })`. `structuredClone` accepts a spread copy.
   */
  get headers(): Headers {
    return this.#headers
  }

  toJSON(): object {
    return { token: this.#masked, headers: this.#shown }
  }

  /**
   * The form that the consoles of Node.js and Bun print.
   * @hidden
   */
  [INSPECT](): object {
    return this.toJSON()
  }
}
