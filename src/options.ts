import { type Carried, carry, formsOf } from './credentials.ts'
import { isInBrowser, keyFromEnvironment } from './environment.ts'
import { type Carrier, type SelectionOptions, type SystemId, type SystemTable, systems } from './generated/systems.ts'
import { type Mask, maskOf } from './mask.ts'
import { type Observe, type ObserverOptions, observerOf } from './observe.ts'
import { reveal, Secret } from './secret.ts'
import type { Tracer } from './trace.ts'

/** Answers a request as `fetch` does. */
export type Fetch = (request: Request) => Promise<Response>

/** Options of `new Latchkey`. */
export type LatchkeyOptions<System extends SystemId> = BaseOptions<System> & Credential

interface BaseOptions<System extends SystemId> extends SelectionOptions<System>, ObserverOptions {
  /** The system to talk to. It decides which resources and methods there are, and how a key is sent. */
  readonly system: System
  /**
   * Where the API is, base path included: `https://shop.example/api/v1`. In a browser it may be relative to the page:
   * `/api/v1`.
   */
  readonly baseUrl: string | URL
  /** What sends the requests, instead of the global `fetch`: `createMock({ system }).fetch`. */
  readonly fetch?: Fetch | undefined
  /**
   * How often a request is sent again, at most: 2 unless said. It is after a failed connection, a timeout, 408, 429 and
   * 5xx, after a time that doubles, varies at random, and is never shorter than the server's `Retry-After`; a call that
   * cannot wait that long fails at once. GET, PUT, PATCH and DELETE are repeated, though a DELETE may then answer
   * `not_found` because the first one was carried out. A POST is repeated with an idempotency key alone: methods that
   * create something send one, of all other POSTs there is one attempt.
   */
  readonly maxRetries?: number | undefined
  /** Milliseconds that each attempt may take, body included: 60,000 unless said. */
  readonly timeout?: number | undefined
  /** Milliseconds that a call may take with all its attempts and waits: 300,000 unless said. */
  readonly totalTimeout?: number | undefined
  /** Lets an API key be used in a page, where every visitor can read it. Sessions need no such thing. */
  readonly dangerouslyAllowBrowser?: boolean | undefined
  /** A tracer of `@opentelemetry/api`: each call becomes a span, named as the method is. */
  readonly tracer?: Tracer | undefined
}

/** At most one credential; signing in needs none. */
type Credential =
  | {
      /**
       * The API key that requests are sent with, in the form that the system reads. Without it and without a session it
       * is that of the environment variable `LATCHKEY_API_KEY`, if there is one; null: none.
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
export interface Settings {
  readonly table: SystemTable
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly fetch: Fetch | undefined
  /** What the requests are sent with. */
  readonly credential: Secret | undefined
  /** What every request carries. */
  readonly carried: Carried
  readonly mask: Mask
  readonly observe: Observe
  readonly tracer: Tracer | undefined
  readonly maxRetries: number
  /** Whether middleware of openapi-fetch may read the answers too. */
  hasMiddleware?: boolean
  /** Milliseconds. */
  readonly timeout: number
  /** Milliseconds. */
  readonly totalTimeout: number
}

/**
 * @throws {RangeError} there is no such system
 * @throws {TypeError} another option is wrong; the message does not hold its value, which may be a credential
 */
export function readOptions<System extends SystemId>(options: LatchkeyOptions<System>): Settings {
  const { system, session, baseUrl, fetch, maxRetries = 2, timeout = 60_000, totalTimeout = 300_000 } = options
  if (!Object.hasOwn(systems, system)) {
    throw new RangeError(`There is no system "${system}"; there are ${Object.keys(systems).join(', ')}.`)
  }
  const apiKey = readApiKey(options)
  if (apiKey !== undefined && session !== undefined) {
    throw new TypeError('apiKey and session are both given; requests are sent with one of them.')
  }
  if (fetch !== undefined && typeof fetch !== 'function') throw new TypeError('fetch is not a function.')
  for (const [name, value] of Object.entries({ maxRetries, timeout, totalTimeout })) {
    if (!(value >= 0)) throw new TypeError(`${name} is not a number of 0 or more.`)
  }
  const table = systems[system]
  const option = apiKey === undefined ? 'session' : 'apiKey'
  const credential = reveal(apiKey ?? session)
  const { headers, query } = readCredential(
    option,
    credential,
    option === 'apiKey' ? table.rules.keySentAs : table.session,
  )
  const { selection } = table.rules
  const selected = selection && readSelection(selection, options[selection.option])
  return {
    table,
    baseUrl: readBaseUrl(baseUrl),
    fetch,
    credential: credential === undefined ? undefined : new Secret(credential),
    carried: { headers: { ...headers, ...selected }, query },
    mask: maskOf(credential === undefined ? [] : formsOf(credential)),
    observe: observerOf(options),
    tracer: options.tracer,
    maxRetries,
    timeout,
    totalTimeout,
  }
}

/** The option, else the key of the environment; null stands for none. */
function readApiKey({
  apiKey,
  session,
  dangerouslyAllowBrowser,
}: Credential & { readonly dangerouslyAllowBrowser?: boolean | undefined }): string | Secret | undefined {
  if (apiKey === undefined) return session === undefined && !isInBrowser() ? keyFromEnvironment() : undefined
  if (apiKey !== null && isInBrowser() && !dangerouslyAllowBrowser) {
    throw new TypeError('An API key in a page can be read by every visitor: use a session, or dangerouslyAllowBrowser.')
  }
  return apiKey ?? undefined
}

/** Headers refuse other characters, with a message that holds the value. */
const SENDABLE = /^[\x21-\x7e]+$/

function readCredential(option: string, credential: string | undefined, carrier: Carrier | null): Carried {
  if (credential === undefined) return { headers: {}, query: {} }
  if (!carrier) throw new TypeError(`This system has no ${option}.`)
  if (typeof credential !== 'string' || !SENDABLE.test(credential)) {
    throw new TypeError(`${option} cannot be sent: it is empty, or has a space, a line break or the like in it.`)
  }
  return carry(carrier, credential)
}

function readSelection(
  { option, header }: NonNullable<SystemTable['rules']['selection']>,
  id: unknown,
): Record<string, string> | undefined {
  if (id === undefined) return undefined
  if (Number.isNaN(id) || !SENDABLE.test(String(id))) throw new TypeError(`${option} is not an id.`)
  return { [header]: String(id) }
}

function readBaseUrl(baseUrl: string | URL): string {
  const page = globalThis.location?.href
  if (!URL.canParse(baseUrl, page)) {
    throw new TypeError(
      'baseUrl is not a URL; give the address of the API with its base path: https://shop.example/api/v1.',
    )
  }
  const url = new URL(baseUrl, page)
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new TypeError('baseUrl is not an http or https URL without user, query and hash.')
  }
  return url.href.replace(/\/+$/, '')
}
