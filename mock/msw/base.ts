import { basePathsOf } from '../../openapi/contract/base-paths.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { normalizedPath } from '../engine/request-target.ts'

/** Where an API is. The origin is undefined for any. */
interface Place {
  readonly origin: string | undefined
  readonly path: string
}

/** The base URLs of an API, to tell its requests from all others of a page or a process. */
export class Base {
  readonly #places: readonly Place[]

  /**
   * @param baseUrl as a client takes it: `https://shop.test/api/v1`. Defaults to the servers of the document, or else to
   * any origin with the contract's base paths
   * @throws {RangeError} if it is not a URL, its path is not the contract's base path, or it is missing and nothing else
   * tells the requests of the API from others
   */
  constructor(contract: Contract, baseUrl?: string) {
    const { basePath, title } = contract
    this.#places =
      baseUrl === undefined ? placesOf(contract) : [{ origin: originIn(baseUrl, basePath), path: basePath }]
    if (this.#places.some(({ origin, path }) => origin === undefined && path === ''))
      throw new RangeError(
        `The document ${title} names no server, so its mock would take every request, also those for the files of a page. Pass the URL that the client uses: createMock({ contract, baseUrl: 'https://api.test' }).`,
      )
  }

  /** In MSW's syntax: `https://shop.test/api/v1`, or `*` followed by the base path for any origin. */
  toString(): string {
    const [{ origin = '*', path = '' } = {}] = this.#places
    return origin + path
  }

  includes(url: URL): boolean {
    const pathname = normalizedPath(url.pathname)
    return this.#places.some(
      ({ origin, path }) =>
        (origin === undefined || origin === url.origin) && (pathname === path || pathname.startsWith(`${path}/`)),
    )
  }
}

/** The servers at the base paths, or any origin if the document has none. */
function placesOf(contract: Contract): readonly Place[] {
  const paths = basePathsOf(contract)
  const places = (contract.servers ?? []).flatMap((server): Place[] => {
    const url = URL.parse(server)
    const path = url?.pathname.replace(/\/+$/, '')
    return url && path !== undefined && paths.includes(path) ? [{ origin: url.origin, path }] : []
  })
  return places.length > 0 ? places : paths.map(path => ({ origin: undefined, path }))
}

function originIn(baseUrl: string, basePath: string): string {
  const url = URL.parse(baseUrl)
  if (!url) throw new RangeError(`baseUrl must be a URL such as https://shop.test${basePath}, not "${baseUrl}".`)
  if (url.pathname.replace(/\/$/, '') === basePath) return url.origin
  throw new RangeError(
    `baseUrl must end with the contract's base path, such as ${url.origin}${basePath}, not "${baseUrl}".`,
  )
}
