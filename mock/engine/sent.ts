/** What a request sent, with its secrets masked. */
import type { Contract } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'
import { perObject } from '../../openapi/contract/per-object.ts'
import { allSecretNames, CREDENTIAL, isSecretName } from './secret-names.ts'
import type { RawBody } from './steps/read-body.ts'
import { type Masks, masksOf } from './values/mask.ts'

/** How many characters of a body are logged. */
const MAX_BODY = 16_384

/** How many levels of a body are logged. */
const MAX_DEPTH = 100

/** A request as it arrived. It holds credentials. */
export interface Sent {
  readonly search: string
  readonly headers: Headers
  readonly body: RawBody | undefined
}

export interface SentContent {
  /** The query parameters by name, and a list for one that was sent more than once. */
  readonly query: Readonly<Record<string, string | readonly string[]>>
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * The body: parsed, if it is JSON, or else as text. A body of more than 16,384 characters is text that is cut off, and
   * ends with an ellipsis. Undefined if there was none, or the operation takes none.
   */
  readonly body?: unknown
}

export function sentContent(contract: Contract, { search, headers, body }: Sent): SentContent {
  const names = allSecretNames(contract)
  const masks = masksOf(contract)
  const content = {
    query: queryOf(new URLSearchParams(search), names, masks),
    headers: headersOf(contract, headers, masks),
  }
  return body === undefined || !('bytes' in body) || body.bytes.length === 0
    ? content
    : { ...content, body: bodyOf(body.bytes, names, masks) }
}

const credentialHeaders = perObject(
  ({ schemes }: Contract): ReadonlySet<string> =>
    new Set(
      Object.values(schemes).flatMap(scheme =>
        !('selects' in scheme) && scheme.carrier.in === 'header' ? [scheme.carrier.name.toLowerCase()] : [],
      ),
    ),
)

function queryOf(search: URLSearchParams, names: ReadonlySet<string>, { text }: Masks): SentContent['query'] {
  return Object.fromEntries(
    [...new Set(search.keys())].map(name => {
      const values = search.getAll(name).map(value => (isSecretName(name, names) ? '****' : text(value)))
      return [text(name), values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

function headersOf(contract: Contract, headers: Headers, masks: Masks): SentContent['headers'] {
  const credentials = credentialHeaders(contract)
  return Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      isSecretName(name, credentials) ? maskCredential(value, masks) : masks.text(value),
    ]),
  )
}

/** `Bearer ses_****9fQ2`. HTTP Basic encodes a credential, and a short one is not found by its form: all is masked then. */
function maskCredential(value: string, { text }: Masks): string {
  const [, scheme = '', rest = ''] = /^(\w+ +)?(.*)$/s.exec(value) ?? []
  const masked = text(rest)
  return scheme + (masked === rest || /^basic /i.test(scheme) ? '****' : masked)
}

function bodyOf(bytes: Uint8Array, names: ReadonlySet<string>, masks: Masks): unknown {
  const text = new TextDecoder().decode(bytes)
  const json = parse(text)
  if (json === undefined) return cut(masks.text(maskNamed(text, names)))
  const masked = maskJson(json, names, masks)
  return text.length <= MAX_BODY ? masked : cut(JSON.stringify(masked))
}

/** The values of secret names in a form, in one of several parts, or in JSON that has a mistake. */
function maskNamed(text: string, names: ReadonlySet<string>): string {
  const known = [...names].map(one => one.replaceAll(/\W/g, '\\$&'))
  const name = [...known, `[\\w-]{0,40}(?:${CREDENTIAL})`].join('|')
  return text
    .replaceAll(new RegExp(`(name="(?:${name})"[^]{0,500}?\\r\\n\\r\\n)[^]*?(?=\\r\\n--|$)`, 'gi'), '$1****')
    .replaceAll(new RegExp(`(?:\\b|%5B)(${name})((?:%5D|\\])?"?\\s*[:=]\\s*"?)[^"&\\n]+`, 'gi'), '$1$2****')
}

const cut = (text: string) => (text.length <= MAX_BODY ? text : `${text.slice(0, MAX_BODY)}…`)

/** Undefined if the text is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON with the values of secret names, and all that looks like a secret, masked. */
export function maskJson(value: unknown, names: ReadonlySet<string>, masks: Masks, depth = 0): unknown {
  if (depth > MAX_DEPTH) return '…'
  if (typeof value === 'string') return masks.text(value)
  if (Array.isArray(value)) return value.map(item => maskJson(item, names, masks, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      masks.text(name),
      isSecretName(name, names) ? '****' : maskJson(member, names, masks, depth + 1),
    ]),
  )
}
