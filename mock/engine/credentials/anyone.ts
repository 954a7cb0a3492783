import type { AnyCredential, Operation } from '../../../openapi/contract/contract.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'

/** Who a request runs as if its operation is open, or accepts any credential. */
export const ANYONE: Principal = {
  scheme: '',
  kind: 'anyone',
  credential: { resource: '', entry: { id: '', seq: 0, row: {} } },
  account: '',
  user: null,
  actor: '',
  permissions: new Set(),
  isNarrowed: false,
  ends: null,
}

/**
 * The caller of an operation whose security names schemes that accept any credential of their form.
 * @returns undefined if the request carries the credentials of no such alternative, and another scheme may know its caller
 * @throws {Refusal} missing_credentials, if no other scheme can
 */
export function acceptAnyone(
  { contract }: Context,
  { security }: Operation,
  headers: Headers,
  search: URLSearchParams,
): Principal | undefined {
  const open = (name: string): AnyCredential | undefined => {
    const scheme = contract.schemes[name]
    return scheme && 'accepts_any' in scheme ? scheme : undefined
  }
  const authenticates = (name: string) => 'authenticates' in (contract.schemes[name] ?? {})
  // A scheme that no request carries, such as a client certificate, is not in the contract. What a scheme selects is
  // read later.
  const isMet = (name: string) => {
    const scheme = open(name)
    return scheme ? isCarried(scheme, headers, search) : !authenticates(name)
  }
  if (security.some(alternative => Object.keys(alternative).every(isMet))) return ANYONE
  const schemes = [...new Set(security.flatMap(alternative => Object.keys(alternative)))]
  if (schemes.some(authenticates)) return undefined
  const forms = schemes.flatMap(name => open(name) ?? []).map(formOf)
  throw new Refusal({
    code: 'missing_credentials',
    detail: `The request has no credentials. Send ${listOf(forms, 'or')}.`,
    rule: 'security',
    headers: challenges(schemes.flatMap(name => open(name) ?? [])),
  })
}

function isCarried({ carrier }: AnyCredential, headers: Headers, search: URLSearchParams): boolean {
  switch (carrier.in) {
    case 'bearer':
      return hasScheme(headers, 'Bearer')
    case 'basic':
      return hasScheme(headers, 'Basic')
    case 'header':
      return carrier.prefix === undefined ? headers.has(carrier.name) : hasScheme(headers, carrier.prefix)
    case 'query':
      return search.has(carrier.name)
    case 'cookie':
      return (headers.get('Cookie') ?? '').split(';').some(pair => pair.trim().startsWith(`${carrier.name}=`))
  }
}

/** Names of authentication schemes are case-insensitive (RFC 9110, 11.1). */
function hasScheme(headers: Headers, name: string): boolean {
  return (headers.get('Authorization') ?? '').toLowerCase().startsWith(`${name.toLowerCase()} `)
}

/** How a client sends the credential, in words. */
export function formOf({ carrier }: AnyCredential): string {
  switch (carrier.in) {
    case 'bearer':
      return 'Authorization: Bearer <token>'
    case 'basic':
      return 'Authorization: Basic <base64 of user:password>'
    case 'header':
      return `the header ${carrier.name}`
    case 'query':
      return `the query parameter ${carrier.name}`
    case 'cookie':
      return `the cookie ${carrier.name}`
  }
}

/** The schemes that a client can use. A key in a header or a parameter has no scheme of HTTP. */
function challenges(schemes: readonly AnyCredential[]): Record<string, string> {
  const names = schemes.flatMap(({ carrier }) =>
    carrier.in === 'bearer' ? ['Bearer'] : carrier.in === 'basic' ? ['Basic'] : [],
  )
  return names.length === 0 ? {} : { 'WWW-Authenticate': [...new Set(names)].join(', ') }
}
