import type { Context } from '../context.ts'
import { type ValidationError, validationFailed } from '../refusal.ts'
import { checkFields } from '../rules/fields.ts'
import { stamp, writeState } from '../rules/lifecycle.ts'
import { type Change, guardLimits } from '../rules/limits.ts'
import { inUtc } from '../rules/times.ts'
import { view } from '../rules/view.ts'
import { findVisible } from '../steps/find.ts'
import type { Collection } from '../store/collection.ts'
import { withHashes } from '../store/store.ts'
import type { Answer, Call, Entry, Row } from '../types.ts'
import { collectionOf, principalOf, targetOf } from './parts.ts'
import { guardWindow } from './window.ts'

interface Item {
  readonly entry: Entry
  readonly values: Row
  /** JSON pointer to the values within the body. */
  readonly pointer: string
}

/** Changes one record, or all that the body lists, or nothing. */
export function update(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const items = call.operation.many === 'items' ? listed(context, call) : [one(call)]
  const changes = items.map(({ entry, values }) => ({
    before: entry.row,
    after: changed(collection, call, entry, withHashes(collection, inUtc(context, collection.name, values))),
  }))
  guardWindow(context, call)
  guardLimits(collection, changes satisfies Change[])
  for (const [index, { entry }] of items.entries())
    context.store.replace(collection, entry, changes[index]?.after ?? entry.row)
  const shown = items.map(({ entry }) => view(context, collection.name, entry.row, call.operation))
  return { body: call.operation.many === 'items' ? { data: shown } : shown[0] }
}

const one = (call: Call): Item => ({ entry: targetOf(call), values: (call.body ?? {}) as Row, pointer: '' })

/** @throws {Refusal} not_found for an id that the caller cannot see, validation_failed for what the words of the properties forbid */
function listed(context: Context, call: Call): readonly Item[] {
  const { items } = call.body as { items: readonly Row[] }
  const collection = collectionOf(context, call)
  const found = items.map(({ id, ...values }, index): Item => {
    const pointer = `/items/${index}`
    const entry = findVisible(
      context,
      collection.name,
      String(id),
      principalOf(call),
      call.selected,
      `at ${pointer}/id of the body`,
    )
    return { entry, values, pointer }
  })
  const errors = [
    ...repeatedRecords(found),
    ...repeatedValues(collection, found),
    ...found.flatMap(({ entry, values, pointer }) =>
      checkFields(context, collection, values, entry, principalOf(call), call.now, pointer),
    ),
  ]
  if (errors.length > 0) throw validationFailed(errors, 'many')
  return found
}

function repeatedRecords(items: readonly Item[]): ValidationError[] {
  const seen = new Set<Entry>()
  return items.flatMap(({ entry, pointer }): ValidationError[] => {
    if (!seen.has(entry)) {
      seen.add(entry)
      return []
    }
    return [{ in: 'body', pointer: `${pointer}/id`, message: 'is listed before in the same request' }]
  })
}

function changed(collection: Collection, call: Call, entry: Entry, values: Row): Row {
  const { resource } = collection
  const moment = { now: call.now, actor: principalOf(call).actor }
  let row: Row = { ...entry.row }
  for (const [property, value] of Object.entries(values)) {
    const writesState = resource.properties[property]?.transition !== undefined
    row = writesState
      ? writeState(collection.name, resource, row, property, value, moment)
      : { ...row, [property]: value }
  }
  return { ...row, ...stamp(resource.set?.change, moment) }
}

/** Values of a unique property that two items of one request want to write. */
function repeatedValues({ resource }: Collection, items: readonly Item[]): ValidationError[] {
  return Object.entries(resource.properties).flatMap(([property, { unique }]) => {
    if (!unique) return []
    const seen = new Set<unknown>()
    return items.flatMap(({ values, pointer }): ValidationError[] => {
      if (values[property] === undefined) return []
      if (!seen.has(values[property])) {
        seen.add(values[property])
        return []
      }
      return [{ in: 'body', pointer: `${pointer}/${property}`, message: 'is given to another one in the same request' }]
    })
  })
}
