/** The carrier of a security scheme in OpenAPI's own terms. */

import type { Carrier } from '../../contract/carrier.ts'
import type { AnyCredential } from '../../contract/contract.ts'
import { isString, type JsonObject } from '../../contract/json.ts'
import type { CredentialWords, SelectionWords } from '../../contract/words.ts'
import type { Node } from './node.ts'

/** The carrier of a security scheme; undefined if the mock cannot read this kind of scheme. */
export function carrierOf(scheme: Node, words: CredentialWords | SelectionWords | undefined): Carrier | undefined {
  const name = scheme.text('name')
  const kind = [scheme.text('type'), scheme.text('scheme')?.toLowerCase() ?? scheme.text('in')].join(' ')
  switch (kind) {
    case 'http bearer':
      return { in: 'bearer' }
    case 'http basic':
      return { in: 'basic' }
    case 'apiKey query':
      return name === undefined ? undefined : { in: 'query', name }
    case 'apiKey header': {
      const prefix = words && 'prefix' in words ? words.prefix : undefined
      return name === undefined ? undefined : { in: 'header', name, ...(prefix !== undefined && { prefix }) }
    }
    default:
      return undefined
  }
}

/** The carrier of a credential that need not be read, only be there. Undefined for one that no request carries. */
export function anyCarrierOf({ type, scheme, in: place, name }: JsonObject): AnyCredential['carrier'] | undefined {
  if (type === 'oauth2' || type === 'openIdConnect') return { in: 'bearer' }
  if (type === 'http') return String(scheme).toLowerCase() === 'basic' ? { in: 'basic' } : httpScheme(String(scheme))
  if (type !== 'apiKey' || !isString(name)) return undefined
  return place === 'header' || place === 'query' || place === 'cookie' ? { in: place, name } : undefined
}

function httpScheme(scheme: string): Carrier {
  return scheme.toLowerCase() === 'bearer' ? { in: 'bearer' } : { in: 'header', name: 'Authorization', prefix: scheme }
}
