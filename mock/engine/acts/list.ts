import { type Call, type Principal, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import { type Answer, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { stateValue } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { hides } from '../../../openapi/vocabulary/words/hides.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import { searchFor } from '../../../openapi/vocabulary/words/search.ts'
import type { Context } from '../context.ts'
import { viewOnce } from '../rules/view.ts'
import type { Collection } from '../store/collection.ts'
import { isPosition, type Position } from '../store/sorted-index.ts'
import { decodeCursor, encodeCursor } from '../values/cursor.ts'
import { countShaped, listShaped } from './list-shaped.ts'
import { collectionOf, valuesOfPath } from './parts.ts'
import { usageOf } from './usage.ts'

const DEFAULT_PAGE = 20

/** One page of records: filtered, searched, sorted, starting after the cursor. */
export const list: Act<Context> = (context, call) => {
  if (call.operation.shape) return reading(() => listShaped(context, call))
  const collection = collectionOf(context, call)
  const principal = principalOf(call)
  const { cursor, limit, sort, q, ...wanted } = call.query
  const filters = { ...wanted, ...valuesOfPath(collection, call) }
  const order = typeof sort === 'string' ? sort : defaultOrder(collection)
  const scope = JSON.stringify([
    call.operation.id,
    principal.account,
    principal.user,
    order,
    q ?? null,
    filters,
    call.selected,
  ])
  const start = startOf(cursor, scope)
  const size = typeof limit === 'number' ? limit : DEFAULT_PAGE
  return reading(() => readPage(context, call, { collection, order, scope, start, filters, q, size }))
}

/** How many records a list of all of them would have. */
export const count: Act<Context> = (context, call) => reading(() => ({ body: countShaped(context, call) }))

interface Query {
  readonly collection: Collection
  readonly order: string
  /** What a cursor is bound to. */
  readonly scope: string
  readonly start: Position | undefined
  readonly filters: Readonly<Record<string, unknown>>
  readonly q: unknown
  readonly size: number
}

function readPage(context: Context, call: Call, { collection, order, scope, start, filters, q, size }: Query): Answer {
  const principal = principalOf(call)
  const index = collection.sorted(principal.account, principal.user, order.replace(/^-/, ''))
  const isWanted = matcher(collection, call, principal, filters, q)
  const page: Entry[] = []
  let hasMore = false
  for (const entry of index.walk(start, order.startsWith('-'))) {
    if (!isWanted(entry)) continue
    if (page.length === size) {
      hasMore = true
      break
    }
    page.push(entry)
  }
  const last = page.at(-1)
  return {
    values: {
      records: page.map(entry => viewOnce(context, collection.name, entry.row, call.operation)),
      next: hasMore && last ? encodeCursor(index.position(last), scope) : null,
      ...usageOf(collection, principal),
    },
  }
}

/** Newest first, if records have a creation time. */
function defaultOrder({ resource }: Collection): string {
  return resource.members.includes('created_at') ? '-created_at' : 'id'
}

/** @throws {Refusal} validation_failed if the cursor was changed or belongs to another query */
function startOf(cursor: unknown, scope: string): Position | undefined {
  if (typeof cursor !== 'string') return undefined
  const position = decodeCursor(cursor, scope)
  if (!position || !isPosition(position)) {
    const message = 'must be the next_cursor of the previous page, sent with the same other parameters'
    throw validationFailed([{ in: 'query', pointer: '/cursor', message }], 'cursor')
  }
  return position
}

function matcher(
  collection: Collection,
  call: Call,
  principal: Principal,
  filters: Readonly<Record<string, unknown>>,
  q: unknown,
) {
  const { resource } = collection
  const wanted = Object.entries(filters).filter(([name]) => name !== call.operation.hides?.parameter)
  const isFound = searchFor(resource, call.operation.search, q)
  return ({ row }: Entry): boolean =>
    isVisible(resource, row, principal, call.selected) &&
    !hides(call, row) &&
    wanted.every(([property, value]) => holds(stateValue(resource, property, row), value)) &&
    (isFound === undefined || isFound(row))
}

/** Whether a filter accepts a value. A list accepts each of its items. */
const holds = (value: unknown, wanted: unknown) => (Array.isArray(wanted) ? wanted.includes(value) : value === wanted)
