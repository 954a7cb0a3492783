import type { Carrier } from '../generated/systems.ts'

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

/**
 * Finds a credential in all forms in which it may show up in a text: as it is, in HTTP Basic, and either of them in a URL,
 * whichever characters are encoded there, and in whichever case. No credential holds a space.
 */
export function patternOf(credential: string): RegExp {
  const forms = `${credential} ${basic(credential)}`
  const anyForm = forms.replace(/\S/g, character => {
    const hex = character.charCodeAt(0).toString(16)
    return `(?:\\x${hex}|%${hex})`
  })
  return new RegExp(anyForm.replace(' ', '|'), 'gi')
}

/** The credential as user name with an empty password (RFC 7617). */
function basic(credential: string): string {
  return btoa(`${credential}:`)
}
