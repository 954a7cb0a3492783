/** References that lead only to other references, and back: `A: { $ref: B }`, `B: { $ref: A }`. */
import type { BaseResolver, Document } from '@redocly/openapi-core'
import { isObject, isString } from '../contract/json.ts'
import { pointerKeys, valueAt } from '../contract/pointer.ts'
import { Pointer } from '../vocabulary/model/node.ts'

export interface CircularRef {
  readonly document: Document
  /** JSON pointer to the object with the `$ref`. */
  readonly pointer: string
  readonly message: string
}

/** What Redocly throws, without a place, when it follows such a reference. */
const MESSAGE = 'Self-referencing circular pointer'

export const isCircular = (error: unknown): boolean => error instanceof Error && error.message === MESSAGE

/** The circular references in the files that a resolver has read. */
export async function circularRefs(resolver: BaseResolver): Promise<readonly CircularRef[]> {
  const results: PromiseSettledResult<unknown>[] = await Promise.allSettled(resolver.cache.values())
  const documents = results.flatMap(result => ('value' in result && isDocument(result.value) ? [result.value] : []))
  const files = new Map(documents.map(document => [document.source.absoluteRef, document]))
  /** Where the reference at a place leads; undefined if there is none. */
  const follow = ({ document, pointer }: Place): Place | undefined => {
    const ref = refOf(valueAt(document.parsed, pointerKeys(pointer)))
    if (ref === undefined) return undefined
    const [file = '', fragment = ''] = ref.split('#')
    const target = file === '' ? document : files.get(resolver.resolveExternalRef(document.source.absoluteRef, file))
    return target && { document: target, pointer: new Pointer(pointerKeys(fragment)).pointer }
  }
  const places = documents.flatMap(document => [...refsIn(document.parsed)].map(pointer => ({ document, pointer })))
  return places
    .filter(place => leadsBack(place, follow))
    .map(place => ({ ...place, message: 'This `$ref` leads back to itself. Refer to a value.' }))
}

function leadsBack(start: Place, follow: (place: Place) => Place | undefined): boolean {
  const seen = new Set<string>()
  for (let place = follow(start); place; place = follow(place)) {
    if (nameOf(place) === nameOf(start)) return true
    // It leads to a circle that it is not a part of.
    if (seen.has(nameOf(place))) return false
    seen.add(nameOf(place))
  }
  return false
}

type Place = Omit<CircularRef, 'message'>

const nameOf = ({ document, pointer }: Place) => document.source.absoluteRef + pointer

/** JSON pointers to the objects with a `$ref`. */
function* refsIn(value: unknown, keys: readonly string[] = []): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  if (refOf(value) !== undefined) yield new Pointer(keys).pointer
  for (const [key, member] of Object.entries(value)) yield* refsIn(member, [...keys, key])
}

const refOf = (value: unknown) => (isObject(value) && isString(value.$ref) ? value.$ref : undefined)

const isDocument = (value: unknown): value is Document => isObject(value) && 'source' in value
