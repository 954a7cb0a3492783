import type { Operation } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { Sort } from '../../../openapi/contract/shape.ts'
import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { hides } from '../../../openapi/vocabulary/words/hides.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import { searchFor } from '../../../openapi/vocabulary/words/search.ts'
import type { Context } from '../context.ts'
import { shownRecord } from '../described/answer.ts'
import { isBelow, placeOf } from '../described/parents.ts'
import type { Collection } from '../store/collection.ts'
import { partitionOf } from '../store/record-key.ts'
import { bracketTests } from './brackets.ts'
import { compare } from './compare.ts'
import { readPage } from './pages.ts'
import { usageOf } from './usage.ts'

/** One page of records, filtered and sorted as the operation describes. */
export function listShaped(context: Context, call: Call): Answer {
  const { operation } = call
  const page = readPage(call, found(context, call))
  const records = page.entries.map(entry => shownRecord(context, operation, entry))
  const collection = context.store.collection(operation.resource ?? '')
  const usage = usageOf(collection, principalOf(call))
  return { values: { records, ...usage, ...page.values }, ...(page.link && { headers: { Link: page.link } }) }
}

/** How many records a list of all of them would have. */
export function countShaped(context: Context, call: Call): number {
  return found(context, call).length
}

type Test = (entry: Entry) => boolean

/** All records that the request asks for, in its order. */
function found(context: Context, call: Call): readonly Entry[] {
  const { operation } = call
  const collection = context.store.collection(operation.resource ?? '')
  const { resource } = collection
  const sort = sortOf(call)
  const tests = testsOf(context, call, collection)
  const isStored = resource.isRuled && sort !== undefined && resource.members.includes(sort.property)
  const entries = ordered(context, collection, call, isStored ? sort.property : '')
  // A page of all records must not take longer the more records there are.
  const wanted = tests.length === 0 ? entries : entries.filter(entry => tests.every(test => test(entry)))
  if (!sort) return wanted
  if (isStored) return sort.isDescending ? wanted.toReversed() : wanted
  const value = (entry: Entry) => propertyOf(context, operation, entry, sort.property)
  const direction = sort.isDescending ? -1 : 1
  return wanted.toSorted((one, other) => direction * compare(value(one), value(other)))
}

function ordered({ contract }: Context, collection: Collection, call: Call, field: string): readonly Entry[] {
  const { resource } = collection
  if (resource.owner) {
    const { account, user } = principalOf(call)
    return collection.sorted(account, user, field).all
  }
  return collection.sortedIn(partitionOf(resource, placeOf(contract, resource, call.params)), field).all
}

function testsOf(context: Context, call: Call, { resource }: Collection): readonly Test[] {
  const { operation, params, query, selected } = call
  const { shape } = operation
  const value = (entry: Entry, property: string) => propertyOf(context, operation, entry, property)
  const tests: Test[] = filtersOf(call).map(
    ({ property, accepted }) =>
      entry =>
        accepted.has(String(value(entry, property))),
  )
  if (resource.within?.length && !resource.isNested) tests.push(({ row }) => isBelow(resource, row, params))
  if (resource.owner || Object.keys(selected).length > 0) {
    const principal = principalOf(call)
    tests.push(({ row }) => isVisible(resource, row, principal, selected))
  }
  if (operation.hides) tests.push(({ row }) => !hides(call, row))
  if (shape?.brackets)
    for (const { property, test } of bracketTests(call.request.url, shape.brackets))
      tests.push(entry => test(value(entry, property)))
  const q = shape?.search === undefined ? undefined : query[shape.search]
  const isFound = searchFor(resource, operation.search, q === '' ? undefined : q)
  if (isFound) tests.push(({ row }) => isFound(row))
  return tests
}

function filtersOf({ operation, query, body }: Call) {
  const values = isObject(body) ? body : {}
  return (operation.shape?.filters ?? []).flatMap(({ parameter, property, in: place }) => {
    const wanted = place === 'body' ? values[parameter] : query[parameter]
    return wanted === undefined || wanted === '' || isObject(wanted)
      ? []
      : [{ property, accepted: new Set([wanted].flat().map(String)) }]
  })
}

function propertyOf(context: Context, operation: Operation, entry: Entry, property: string): unknown {
  const shown = shownRecord(context, operation, entry)
  if (!property.includes('.'))
    return isObject(shown) && Object.hasOwn(shown, property) ? shown[property] : entry.row[property]
  const keys = property.split('.')
  return valueAt(shown, keys) ?? valueAt(entry.row, keys)
}

interface Order {
  readonly property: string
  readonly isDescending: boolean
}

function sortOf({ operation, query }: Call): Order | undefined {
  const { sort } = operation.shape ?? {}
  if (!sort) return undefined
  const asked = sort.parameter === undefined ? undefined : query[sort.parameter]
  const text = isString(asked) && asked !== '' ? asked : sort.default
  if (text === undefined) return undefined
  return { property: text.replace(/^[-+]|[: ](asc|desc)$/gi, ''), isDescending: isDescending(sort, text, query) }
}

function isDescending({ direction }: Sort, text: string, query: Call['query']): boolean {
  if (direction !== undefined && query[direction] !== undefined) return /^desc/i.test(String(query[direction]))
  return text.startsWith('-') || /[: ]desc$/i.test(text)
}
