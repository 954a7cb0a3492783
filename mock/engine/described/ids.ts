/** The ids of described resources. */
import type { Identity } from '../../../openapi/contract/shape.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'
import { keyOf } from '../store/record-key.ts'
import { wholeRecord } from './show.ts'

/** How many times an id is made until it is new. Schemas with few values, such as an enum, allow few ids. */
const ATTEMPTS = 20

/**
 * A new id in the form of the resource.
 * @param row the other members of the record
 * @returns undefined if the schema allows no other id
 */
export function newId(
  context: Context,
  collection: Collection,
  identity: Identity,
  row: Row,
): string | number | undefined {
  const isFree = (id: unknown) => !collection.get(keyOf(collection.resource, { ...row, [identity.property]: id }))
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const id = candidate(context, collection, identity)
    if (id !== undefined && isFree(id)) return id
  }
  return undefined
}

function candidate(context: Context, { name }: Collection, identity: Identity): string | number | undefined {
  const { random } = context
  const stream = `${name} id`
  switch (identity.form) {
    case 'integer':
      return random.next(stream)
    case 'uuid':
      return uuidOf(random.hex(stream, 32))
    case 'hex':
      return random.hex(stream, 24)
    case 'prefix':
      return random.id(identity.prefix ?? '')
    default: {
      if (identity.type === 'integer') return random.next(stream)
      const made = wholeRecord(context, name, {}, `${stream} ${random.next(stream)}`)[identity.property]
      return typeof made === 'string' || typeof made === 'number' ? made : random.id('')
    }
  }
}

/** Version 4, variant 1 (RFC 9562). */
function uuidOf(hex: string): string {
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  )
}
