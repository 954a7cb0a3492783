/** Validates the requests of a client and the responses of a server against the contract. */
import { type Prism, startPrism } from './prism.ts'

export interface Judged {
  readonly response: Response
  /** A text for each violation of the contract; empty if there was none. */
  readonly violations: readonly string[]
}

/** A violation that Prism reports in its own response, or in a header of the server's response. */
interface Finding {
  /** Missing if the finding is about the whole request. */
  readonly location?: readonly string[]
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

const OWN_ANSWER = 'https://stoplight.io/prism/errors#'

/**
 * Two Prism proxies in front of one server. Every request goes through the strict one (`--errors`), which responds with
 * an error if the request or the response breaks the contract. Tests send invalid requests on purpose. So a request
 * that the strict proxy rejects is repeated through the lenient one, and the server must reject it for the same reason.
 */
export class Referee implements AsyncDisposable {
  readonly #strict: Prism
  readonly #lenient: Prism
  readonly #upstream: string

  private constructor(strict: Prism, lenient: Prism, upstream: string) {
    this.#strict = strict
    this.#lenient = lenient
    this.#upstream = upstream
  }

  /**
   * @param document The file of the contract.
   * @param upstream The base URL of the server.
   */
  static async open(document: string, upstream: string): Promise<Referee> {
    const [strict, lenient] = await Promise.all([
      startPrism(document, upstream, { errors: true }),
      startPrism(document, upstream, { errors: false }),
    ])
    return new Referee(strict, lenient, upstream)
  }

  /** @param path A path of the contract, with the query: `/api-keys?limit=1`. */
  async judge(path: string, init: RequestInit): Promise<Judged> {
    if (!isReadable(init)) return this.#judgeUnreadable(path, init)
    const response = await fetch(this.#strict.url + path, init)
    const own = await ownAnswer(response)
    if (own === undefined) return { response, violations: findingsBeside(response).map(inWords) }
    if (own.code === 'VIOLATIONS') return { response, violations: own.findings.map(inWords) }
    return this.#judgeRefusal(path, init, response.status, own)
  }

  /** The request is invalid: the server must reject it for the same reason, with a response that fits the contract. */
  async #judgeRefusal(path: string, init: RequestInit, status: number, own: OwnAnswer): Promise<Judged> {
    const response = await fetch(this.#lenient.url + path, init)
    const violations = findingsBeside(response).filter(({ location }) => location?.[0] === 'response')
    return {
      response,
      violations: [
        ...violations.map(inWords),
        ...(REFUSALS[status]?.includes(response.status)
          ? []
          : [`the server answers ${response.status} to a request that is a ${status}: ${own.detail}`]),
      ],
    }
  }

  /** Prism never responds to a request with invalid JSON, so these are sent directly to the server. */
  async #judgeUnreadable(path: string, init: RequestInit): Promise<Judged> {
    const response = await fetch(this.#upstream + path, init)
    const isRefused = response.status === 400
    return { response, violations: isRefused ? [] : [`the server answers ${response.status} to invalid JSON`] }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#strict[Symbol.asyncDispose](), this.#lenient[Symbol.asyncDispose]()])
  }
}

interface OwnAnswer {
  /** Prism's error code: `VIOLATIONS` for the response, others for the request. */
  readonly code: string
  readonly detail: string
  readonly findings: readonly Finding[]
}

/** The error that Prism responds with, or undefined if the response is of the server. */
async function ownAnswer(response: Response): Promise<OwnAnswer | undefined> {
  if (response.headers.get('content-type') !== 'application/problem+json') return undefined
  const { type, detail, validation = [] } = await response.clone().json()
  if (!String(type).startsWith(OWN_ANSWER)) return undefined
  const said = validation.length > 0 ? validation.map(inWords).join('; ') : detail
  return { code: type.slice(OWN_ANSWER.length), detail: said, findings: validation }
}

function findingsBeside(response: Response): Finding[] {
  const header = response.headers.get('sl-violations')
  if (header === null) return []
  // If there are too many for a header, Prism sends a message instead.
  return header.startsWith('[') ? JSON.parse(header) : [{ location: ['response'], message: header }]
}

function inWords({ location = [], message }: Finding): string {
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
