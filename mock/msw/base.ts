import type { Contract } from '../../openapi/contract/contract.ts'
import { normalizedPath } from '../engine/request-target.ts'

/** The base URL of an API, to tell its requests from all others of a page or a process. */
export class Base {
  readonly #origin: string | undefined
  readonly #path: string

  /**
   * @param baseUrl as a client takes it: `https://shop.test/api/v1`. Defaults to any origin with the contract's base path
   * @throws {RangeError} if it is not a URL, or its path is not the contract's base path
   */
  constructor({ basePath }: Contract, baseUrl?: string) {
    this.#path = basePath
    if (baseUrl === undefined) return
    const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
    if (!url) throw new RangeError(`baseUrl must be a URL such as https://shop.test${basePath}, not "${baseUrl}".`)
    if (url.pathname.replace(/\/$/, '') !== basePath) {
      throw new RangeError(
        `baseUrl must end with the contract's base path, such as ${url.origin}${basePath}, not "${baseUrl}".`,
      )
    }
    this.#origin = url.origin
  }

  /** In MSW's syntax: `https://shop.test/api/v1`, or `*` followed by the base path for any origin. */
  toString(): string {
    return `${this.#origin ?? '*'}${this.#path}`
  }

  includes(url: URL): boolean {
    if (this.#origin !== undefined && url.origin !== this.#origin) return false
    const path = normalizedPath(url.pathname)
    return path === this.#path || path.startsWith(`${this.#path}/`)
  }
}
