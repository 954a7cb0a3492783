import type { Contract } from '../../openapi/contract/contract.ts'

/** Where an API is, for those who look at every request of a page or a process. */
export class Base {
  readonly #origin: string | undefined
  readonly #path: string

  /**
   * @param baseUrl the one place where the API is, as a client is given it: `https://shop.test/api/v1`; any origin unless said
   * @throws {RangeError} where it is no URL, or its path is not the contract's base path
   */
  constructor({ basePath }: Contract, baseUrl?: string) {
    this.#path = basePath
    if (baseUrl === undefined) return
    const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
    if (!url) throw new RangeError(`The base URL "${baseUrl}" is not a URL such as https://shop.test${basePath}.`)
    if (url.pathname.replace(/\/$/, '') !== basePath) {
      throw new RangeError(
        `The base URL "${baseUrl}" must end with the contract's base path: ${url.origin}${basePath}.`,
      )
    }
    this.#origin = url.origin
  }

  /** In the form in which MSW writes paths: `https://shop.test/api/v1`, or with a star where any origin will do. */
  toString(): string {
    return `${this.#origin ?? '*'}${this.#path}`
  }

  includes(url: URL): boolean {
    if (this.#origin !== undefined && url.origin !== this.#origin) return false
    return url.pathname === this.#path || url.pathname.startsWith(`${this.#path}/`)
  }
}
