/** The options of a client, checked, with their defaults. */
import { type Carrier, type CredentialParts, credentialParts } from '../../openapi/contract/carrier.ts'
import { assert, assertAmounts, assertFunction } from './assert.ts'
import { keyFromEnvironment } from './credentials/environment.ts'
import { createMask, type Mask } from './credentials/mask.ts'
import { revealSecret, Secret } from './credentials/secret.ts'
import type { Facts } from './facts.ts'
import type { Fetch } from './fetch.ts'
import type { ClientOptions } from './options.ts'
import { parseUrl } from './parse-url.ts'
import { createObserver, type Observe, type Tracing } from './transport/observe.ts'

export interface Settings {
  /** Without a slash at the end. */
  readonly baseUrl: string
  /** Undefined for the global `fetch`, which is looked up at each call. */
  readonly fetch: Fetch | undefined
  readonly credential: Secret | undefined
  /** What each request carries: the credential, and the selection if there is one. */
  readonly credentialParts: CredentialParts
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
export function readOptions(options: ClientOptions, facts: Facts): Settings {
  const { fetch, tracing, maxRetries = 2, timeout = 60_000, totalTimeout = 300_000 } = options
  if (fetch) assertFunction('fetch', fetch)
  if (tracing) assertFunction('tracing', tracing)
  assertAmounts({ maxRetries, timeout, totalTimeout })
  const sent = readCredential(options, facts)
  const { headers, query } = sent ? credentialParts(sent.carrier, sent.credential) : { headers: {}, query: {} }
  return {
    baseUrl: readBaseUrl(options.baseUrl),
    fetch,
    credential: sent && new Secret(sent.credential),
    credentialParts: { headers: { ...headers, ...readSelection(options, facts) }, query },
    mask: createMask(sent?.credential),
    observe: createObserver(options),
    tracing,
    maxRetries,
    timeout,
    totalTimeout,
  }
}

interface Credential {
  readonly credential: string
  readonly carrier: Carrier
}

function readCredential(options: ClientOptions, facts: Facts): Credential | undefined {
  const { apiKey, session, dangerouslyAllowBrowser } = options
  if (session !== undefined) {
    assert(apiKey == null, 'Pass either apiKey or session, not both.')
    return { credential: readHeaderValue('session', revealSecret(session)), carrier: facts.sessionSentAs }
  }
  const key = apiKey === undefined && !isInBrowser() ? keyFromEnvironment() : revealSecret(apiKey)
  if (key == null) return undefined
  assert(
    !isInBrowser() || dangerouslyAllowBrowser,
    'An API key in a browser is public: use a session, or set dangerouslyAllowBrowser.',
  )
  return { credential: readHeaderValue('apiKey', key), carrier: facts.keySentAs }
}

/** Whether this is a page, or a worker of one: then every visitor can read what is loaded. */
function isInBrowser(): boolean {
  return 'document' in globalThis || 'importScripts' in globalThis
}

/** The header that selects the record that requests work in. */
function readSelection(options: ClientOptions, { selection }: Facts): Record<string, string> {
  const id: unknown = selection && Reflect.get(options, selection.option)
  if (!selection || id == null) return {}
  return { [selection.header]: readHeaderValue(selection.option, Number.isNaN(id) ? '' : `${id}`) }
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
