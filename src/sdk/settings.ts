/** The options of a client, checked, with their defaults. */
import { type Carrier, type CredentialParts, credentialParts } from '../../openapi/contract/carrier.ts'
import { assert, assertAmounts, assertFunction } from './assert.ts'
import { fromEnvironment } from './credentials/environment.ts'
import { createMask, type Mask } from './credentials/mask.ts'
import { revealSecret, Secret } from './credentials/secret.ts'
import type { Fetch } from './fetch.ts'
import type { ClientOptions } from './options.ts'
import { parseUrl } from './parse-url.ts'
import type { CarriedOption, SystemBase } from './system.ts'
import { createObserver, type Observe, type Tracing } from './transport/observe.ts'

export interface Settings {
  readonly system: SystemBase
  /** Without a slash at the end. */
  readonly baseUrl: string
  /** Undefined for the global `fetch`, which is looked up at each call. */
  readonly fetch: Fetch | undefined
  readonly credential: Secret | undefined
  /** What each request carries: the credentials, and what it selects. */
  readonly parts: CredentialParts
  readonly mask: Mask
  /** Undefined if nothing observes the client. */
  readonly observe: Observe | undefined
  readonly tracing: Tracing | undefined
  readonly maxRetries: number
  /** Milliseconds. */
  readonly timeout: number
  /** Milliseconds. */
  readonly totalTimeout: number
}

/** @throws {TypeError} an option is wrong. No message holds a value that can be a credential. */
export function readOptions(options: ClientOptions, system: SystemBase): Settings {
  const { fetch, tracing, maxRetries = 2, timeout = 60_000, totalTimeout = 300_000 } = options
  if (fetch) assertFunction('fetch', fetch)
  if (tracing) assertFunction('tracing', tracing)
  assertAmounts({ maxRetries, timeout, totalTimeout })
  const carried = readCarried(options, system)
  const secrets = carried.flatMap(({ kind, value }) => (kind === 'id' ? [] : [value]))
  return {
    system,
    baseUrl: readBaseUrl(options.baseUrl),
    fetch,
    credential: secrets[0] === undefined ? undefined : new Secret(secrets[0]),
    parts: joinParts(carried),
    mask: createMask(secrets),
    observe: createObserver(options),
    tracing,
    maxRetries,
    timeout,
    totalTimeout,
  }
}

/** An option whose value each request carries. */
interface Carried {
  readonly option: string
  readonly carrier: Carrier
  readonly kind: CarriedOption['kind']
  readonly value: string
}

function readCarried(options: ClientOptions, { carried }: SystemBase): Carried[] {
  const given = (option: string): unknown => Reflect.get(options, option)
  const hasSession = Object.entries(carried).some(([option, { kind }]) => kind === 'session' && given(option) != null)
  return Object.entries(carried).flatMap(([option, { kind, password, variable, ...carrier }]) => {
    let value = given(option)
    if (value === undefined && variable && !hasSession && !isInBrowser()) value = fromEnvironment(variable)
    else if (value != null && !kind) assertNotPublic(option, options)
    if (value == null) return []
    const text = readHeaderValue(option, kind === 'id' ? textOf(value) : revealSecret(value as Secret))
    const secret = password && given(password)
    return [{ option, carrier, kind, value: secret == null ? text : `${text}:${revealSecret(secret as Secret)}` }]
  })
}

/** @throws {TypeError} two credentials are sent in the same place, or one of them is a session */
function joinParts(carried: readonly Carried[]): CredentialParts {
  const headers: Record<string, string> = {}
  const query: Record<string, string> = {}
  let other: Carried | undefined
  for (const one of carried) {
    const parts = credentialParts(one.carrier, one.value)
    const [header = ''] = Object.keys(parts.headers)
    if (one.kind !== 'id') {
      const isAlone = header in headers || (other && one.kind === 'session')
      assert(!isAlone || header === 'Cookie', `Pass either ${other?.option} or ${one.option}, not both.`)
      other = one
    }
    Object.assign(query, parts.query)
    // Several cookies are one header.
    const sent = headers[header]
    Object.assign(headers, sent ? { Cookie: `${sent}; ${parts.headers[header]}` } : parts.headers)
  }
  return { headers, query }
}

/** Whether this is a page, or a worker of one: then every visitor can read what is loaded. */
function isInBrowser(): boolean {
  return 'document' in globalThis || 'importScripts' in globalThis
}

function assertNotPublic(option: string, { dangerouslyAllowBrowser }: ClientOptions): void {
  assert(
    !isInBrowser() || dangerouslyAllowBrowser,
    option === 'apiKey'
      ? 'An API key in a browser is public: use a session, or set dangerouslyAllowBrowser.'
      : `${option} in a browser is public: set dangerouslyAllowBrowser if that is meant.`,
  )
}

/** The id of a record that requests work in. */
function textOf(id: unknown): string {
  return Number.isNaN(id) ? '' : `${id}`
}

/** Checked here, because the error of `Headers` quotes the value. */
function readHeaderValue(option: string, value: unknown): string {
  const isSendable = typeof value === 'string' && /^[!-~]{1,4096}$/.test(value)
  assert(isSendable, `${option} must be 1 to 4096 visible ASCII characters.`)
  return value
}

function readBaseUrl(baseUrl: string | URL): string {
  const url = baseUrl && parseUrl(baseUrl, globalThis.location?.href)
  // With a user, a query or a hash, the whole URL is longer than these two parts.
  const isUsable = url && /^https?:$/.test(url.protocol) && url.href === url.origin + url.pathname
  assert(isUsable, 'baseUrl must be an http or https URL without user, query and hash.')
  return url.href.replace(/\/+$/, '')
}
