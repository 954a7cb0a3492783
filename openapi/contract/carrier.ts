/** Where a request carries a credential or a selection, and how it is written there. */

/** `header` with a `prefix`: `Authorization: ApiKey K`. */
export type Carrier =
  | { readonly in: 'bearer' }
  | { readonly in: 'basic' }
  | { readonly in: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'cookie'; readonly name: string }

/** What a credential adds to a request. */
export interface CredentialParts {
  readonly headers: Readonly<Record<string, string>>
  /** Query parameters by name, not percent-encoded. */
  readonly query: Readonly<Record<string, string>>
}

/**
 * A credential in the form that the carrier asks for. HTTP Basic sends it as the user name, with an empty password, or, with a
 * colon in it, as user name and password.
 */
export function credentialParts(carrier: Carrier, credential: string): CredentialParts {
  switch (carrier.in) {
    case 'bearer':
      return inHeader('Authorization', `Bearer ${credential}`)
    case 'basic':
      return inHeader('Authorization', `Basic ${btoa(credential.includes(':') ? credential : `${credential}:`)}`)
    case 'header':
      return inHeader(carrier.name, carrier.prefix ? `${carrier.prefix} ${credential}` : credential)
    case 'cookie':
      return inHeader('Cookie', `${carrier.name}=${credential}`)
    case 'query':
      return { headers: {}, query: { [carrier.name]: credential } }
  }
}

function inHeader(name: string, value: string): CredentialParts {
  return { headers: { [name]: value }, query: {} }
}
