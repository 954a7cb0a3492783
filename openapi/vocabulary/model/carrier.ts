/** The carrier of a security scheme in OpenAPI's own terms. */

import type { Carrier } from '../../contract/carrier.ts'
import type { SchemeWords } from '../../contract/words.ts'
import type { Node } from './node.ts'

/** The carrier of a security scheme; undefined if the mock cannot read this kind of scheme. */
export function carrierOf(scheme: Node, words: SchemeWords | undefined): Carrier | undefined {
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
