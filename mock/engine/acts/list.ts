import type { Context } from '../context.ts'
import { validationFailed } from '../refusal.ts'
import { stateValue } from '../rules/lifecycle.ts'
import { viewOnce } from '../rules/view.ts'
import { isVisible } from '../rules/visibility.ts'
import type { Collection } from '../store/collection.ts'
import { isPosition, type Position } from '../store/sorted-index.ts'
import type { Answer, Call, Entry, Principal } from '../types.ts'
import { decodeCursor, encodeCursor } from '../values/cursor.ts'
import { collectionOf, principalOf } from './parts.ts'
import { guardWindow } from './window.ts'

const DEFAULT_PAGE = 20

/** One page: sorted, filtered and searched, from behind the cursor on. */
export function list(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const principal = principalOf(call)
  const { cursor, limit, sort, q, ...filters } = call.query
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
  guardWindow(context, call)
  const size = typeof limit === 'number' ? limit : DEFAULT_PAGE
  const index = collection.sorted(principal.account, principal.user, order.replace(/^-/, ''))
  const matches = matcher(collection, call, principal, filters, q)

  const page: Entry[] = []
  let hasMore = false
  for (const entry of index.walk(start, order.startsWith('-'))) {
    if (!matches(entry)) continue
    if (page.length === size) {
      hasMore = true
      break
    }
    page.push(entry)
  }
  const last = page.at(-1)
  return {
    body: {
      data: page.map(entry => viewOnce(context, collection.name, entry.row, call.operation)),
      next_cursor: hasMore && last ? encodeCursor(index.position(last), scope) : null,
      ...limitsOf(collection, principal),
    },
  }
}

/** Newest first where records say when they were created. */
function defaultOrder({ resource }: Collection): string {
  return resource.members.includes('created_at') ? '-created_at' : 'id'
}

/** @throws {Refusal} validation_failed where the cursor was changed or belongs to another query */
function startOf(cursor: unknown, scope: string): Position | undefined {
  if (typeof cursor !== 'string') return undefined
  const position = decodeCursor(cursor, scope)
  if (!position || !isPosition(position)) {
    const message = 'is not a cursor of this list; pass next_cursor as it came, with the same other parameters'
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
  const wanted = Object.entries(filters)
  const text = typeof q === 'string' ? q.toLowerCase() : undefined
  return ({ row }: Entry): boolean =>
    isVisible(resource, row, principal, call.selected) &&
    wanted.every(([property, value]) => stateValue(resource, property, row) === value) &&
    (text === undefined ||
      (call.operation.search ?? []).some(property =>
        String(row[property] ?? '')
          .toLowerCase()
          .includes(text),
      ))
}

/** How many of those that count together with the caller's are in use. */
function limitsOf(collection: Collection, principal: Principal) {
  const [limit] = collection.resource.limits ?? []
  if (!limit) return {}
  const { used } = collection.usage(limit, limit.per === 'user' ? principal.user : principal.account)
  return { limits: { active: { used, max: limit.max } } }
}
