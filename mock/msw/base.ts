import type { Contract } from '../../openapi/contract/contract.ts'
import { normalizedPath } from '../engine/request-target.ts'

/** The base URL of an API, to tell its requests from all others of a page or a process. */
export class Base {
  /** Undefined for any origin. */
  readonly #origins: readonly string[] | undefined
  readonly #path: string

  /**
   * @param baseUrl as a client takes it: `https://shop.test/api/v1`. Defaults to the servers of the document, or else to
   * any origin with the contract's base path
   * @throws {RangeError} if it is not a URL, its path is not the contract's base path, or it is missing and nothing else
   * tells the requests of the API from others
   */
  constructor(contract: Contract, baseUrl?: string) {
    const { basePath, title } = contract
    this.#path = basePath
    this.#origins = baseUrl === undefined ? originsOf(contract) : [originIn(baseUrl, basePath)]
    if (this.#origins === undefined && basePath === '')
      throw new RangeError(
        `The document ${title} names no server, so its mock would take every request, also those for the files of a page. Pass the URL that the client uses: createMock({ contract, baseUrl: 'https://api.test' }).`,
      )
  }

  /** In MSW's syntax: `https://shop.test/api/v1`, or `*` followed by the base path for any origin. */
  toString(): string {
    return `${this.#origins?.[0] ?? '*'}${this.#path}`
  }

  includes(url: URL): boolean {
    if (this.#origins && !this.#origins.includes(url.origin)) return false
    const path = normalizedPath(url.pathname)
    return path === this.#path || path.startsWith(`${this.#path}/`)
  }
}

/** The origins of the servers at the base path, if the document has any. */
function originsOf({ servers = [], basePath }: Contract): readonly string[] | undefined {
  const origins = servers.flatMap(server => {
    const url = URL.parse(server)
    return url && url.pathname.replace(/\/+$/, '') === basePath ? [url.origin] : []
  })
  return origins.length === 0 ? undefined : origins
}

function originIn(baseUrl: string, basePath: string): string {
  const url = URL.parse(baseUrl)
  if (!url) throw new RangeError(`baseUrl must be a URL such as https://shop.test${basePath}, not "${baseUrl}".`)
  if (url.pathname.replace(/\/$/, '') === basePath) return url.origin
  throw new RangeError(
    `baseUrl must end with the contract's base path, such as ${url.origin}${basePath}, not "${baseUrl}".`,
  )
}
