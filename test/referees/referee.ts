/** Judges by the contract alone what a client and a server say to each other. */
import { type Prism, startPrism } from './prism.ts'

export interface Judged {
  readonly response: Response
  /** What broke the contract, each in words; none where both kept it. */
  readonly violations: readonly string[]
}

/** What Prism says in an answer of its own, or in a header beside the server's. */
interface Finding {
  /** Absent where the whole request is meant. */
  readonly location?: readonly string[]
  readonly message: string
}

/** What the server may answer to a wrong request, by what Prism answers. */
const REFUSALS: Readonly<Record<number, readonly number[]>> = {
  // Prism knows one kind of missing credentials: a missing warehouse and a credential that will not do are others.
  401: [401, 400, 403],
  404: [404],
  405: [405],
  // Prism has one status for a body that it does not take: too large and of the wrong kind are others.
  422: [422, 413, 415],
}

const OWN_ANSWER = 'https://stoplight.io/prism/errors#'

/**
 * Two Prisms before one server. Every request goes past the strict one (`--errors`), which answers in place of whoever
 * breaks the contract. A request that it refuses is wrong. Sending those is how refusals are tested, so such a request
 * goes on past the lenient one, and there the server has to refuse it for the same reason.
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
   * @param upstream Where the paths of the contract begin at the server.
   */
  static async open(document: string, upstream: string): Promise<Referee> {
    const [strict, lenient] = await Promise.all([
      startPrism(document, upstream, { errors: true }),
      startPrism(document, upstream, { errors: false }),
    ])
    return new Referee(strict, lenient, upstream)
  }

  /** @param path Of the contract, with the query: `/api-keys?limit=1`. */
  async judge(path: string, init: RequestInit): Promise<Judged> {
    if (!isReadable(init)) return this.#judgeUnreadable(path, init)
    const response = await fetch(this.#strict.url + path, init)
    const own = await ownAnswer(response)
    if (own === undefined) return { response, violations: findingsBeside(response).map(inWords) }
    if (own.code === 'VIOLATIONS') return { response, violations: own.findings.map(inWords) }
    return this.#judgeRefusal(path, init, response.status, own)
  }

  /** The request is wrong: the server must find the same, and its refusal must keep the contract. */
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

  /** Prism never answers a request whose JSON it cannot parse, so these go straight to the server. */
  async #judgeUnreadable(path: string, init: RequestInit): Promise<Judged> {
    const response = await fetch(this.#upstream + path, init)
    const isRefused = response.status === 400
    return { response, violations: isRefused ? [] : [`the server answers ${response.status} to JSON that is none`] }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#strict[Symbol.asyncDispose](), this.#lenient[Symbol.asyncDispose]()])
  }
}

interface OwnAnswer {
  /** Prism's word for what is wrong: `VIOLATIONS` in the answer, others in the request. */
  readonly code: string
  readonly detail: string
  readonly findings: readonly Finding[]
}

/** What Prism says where it answers in place of the server. */
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
  // Where there are too many of them for a header, Prism says so and cuts them off.
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
