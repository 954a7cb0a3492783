import { type Carried, carry } from './credentials/credentials.ts'
import { keyFromEnvironment } from './credentials/environment.ts'
import { type Mask, maskOf } from './credentials/mask.ts'
import { reveal, Secret } from './credentials/secret.ts'
import type { SelectionOptions, SystemId } from './generated/systems.ts'
import { need, needAmounts } from './need.ts'
import { readSystem, type System } from './system.ts'
import { type Observe, type ObserverOptions, observerOf, type Tracing } from './transport/observe.ts'

/**
 * Answers a request as `fetch` does. `init` says what holds for this attempt: the signal that ends it, and that
 * redirects are not followed. A function of one parameter finds both in the request.
 */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>

/** Options of `new Latchkey`. */
export type LatchkeyOptions<System extends SystemId> = SystemOptions<System> & {
  /** The system to talk to. It decides which resources and methods there are, and how a key is sent. */
  readonly system: System
}

/** Options of a client whose system is known. */
export type SystemOptions<System extends SystemId> = BaseOptions<System> & Credential

interface BaseOptions<System extends SystemId> extends SelectionOptions<System>, ObserverOptions {
  /**
   * Where the API is, base path included: `https://shop.example/api/v1`. In a browser it may be relative to the page:
   * `/api/v1`.
   */
  readonly baseUrl: string | URL
  /** What sends the requests, instead of the global `fetch`: `createMock({ system }).fetch`. */
  readonly fetch?: Fetch | undefined
  /**
   * How often a request is sent again, at most: 2 unless said. It is after a failed connection, a timeout, 408, 429, 5xx
   * and `idempotency_conflict`, after a time that doubles, varies at random, and is never shorter than the server's
   * `Retry-After`; a call that cannot wait that long fails at once. GET, PUT, PATCH and DELETE are repeated, though a
   * DELETE may then answer `not_found` because the first one was carried out. A POST is repeated with an idempotency key
   * alone: methods that create something send one, of all other POSTs there is one attempt.
   */
  readonly maxRetries?: number | undefined
  /** Milliseconds that each attempt may take, body included: 60,000 unless said. */
  readonly timeout?: number | undefined
  /** Milliseconds that a call may take with all its attempts and waits: 300,000 unless said. */
  readonly totalTimeout?: number | undefined
  /** Lets an API key be used in a page, where every visitor can read it. Sessions need no such thing. */
  readonly dangerouslyAllowBrowser?: boolean | undefined
  /** What each call is done inside of: `openTelemetry(tracer)` makes a span of it. */
  readonly tracing?: Tracing | undefined
}

/** At most one credential; signing in needs none. */
type Credential =
  | {
      /**
       * The API key that requests are sent with, in the form that the system reads. Without it and without a session it
       * is that of the environment variable `LATCHKEY_API_KEY`, if there is one, outside of pages; null: none.
       */
      readonly apiKey?: string | Secret | null | undefined
      readonly session?: undefined
    }
  | {
      readonly apiKey?: null | undefined
      /** The token of the session that requests are sent with: `ses_...`. */
      readonly session?: string | Secret | undefined
    }

/** The options, checked and looked up. */
export interface Settings extends System {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly fetch: Fetch | undefined
  /** What the requests are sent with. */
  readonly credential: Secret | undefined
  /** What every request carries. */
  readonly carried: Carried
  readonly mask: Mask
  /** None where nobody watches. */
  readonly observe: Observe | undefined
  readonly tracing: Tracing | undefined
  readonly maxRetries: number
  /** Whether middleware of openapi-fetch may read the answers too. */
  hasMiddleware?: boolean
  /** Milliseconds. */
  readonly timeout: number
  /** Milliseconds. */
  readonly totalTimeout: number
}

/**
 * @throws {TypeError} an option is wrong; no message holds a value that may be a credential
 */
export function readOptions<Id extends SystemId>(options: LatchkeyOptions<Id>): Settings {
  const { session, fetch, maxRetries = 2, timeout = 60_000, totalTimeout = 300_000, tracing } = options
  const system = readSystem(options.system)
  const { keySentAs, sessionSentAs, selection } = system.rules
  // What is loaded in a page, or in a worker of one, every visitor can read.
  const isInPage = 'document' in globalThis || 'importScripts' in globalThis
  const { apiKey = session === undefined && !isInPage ? keyFromEnvironment() : undefined } = options
  const hasKey = apiKey != null
  if (hasKey) {
    need(session === undefined, 'session', 'for use beside apiKey')
    need(!isInPage || options.dangerouslyAllowBrowser, 'apiKey', 'for pages: use session, or dangerouslyAllowBrowser')
  }
  for (const [name, made] of Object.entries({ fetch, tracing }))
    need(!made || typeof made === 'function', name, 'a function')
  needAmounts({ maxRetries, timeout, totalTimeout })

  const credential = reveal(apiKey ?? session)
  const carried: Carried = { headers: {} }
  if (credential !== undefined) {
    needSendable(hasKey ? 'apiKey' : 'session', credential)
    carry(hasKey ? keySentAs : sessionSentAs, credential, carried)
  }
  const selected = selection && options[selection.option]
  if (selection && selected != null) {
    carried.headers[selection.header] = `${selected}`
    needSendable(selection.option, `${selected}`)
  }
  return {
    ...system,
    baseUrl: readBaseUrl(options.baseUrl),
    fetch,
    credential: credential ? new Secret(credential) : undefined,
    carried,
    mask: maskOf(credential),
    observe: observerOf(options),
    tracing,
    maxRetries,
    timeout,
    totalTimeout,
  }
}

/** Headers refuse other characters, with a message that holds the value. */
function needSendable(option: string, value: unknown): void {
  need(typeof value === 'string' && /^(?!NaN$)[!-~]{1,4096}$/.test(value), option, '1 to 4096 visible ASCII characters')
}

function readBaseUrl(baseUrl: string | URL): string {
  const url = URL.parse(baseUrl, globalThis.location?.href)?.href ?? ''
  need(
    baseUrl && /^https?:\/\/[^/?#@]+(\/[^?#]*)?$/.test(url),
    'baseUrl',
    'an http(s) URL without user, query and hash',
  )
  return url.replace(/\/+$/, '')
}
