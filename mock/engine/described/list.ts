import type { Operation } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import type { Sort } from '../../../openapi/contract/shape.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import { type Answer, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'
import { partitionOf } from '../store/record-key.ts'
import { answerWith, shownRecord } from './answer.ts'
import { readPage } from './pages.ts'
import { isBelow, placeOf } from './parents.ts'

/** One page of records, filtered and sorted as the operation describes. */
export const list: Act<Context> = (context, call) => reading(() => listed(context, call))

/** How many records a list of all of them would have. */
export const count: Act<Context> = (context, call) =>
  reading(() => answerWith(context, call, String(found(context, call).length)))

function listed(context: Context, call: Call): Answer {
  const { operation } = call
  const page = readPage(call, () => found(context, call))
  const json = page.entries.map(entry => shownRecord(context, operation, entry).json).join(',')
  return { ...answerWith(context, call, `[${json}]`, page.members), ...(page.link && { headers: { Link: page.link } }) }
}

/** All records that the request asks for, in its order. */
function found(context: Context, call: Call): readonly Entry[] {
  const { operation, params } = call
  const collection = context.store.collection(operation.resource ?? '')
  const { resource } = collection
  const entries = ordered(context, collection, call)
  const filters = filtersOf(call)
  const sort = sortOf(call)
  const isWhole = resource.isNested || !resource.within?.length
  // A page of all records must not take longer the more records there are.
  if (filters.length === 0 && !sort && isWhole) return entries
  const value = (entry: Entry, property: string) => propertyOf(context, operation, entry, property)
  const wanted = entries.filter(
    entry =>
      isBelow(resource, entry.row, params) &&
      filters.every(({ property, accepted }) => accepted.has(String(value(entry, property)))),
  )
  if (!sort) return wanted
  const direction = sort.isDescending ? -1 : 1
  return wanted.toSorted((one, other) => direction * compare(value(one, sort.property), value(other, sort.property)))
}

function ordered({ contract }: Context, collection: Collection, { params }: Call): readonly Entry[] {
  const partition = partitionOf(collection.resource, placeOf(contract, collection.resource, params))
  return collection.sortedIn(partition, '').all
}

function filtersOf({ operation, query, body }: Call) {
  const values = isObject(body) ? body : {}
  return (operation.shape?.filters ?? []).flatMap(({ parameter, property, in: place }) => {
    const wanted = place === 'body' ? values[parameter] : query[parameter]
    return wanted === undefined || wanted === '' ? [] : [{ property, accepted: new Set([wanted].flat().map(String)) }]
  })
}

function propertyOf(context: Context, operation: Operation, entry: Entry, property: string): unknown {
  const { value } = shownRecord(context, operation, entry)
  return isObject(value) && Object.hasOwn(value, property) ? value[property] : entry.row[property]
}

function sortOf({ operation, query }: Call): { readonly property: string; readonly isDescending: boolean } | undefined {
  const { sort } = operation.shape ?? {}
  const text = sort && query[sort.parameter]
  if (!sort || !isString(text) || text === '') return undefined
  return { property: text.replace(/^[-+]|[: ](asc|desc)$/gi, ''), isDescending: isDescending(sort, text, query) }
}

function isDescending({ direction }: Sort, text: string, query: Call['query']): boolean {
  if (direction !== undefined && query[direction] !== undefined) return /^desc/i.test(String(query[direction]))
  return text.startsWith('-') || /[: ]desc$/i.test(text)
}

/** Missing values first, numbers by value, all else as text. */
function compare(one: unknown, other: unknown): number {
  if (one === other) return 0
  if (one === undefined || one === null) return -1
  if (other === undefined || other === null) return 1
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one) < String(other) ? -1 : 1
}
