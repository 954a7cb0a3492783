import { readTime } from '../../../openapi/contract/unix-time.ts'
import type { Entry, Retirement } from '../../../openapi/vocabulary/engine/record.ts'
import { applyTransition, expires, stateOf } from '../../../openapi/vocabulary/engine/transitions.ts'
import { stamp } from '../../../openapi/vocabulary/words/set.ts'
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
    if (expires(collection.resource, entry.row, due.at)) expire(store, collection, entry, due.at)
    if (entry.retiring && endOf(collection, entry, entry.retiring) <= due.at && collection.get(entry.id))
      retire(store, collection, entry, entry.retiring)
    if (due.timer.kind === 'move' && collection.get(entry.id)) move(store, collection, entry, due.at)
  }
}

function expire(store: Store, collection: Collection, entry: Entry, at: number): void {
  const { field = '', expires } = collection.resource.lifecycle ?? {}
  if (expires?.to === undefined) store.remove(collection, entry)
  else store.replace(collection, entry, { ...entry.row, [field]: expires.to }, at)
}

/** A record that is no longer in a state from which it retires (it was revoked) stays unchanged. */
function retire(store: Store, collection: Collection, entry: Entry, retirement: Retirement): void {
  const { by, user, take: name } = retirement
  const at = endOf(collection, entry, retirement)
  const { lifecycle } = collection.resource
  const state = String(entry.row[lifecycle?.field ?? ''])
  store.retire(collection, entry, undefined)
  if (name === 'delete' && isDeletable(collection, state)) {
    store.remove(collection, entry)
    return
  }
  if (!lifecycle?.transitions?.[name]?.from.includes(state)) return
  store.replace(collection, entry, applyTransition(collection.resource, entry.row, name, { now: at, actor: by, user }))
}

/** A lifecycle that says nothing about `delete` allows it in every state. */
function isDeletable({ resource: { lifecycle } }: Collection, state: string): boolean {
  return lifecycle?.transitions?.delete?.from.includes(state) ?? true
}

/** The record has been in its state for as long as its lifecycle says. */
function move(store: Store, collection: Collection, entry: Entry, at: number): void {
  const { lifecycle } = collection.resource
  const next = lifecycle?.after?.[stateOf(collection.resource, entry.row)]
  if (!lifecycle || !next || entry.moves === undefined || entry.moves > at) return
  const moment = { now: at, actor: '', user: null }
  store.replace(collection, entry, { ...entry.row, [lifecycle.field]: next.to, ...stamp(next.set, moment) }, at)
}

const endOf = ({ resource }: Collection, { row }: Entry, { until }: Retirement): number =>
  readTime(resource.properties[until], row[until])
