import type { Carrier } from './generated/systems.ts'

/** What every request of a client carries. */
export interface Carried {
  readonly headers: Record<string, string>
  /** Where a key is sent so, URLs hold it. */
  query?: Record<string, string>
}

/** The words of the HTTP schemes, where the carrier does not say its own. */
const WORDS: Partial<Record<Carrier['in'], string>> = { bearer: 'Bearer', basic: 'Basic' }

/** Adds a credential in the form in which the system reads it. */
export function carry(carrier: Carrier, credential: string, carried: Carried): void {
  const { in: place, name = 'Authorization', prefix = WORDS[place] ?? '' }: AnyCarrier = carrier
  const value = place === 'basic' ? basic(credential) : credential
  if (place === 'query') carried.query = { [name]: value }
  else carried.headers[name] = `${prefix} ${value}`
}

interface AnyCarrier {
  readonly in: Carrier['in']
  readonly name?: string
  readonly prefix?: string
}

/** All forms in which a credential may show up in a text: as it is, in a URL, in HTTP Basic. */
export function formsOf(credential: string): string[] {
  const encoded = encodeURIComponent(credential)
  // URLs encode the apostrophe too.
  return [credential, encoded, encoded.replaceAll("'", '%27'), basic(credential)]
}

/** The credential as user name with an empty password (RFC 7617). */
function basic(credential: string): string {
  return btoa(`${credential}:`)
}
