import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Collection } from '../store/collection.ts'
import type { Answer, Call, Entry } from '../types.ts'
import { formatTime, parseDuration, parseTime } from '../values/time.ts'
import { collectionOf, principalOf } from './parts.ts'

export function openWindow(context: Context, call: Call): Answer {
  const { duration } = windowOf(collectionOf(context, call))
  return setUntil(context, call, formatTime(call.now + parseDuration(duration)))
}

export function closeWindow(context: Context, call: Call): Answer {
  return setUntil(context, call, null)
}

export function showWindow(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const words = windowOf(collection)
  const until = openUntil(collection, principalOf(call).account, call.now)
  return { body: { [words.open]: until !== null, [words.until]: until } }
}

/**
 * The window that an operation names in its word `window` must be open.
 * @throws {Refusal} the window's code
 */
export function guardWindow(context: Context, call: Call): void {
  const name = call.operation.window
  if (name === undefined) return
  const collection = context.store.collection(name)
  if (openUntil(collection, principalOf(call).account, call.now) !== null) return
  throw new Refusal({
    code: windowOf(collection).refuse,
    detail: `${call.operation.id} is possible only while the window (${collection.resource.title}) is open; have an admin open it.`,
    rule: 'window',
    at: `#/components/schemas/${name}/x-latchkey/window`,
  })
}

function setUntil(context: Context, call: Call, until: string | null): Answer {
  const collection = collectionOf(context, call)
  const { account } = principalOf(call)
  const words = windowOf(collection)
  const row = { id: account, [collection.resource.owner?.tenant ?? '']: account, [words.until]: until }
  const entry = entryOf(collection, account)
  if (entry) context.store.replace(collection, entry, row)
  else context.store.insert(collection, row)
  return showWindow(context, call)
}

/** Null while it is closed; at the very instant that it is open until, it is closed. */
function openUntil(collection: Collection, account: string, now: number): string | null {
  const until = entryOf(collection, account)?.row[windowOf(collection).until]
  return typeof until === 'string' && now < parseTime(until) ? until : null
}

/** There is one window an account, so the account's id is its id. */
const entryOf = (collection: Collection, account: string): Entry | undefined => collection.get(account)

function windowOf(collection: Collection) {
  const words = collection.resource.window
  if (!words) throw new Error(`${collection.name} is used as a window, but has no such word.`)
  return words
}
