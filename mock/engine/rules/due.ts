import { parseTime } from '../../../openapi/contract/time.ts'
import type { Entry, Retirement } from '../../../openapi/vocabulary/engine/record.ts'
import { applyTransition, expires } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Collection } from '../store/collection.ts'
import type { Store } from '../store/store.ts'

/**
 * Applies everything that is due, in order: records expire, rotated credentials retire. Runs before each request, so that
 * states always match the clock.
 */
export function settle(store: Store, now: number): void {
  for (let due = store.timers.next(now); due; due = store.timers.next(now)) {
    const collection = store.collection(due.timer.resource)
    const entry = collection.get(due.timer.id)
    if (!entry) continue
    if (expires(collection.resource, entry.row, due.at)) expire(store, collection, entry)
    if (entry.retiring && endOf(entry, entry.retiring) <= due.at && collection.get(entry.id))
      retire(store, collection, entry, entry.retiring)
  }
}

function expire(store: Store, collection: Collection, entry: Entry): void {
  const { field = '', expires } = collection.resource.lifecycle ?? {}
  if (expires?.to === undefined) store.remove(collection, entry)
  else store.replace(collection, entry, { ...entry.row, [field]: expires.to })
}

/** A record that is no longer in a state from which it retires (it was revoked) stays unchanged. */
function retire(store: Store, collection: Collection, entry: Entry, retirement: Retirement): void {
  const { by, user, take: name } = retirement
  const at = endOf(entry, retirement)
  const { lifecycle } = collection.resource
  const state = String(entry.row[lifecycle?.field ?? ''])
  store.retire(collection, entry, undefined)
  if (!lifecycle?.transitions?.[name]?.from.includes(state)) return
  store.replace(collection, entry, applyTransition(collection.resource, entry.row, name, { now: at, actor: by, user }))
}

const endOf = ({ row }: Entry, { until }: Retirement): number => parseTime(String(row[until]))
