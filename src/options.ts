import { type Carried, carry, formsOf } from './credentials.ts'
import { type Carrier, type SelectionOptions, type SystemId, type SystemTable, systems } from './generated/systems.ts'
import { type Mask, maskOf } from './mask.ts'

/** Answers a request as `fetch` does. */
export type Fetch = (request: Request) => Promise<Response>

/** Options of `new Latchkey`. */
export type LatchkeyOptions<System extends SystemId> = BaseOptions<System> & Credential

interface BaseOptions<System extends SystemId> extends SelectionOptions<System> {
  /** The system to talk to. It decides which resources and methods there are, and how a key is sent. */
  readonly system: System
  /**
   * Where the API is, base path included: `https://shop.example/api/v1`. In a browser it may be relative to the page:
   * `/api/v1`.
   */
  readonly baseUrl: string | URL
  /** What sends the requests, instead of the global `fetch`: `createMock({ system }).fetch`. */
  readonly fetch?: Fetch | undefined
}

/** At most one credential; signing in needs none. */
type Credential =
  | {
      /** The API key that requests are sent with, in the form that the system reads. */
      readonly apiKey?: string | undefined
      readonly session?: undefined
    }
  | {
      readonly apiKey?: undefined
      /** The token of the session that requests are sent with: `ses_...`. */
      readonly session?: string | undefined
    }

/** The options, checked and looked up. */
export interface Settings {
  readonly table: SystemTable
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly fetch: Fetch | undefined
  /** What every request carries. */
  readonly carried: Carried
  readonly mask: Mask
}

/**
 * @throws {RangeError} there is no such system
 * @throws {TypeError} another option is wrong; the message does not hold its value, which may be a credential
 */
export function readOptions<System extends SystemId>(options: LatchkeyOptions<System>): Settings {
  const { system, apiKey, session, baseUrl, fetch } = options
  if (!Object.hasOwn(systems, system)) {
    throw new RangeError(`There is no system "${system}"; there are ${Object.keys(systems).join(', ')}.`)
  }
  if (apiKey !== undefined && session !== undefined) {
    throw new TypeError('apiKey and session are both given; requests are sent with one of them.')
  }
  if (fetch !== undefined && typeof fetch !== 'function') throw new TypeError('fetch is not a function.')
  const table = systems[system]
  const option = apiKey === undefined ? 'session' : 'apiKey'
  const credential = options[option]
  const { headers, query } = readCredential(option, credential, table[option])
  const selected = table.selection && readSelection(table.selection, options[table.selection.option])
  return {
    table,
    baseUrl: readBaseUrl(baseUrl),
    fetch,
    carried: { headers: { ...headers, ...selected }, query },
    mask: maskOf(credential === undefined ? [] : formsOf(credential)),
  }
}

/** Headers refuse other characters, with a message that holds the value. */
const SENDABLE = /^[\x21-\x7e]+$/

function readCredential(option: string, credential: string | undefined, carrier: Carrier | undefined): Carried {
  if (credential === undefined) return { headers: {}, query: {} }
  if (!carrier) throw new TypeError(`This system has no ${option}.`)
  if (typeof credential !== 'string' || !SENDABLE.test(credential)) {
    throw new TypeError(`${option} cannot be sent: it is empty, or has a space, a line break or the like in it.`)
  }
  return carry(carrier, credential)
}

function readSelection(
  { option, header }: NonNullable<SystemTable['selection']>,
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
