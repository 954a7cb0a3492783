import type { Carrier } from '../../../openapi/contract/carrier.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import type { SecretScheme } from './secret-schemes.ts'

/** A credential as the request carries it, not yet checked. */
export interface PresentedCredential {
  readonly scheme: SecretScheme
  readonly secret: string
  /** What is wrong with its form, to follow `cannot be read: `. */
  readonly problem?: string
}

/** A header or query parameter that can hold a credential. Schemes that share `Authorization` have one place. */
interface Place {
  readonly name: string
  readonly in: 'header' | 'query'
}

/**
 * All credentials of a request, in the order of the schemes. Undefined for a place that holds something that no scheme
 * reads. If two schemes share a place, the prefix of the secret decides between them.
 */
export function readCredentials(
  schemes: readonly SecretScheme[],
  headers: Headers,
  query: URLSearchParams,
): readonly (PresentedCredential | undefined)[] {
  return placesOf(schemes).flatMap(sharing => {
    const [first] = sharing
    if (!first) return []
    const place = placeOf(first.carrier)
    const values = place.in === 'query' ? query.getAll(place.name) : [headers.get(place.name) ?? []].flat()
    const [value] = values
    if (value === undefined) return []
    if (values.length > 1 || isJoined(place, value, sharing)) {
      const name = place.in === 'query' ? `the query parameter ${place.name}` : `the header ${place.name}`
      return [{ scheme: first, secret: '', problem: `${name} was sent more than once` }]
    }
    return [readPlace(schemes, sharing, value)]
  })
}

/** The schemes that share a place, for each place. */
const placesOf = perObject((schemes: readonly SecretScheme[]) => {
  const places = Map.groupBy(schemes, ({ carrier }) => `${placeOf(carrier).in} ${placeOf(carrier).name.toLowerCase()}`)
  return [...places.values()]
})

function placeOf(carrier: Carrier): Place {
  switch (carrier.in) {
    case 'query':
      return { in: 'query', name: carrier.name }
    case 'header':
      return { in: 'header', name: carrier.name }
    case 'bearer':
    case 'basic':
      return { in: 'header', name: 'Authorization' }
  }
}

/** Whether the value is that of several headers: they arrive as one, joined by a comma. */
function isJoined({ in: place }: Place, value: string, sharing: readonly SecretScheme[]): boolean {
  if (place === 'query') return false
  const [, ...rest] = value.split(',')
  return rest.some(part => sharing.some(({ carrier }) => readCarrier(carrier, part.trim())?.secret))
}

function readPlace(
  schemes: readonly SecretScheme[],
  sharing: readonly SecretScheme[],
  value: string,
): PresentedCredential | undefined {
  let fallback: PresentedCredential | undefined
  for (const scheme of sharing) {
    const read = readCarrier(scheme.carrier, value)
    if (!read?.secret) continue
    const presented = { scheme, ...read }
    // One prefix may be the beginning of another, but base62 has no underscore.
    const prefix = bare(read.secret).slice(0, Math.max(0, bare(read.secret).lastIndexOf('_')))
    if (prefix === scheme.secretPrefix) return presented
    // A secret of another scheme in the form of this one: not a form that the system accepts.
    if (schemes.some(other => prefix === other.secretPrefix)) continue
    fallback ??= presented
  }
  return fallback
}

type Read = Omit<PresentedCredential, 'scheme'>

function readCarrier(carrier: Carrier, value: string): Read | undefined {
  switch (carrier.in) {
    case 'query':
      return checked(value)
    case 'bearer':
      return checked(afterScheme('Bearer', value))
    case 'basic':
      return basicUserName(afterScheme('Basic', value))
    case 'header':
      return checked(carrier.prefix === undefined ? value : afterScheme(carrier.prefix, value))
  }
}

/** What follows the name of the scheme, which is case-insensitive (RFC 9110, 11.1). */
function afterScheme(name: string, value: string): string | undefined {
  if (value.length <= name.length + 1 || value[name.length] !== ' ') return undefined
  if (value.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return undefined
  return value.slice(name.length + 1).trim()
}

const QUOTES = /^["'`<[({]+|["'`>\])}]+$/g

/** Without the quotes and brackets that examples put around a secret. */
const bare = (secret: string) => secret.replace(QUOTES, '')

function checked(secret: string | undefined): Read | undefined {
  if (secret === undefined) return undefined
  if (/\s/.test(secret)) return { secret, problem: 'it has a blank or a line break in it' }
  if (bare(secret) !== secret) return { secret, problem: 'it is in quotes or brackets, which must be left out' }
  return { secret }
}

/** The user name of Basic credentials (RFC 7617). */
function basicUserName(credentials: string | undefined): Read | undefined {
  if (credentials === undefined) return undefined
  const unreadable = (problem: string): Read => ({ secret: credentials, problem })
  const text = decoded(credentials)
  if (text === undefined) return unreadable('it is not base64')
  const colon = text.indexOf(':')
  const [user, password] = colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)]
  if (/[\r\n]/.test(text)) return unreadable('it has a line break in it, which `printf` does not add, unlike `echo`')
  if (password === undefined) return unreadable('it has no colon after the user name')
  if (password !== '') return unreadable('it has a password')
  return user === '' ? unreadable('it has no user name') : checked(user)
}

function decoded(base64: string): string | undefined {
  try {
    return atob(base64)
  } catch {
    return undefined
  }
}
