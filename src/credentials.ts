import type { Carrier } from './generated/systems.ts'

/** What every request of a client carries. */
export interface Carried {
  readonly headers: Record<string, string>
  /** Where a key is sent so, URLs hold it. */
  query?: Record<string, string>
}

/** Adds a credential in the form in which the system reads it. */
export function carry(carrier: Carrier, credential: string, carried: Carried): void {
  const { headers } = carried
  switch (carrier.in) {
    case 'query':
      carried.query = { [carrier.name]: credential }
      break
    case 'header':
      headers[carrier.name] = carrier.prefix ? `${carrier.prefix} ${credential}` : credential
      break
    default:
      headers.Authorization = carrier.in === 'basic' ? `Basic ${basic(credential)}` : `Bearer ${credential}`
  }
}

/** All forms in which a credential may show up in a text: as it is, in a URL, in HTTP Basic. */
export function formsOf(credential: string): Set<string> {
  const encoded = encodeURIComponent(credential)
  // URLs encode the apostrophe too.
  return new Set([credential, encoded, encoded.replaceAll("'", '%27'), basic(credential)])
}

/** The credential as user name with an empty password (RFC 7617). */
function basic(credential: string): string {
  return btoa(`${credential}:`)
}
