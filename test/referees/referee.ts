/** Validates the requests of a client and the responses of a server against the contract. */
import { type Prism, startPrism } from './prism.ts'

export interface Judged {
  readonly response: Response
  /** A text for each violation of the contract; empty if there was none. */
  readonly violations: readonly string[]
}

/** A violation that Prism reports in a header of the server's response. */
interface Finding {
  readonly location: readonly string[]
  /** A status, if the finding is about the whole request. */
  readonly code?: string | number
  readonly message: string
}

/** The statuses that the server may give to an invalid request, by the status that Prism gives. */
const REFUSALS: Readonly<Record<number, readonly number[]>> = {
  // Prism has one status for missing credentials. The server has others for a missing warehouse and a wrong credential.
  401: [401, 400, 403],
  404: [404],
  405: [405],
  // Prism has one status for an invalid body. The server has others for a large body or another media type.
  422: [422, 413, 415],
}

/**
 * A Prism proxy in front of a server, which reports what breaks the contract in a header of the response. Tests send invalid
 * requests on purpose, and the server must reject each of them for the reason that Prism gives.
 */
export class Referee implements AsyncDisposable {
  readonly #prism: Prism
  readonly #document: string
  readonly #upstream: string
  #strict?: Promise<Prism>

  private constructor(prism: Prism, document: string, upstream: string) {
    this.#prism = prism
    this.#document = document
    this.#upstream = upstream
  }

  /**
   * @param document The file of the contract.
   * @param upstream The base URL of the server.
   */
  static async open(document: string, upstream: string): Promise<Referee> {
    return new Referee(await startPrism(document, upstream, { errors: false }), document, upstream)
  }

  /** @param path A path of the contract, with the query: `/api-keys?limit=1`. */
  async judge(path: string, init: RequestInit): Promise<Judged> {
    if (!isReadable(init)) return this.#judgeUnreadable(path, init)
    const response = await fetch(this.#prism.url + path, init)
    const findings = findingsBeside(response)
    const wrong = findings.filter(({ location }) => location[0] === 'request')
    const violations = findings.filter(finding => !wrong.includes(finding)).map(inWords)
    const status = wrong.length > 0 && (await this.#refusalOf(wrong, path, init))
    return {
      response,
      violations:
        status === false || REFUSALS[status]?.includes(response.status)
          ? violations
          : [
              ...violations,
              `the server answers ${response.status} to a request that is a ${status}: ${wrong.map(inWords).join('; ')}`,
            ],
    }
  }

  /** The status that Prism would reject a request with. */
  async #refusalOf(findings: readonly Finding[], path: string, init: RequestInit): Promise<number> {
    if (findings.some(({ code }) => code === 401)) return 401
    if (!findings.some(({ message }) => message === NO_ROUTE)) return 422
    // The header does not say whether it is the path or the method. A proxy that rejects such requests itself does.
    this.#strict ??= startPrism(this.#document, this.#upstream, { errors: true })
    const { url } = await this.#strict
    return (await fetch(url + path, init)).status
  }

  /** Prism never responds to a request with invalid JSON, so these are sent directly to the server. */
  async #judgeUnreadable(path: string, init: RequestInit): Promise<Judged> {
    const response = await fetch(this.#upstream + path, init)
    const isRefused = response.status === 400
    return { response, violations: isRefused ? [] : [`the server answers ${response.status} to invalid JSON`] }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const proxies = [this.#prism, await this.#strict]
    await Promise.all(proxies.map(prism => prism?.[Symbol.asyncDispose]()))
  }
}

/** What Prism says of a request without an operation. */
const NO_ROUTE = 'Selected route not found'

function findingsBeside(response: Response): Finding[] {
  const header = response.headers.get('sl-violations')
  if (header === null) return []
  // If there are too many for a header, Prism sends a message instead.
  return header.startsWith('[') ? JSON.parse(header) : [{ location: ['response'], message: header }]
}

function inWords({ location, message }: Finding): string {
  return [location.join('.'), message].filter(Boolean).join(': ')
}

function isReadable({ headers, body }: RequestInit): boolean {
  const type = new Headers(headers).get('content-type')
  if (!type?.startsWith('application/json') || typeof body !== 'string') return true
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}
