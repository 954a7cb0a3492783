import type { Carrier } from './generated/systems.ts'

/** What every request of a client carries. */
export interface Carried {
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/** A credential in the form in which the system reads it. */
export function carry(carrier: Carrier, credential: string): Carried {
  switch (carrier.in) {
    case 'bearer':
      return { headers: { Authorization: `Bearer ${credential}` }, query: {} }
    case 'basic':
      return { headers: { Authorization: `Basic ${basic(credential)}` }, query: {} }
    case 'header': {
      const value = carrier.prefix === undefined ? credential : `${carrier.prefix} ${credential}`
      return { headers: { [carrier.name]: value }, query: {} }
    }
    case 'query':
      return { headers: {}, query: { [carrier.name]: credential } }
  }
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
