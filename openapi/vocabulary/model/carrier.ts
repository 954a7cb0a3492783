/** The carrier of a security scheme in OpenAPI's own terms. */

import type { Carrier } from '../../contract/carrier.ts'
import { isString, type JsonObject } from '../../contract/json.ts'
import type { CredentialWords, SelectionWords } from '../../contract/words.ts'
import type { Node } from './node.ts'

/** The carrier of a security scheme; undefined for a credential that no request carries, such as a client certificate. */
export function carrierOf(scheme: Node, words?: CredentialWords | SelectionWords): Carrier | undefined {
  const carrier = anyCarrierOf(scheme.object ?? {})
  const prefix = words && 'prefix' in words ? words.prefix : undefined
  return carrier?.in === 'header' && prefix !== undefined ? { ...carrier, prefix } : carrier
}

/** The same for the scheme of a document as a value. */
export function anyCarrierOf({ type, scheme, in: place, name }: JsonObject): Carrier | undefined {
  if (type === 'oauth2' || type === 'openIdConnect') return { in: 'bearer' }
  if (type === 'http') return String(scheme).toLowerCase() === 'basic' ? { in: 'basic' } : httpScheme(String(scheme))
  if (type !== 'apiKey' || !isString(name)) return undefined
  return place === 'header' || place === 'query' || place === 'cookie' ? { in: place, name } : undefined
}

function httpScheme(scheme: string): Carrier {
  return scheme.toLowerCase() === 'bearer' ? { in: 'bearer' } : { in: 'header', name: 'Authorization', prefix: scheme }
}
