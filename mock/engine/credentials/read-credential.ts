import type { Carrier } from '../../../openapi/contract/carrier.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { claims, type SecretScheme } from './secret-schemes.ts'

/** A credential as the request carries it, not yet checked. */
export interface PresentedCredential {
  readonly scheme: SecretScheme
  readonly secret: string
  /** The other schemes that read the same place, if the form does not tell which of them it is for. */
  readonly others?: readonly SecretScheme[]
  /** What is wrong with its form, to follow `cannot be read: `. */
  readonly problem?: string
}

/** What can hold a credential. Schemes that share `Authorization` have one place. */
interface Place {
  readonly name: string
  readonly in: 'header' | 'query' | 'cookie'
}

/**
 * All credentials of a request, in the order of the schemes. Undefined for a place that holds something that no scheme
 * reads. If two schemes share a place, the form of the secret decides between them, or else which of them knows it.
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
    const values = valuesIn(place, headers, query)
    const [value] = values
    if (value === undefined) return []
    if (values.length > 1 || isJoined(place, value, sharing)) {
      return [{ scheme: first, secret: '', problem: `${PLACES[place.in]} ${place.name} was sent more than once` }]
    }
    return [readPlace(schemes, sharing, value)]
  })
}

const PLACES: Readonly<Record<Place['in'], string>> = {
  query: 'the query parameter',
  header: 'the header',
  cookie: 'the cookie',
}

function valuesIn(place: Place, headers: Headers, query: URLSearchParams): readonly string[] {
  switch (place.in) {
    case 'query':
      return query.getAll(place.name)
    case 'cookie':
      return cookiesNamed(place.name, headers)
    case 'header': {
      const value = headers.get(place.name)
      return value === null ? [] : [value]
    }
  }
}

function cookiesNamed(name: string, headers: Headers): readonly string[] {
  return (headers.get('Cookie') ?? '').split(';').flatMap(pair => {
    const [key = '', ...value] = pair.trim().split('=')
    return key === name ? [value.join('=').replace(/^"(.*)"$/, '$1')] : []
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
    case 'header':
    case 'cookie':
      return { in: carrier.in, name: carrier.name }
    case 'bearer':
    case 'basic':
      return { in: 'header', name: 'Authorization' }
  }
}

/** Whether the value is that of several headers: they arrive as one, joined by a comma. */
function isJoined({ in: place }: Place, value: string, sharing: readonly SecretScheme[]): boolean {
  if (place !== 'header') return false
  const [, ...rest] = value.split(',')
  return rest.some(part => sharing.some(scheme => readCarrier(scheme, part.trim())?.secret))
}

function readPlace(
  schemes: readonly SecretScheme[],
  sharing: readonly SecretScheme[],
  value: string,
): PresentedCredential | undefined {
  const read = sharing.flatMap(scheme => {
    const found = readCarrier(scheme, value)
    return found?.secret ? [{ scheme, ...found }] : []
  })
  const claimed = read.filter(({ scheme, secret }) => claims(scheme, bare(secret)))
  // A secret of another scheme in the form of this one: not a form that the system accepts.
  const isOther = ({ secret }: Read) => schemes.some(scheme => claims(scheme, bare(secret)))
  const [first, ...rest] = claimed.length > 0 ? claimed : read.filter(presented => !isOther(presented))
  if (!first) return undefined
  const others = rest.flatMap(({ scheme, secret }) => (secret === first.secret ? [scheme] : []))
  return { ...first, ...(others.length > 0 && { others }) }
}

type Read = Omit<PresentedCredential, 'scheme'>

function readCarrier(scheme: SecretScheme, value: string): Read | undefined {
  const { carrier } = scheme
  switch (carrier.in) {
    case 'query':
    case 'cookie':
      return checked(value)
    case 'bearer':
      return checked(afterScheme('Bearer', value))
    case 'basic':
      return readBasic(scheme, afterScheme('Basic', value))
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

/** Basic credentials as the scheme accepts them: base64 of user name and password, or the secret as it is. */
function readBasic(scheme: SecretScheme, credentials: string | undefined): Read | undefined {
  const { accepts_forms: forms = ['base64'] } = scheme
  const read = (text: string | undefined) => basicUserName(text, forms.includes('bare'))
  if (credentials === undefined || !forms.includes('raw')) return read(credentials)
  const isRaw = forms.length === 1 || claims(scheme, bare(credentials))
  return isRaw ? checked(credentials) : read(credentials)
}

/**
 * The user name of Basic credentials (RFC 7617).
 * @param isColonOptional whether the user name alone will do
 */
function basicUserName(credentials: string | undefined, isColonOptional = false): Read | undefined {
  if (credentials === undefined) return undefined
  const unreadable = (problem: string): Read => ({ secret: credentials, problem })
  const text = decoded(credentials)
  if (text === undefined) return unreadable('it is not base64')
  const colon = text.indexOf(':')
  const [user, password] =
    colon < 0 ? [text, isColonOptional ? '' : undefined] : [text.slice(0, colon), text.slice(colon + 1)]
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
