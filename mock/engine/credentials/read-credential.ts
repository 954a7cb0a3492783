import type { Carrier } from '../../../openapi/contract/carrier.ts'
import type { SecretScheme } from './secret-schemes.ts'

/** A credential as the request carries it, not yet checked. */
export interface PresentedCredential {
  readonly scheme: SecretScheme
  readonly secret: string
}

/** The first credential of the request. If two schemes share a carrier, the prefix of the secret decides between them. */
export function readCredential(
  schemes: readonly SecretScheme[],
  headers: Headers,
  query: URLSearchParams,
): PresentedCredential | undefined {
  let fallback: PresentedCredential | undefined
  for (const scheme of schemes) {
    const secret = readCarrier(scheme.carrier, headers, query)
    if (!secret) continue
    // One prefix may be the beginning of another, but base62 has no underscore.
    const prefix = secret.slice(0, Math.max(0, secret.lastIndexOf('_')))
    if (prefix === scheme.secretPrefix) return { scheme, secret }
    // A secret of another scheme in the form of this one: not a form that the system accepts.
    if (schemes.some(other => prefix === other.secretPrefix)) continue
    fallback ??= { scheme, secret }
  }
  return fallback
}

function readCarrier(carrier: Carrier, headers: Headers, query: URLSearchParams): string | undefined {
  switch (carrier.in) {
    case 'query':
      return query.get(carrier.name) ?? undefined
    case 'bearer':
      return afterScheme('Bearer', headers.get('authorization'))
    case 'basic':
      return basicUserName(afterScheme('Basic', headers.get('authorization')))
    case 'header': {
      const value = headers.get(carrier.name)
      return carrier.prefix === undefined ? (value ?? undefined) : afterScheme(carrier.prefix, value)
    }
  }
}

/** What follows the name of the scheme, which is case-insensitive (RFC 9110, 11.1). */
function afterScheme(name: string, value: string | null): string | undefined {
  if (value === null || value.length <= name.length + 1 || value[name.length] !== ' ') return undefined
  if (value.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return undefined
  return value.slice(name.length + 1).trim()
}

/** The user name of Basic credentials with an empty password (RFC 7617). Anything else becomes a text that is never a key. */
function basicUserName(credentials: string | undefined): string | undefined {
  if (credentials === undefined) return undefined
  const unusable = `:${credentials}`
  try {
    return /^([^:]+):$/.exec(atob(credentials))?.[1] ?? unusable
  } catch {
    // Not Base64.
    return unusable
  }
}
