import { SPREAD } from '../../../openapi/contract/template.ts'
import { type Call, momentOf, principalOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { type ValidationError, validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { planStateValue, revived, type Transited } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { stamp } from '../../../openapi/vocabulary/words/set.ts'
import { identityOf } from '../../../openapi/vocabulary/words/unique.ts'
import type { Context } from '../context.ts'
import { schemaAt } from '../described/schema-at.ts'
import { changeTimes, creationTimes } from '../described/stamps.ts'
import { transited } from '../described/states.ts'
import { checkFields } from '../rules/fields.ts'
import { inUtc } from '../rules/times.ts'
import { findListed } from '../steps/find.ts'
import type { Collection } from '../store/collection.ts'
import { isHidden } from '../store/record-key.ts'
import { withHashes } from '../store/store.ts'
import { answerRecords, changesOf, collectionOf } from './parts.ts'

interface Item {
  readonly entry: Entry
  readonly values: Row
  /** JSON pointer to the values within the body. */
  readonly pointer: string
}

/** Changes one record, or all records that the body lists, or none of them. */
export const update: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const items = call.operation.many === 'items' ? listed(context, call) : [one(context, call)]
  return {
    changes: items.map(({ entry, values, pointer }) => ({
      does: 'replace',
      resource: collection.name,
      entry,
      ...(call.operation.many && { pointer }),
      written: Object.keys(values),
      ...planValues(collection, call, entry.row, withHashes(collection, values)),
    })),
    answer: committed => answerRecords(call, committed),
  }
}

const one = (context: Context, call: Call): Item => ({
  entry: targetOf(call),
  values: { ...changesOf(context, call), ...timesOf(context, call) },
  pointer: '',
})

/** The times that a server sets by itself. Those of our own systems have keywords. */
const timesOf = ({ contract }: Context, { operation, now }: Call): Row =>
  operation.shape ? changeTimes(contract, operation.resource ?? '', now) : {}

/**
 * Writes a whole record. It keeps what no body can write: its id and parents, its owner, its secrets. A written state takes
 * a transition; without one, and without an end that the body can have, the record keeps those that it has.
 */
export const replace: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const { name, resource } = collection
  const { entry, values: sent } = one(context, call)
  const times = call.operation.shape ? creationTimes(context.contract, name, call.now) : {}
  const { identity, owner, lifecycle, set, properties } = resource
  const own = new Set([
    identity?.property ?? 'id',
    ...Object.values(owner ?? {}),
    ...Object.keys({ ...set?.create, ...set?.change, ...times }),
    ...Object.keys(properties).filter(property => properties[property]?.secret ?? properties[property]?.redacts),
  ])
  const end = lifecycle?.expires?.field
  const isKept = (member: string) =>
    own.has(member) ||
    isHidden(member) ||
    member === lifecycle?.field ||
    (member === end && !isWritable(context, call, member))
  const kept = Object.entries(entry.row).filter(([member]) => isKept(member))
  const values = Object.fromEntries(Object.entries(sent).filter(([member]) => !own.has(member)))
  const base = { ...resource.defaults, ...times, ...Object.fromEntries(kept) }
  return {
    changes: [
      {
        does: 'replace',
        resource: name,
        entry,
        written: Object.keys(values),
        ...planValues(collection, call, base, withHashes(collection, values)),
      },
    ],
    answer: committed => answerRecords(call, committed),
  }
}

/** Whether the body of a shaped operation can have a member of the record. */
function isWritable({ contract: { schemas } }: Context, { operation }: Call, member: string): boolean {
  const { input, inputTemplate } = operation.shape ?? {}
  if (inputTemplate) return SPREAD in inputTemplate || member in inputTemplate
  return input !== undefined && schemaAt(schemas, operation.body?.schema, [...input, member]) !== undefined
}

/** @throws {Refusal} not_found for an id that the caller cannot see, validation_failed for values that break a rule */
function listed(context: Context, call: Call): readonly Item[] {
  const { items } = call.body as { items: readonly Row[] }
  const collection = collectionOf(context, call)
  const principal = principalOf(call)
  const entries = findListed(
    context,
    call,
    items.map(({ id }, index) => ({ id: String(id), pointer: `/items/${index}/id` })),
  )
  const found = entries.map((entry, index): Item => {
    const { id: _, ...values } = items[index] ?? {}
    return { entry, values: inUtc(context, collection.name, values), pointer: `/items/${index}` }
  })
  const errors = [
    ...repeatedRecords(found),
    ...repeatedValues(collection, found),
    ...found.flatMap(({ entry, values, pointer }) =>
      checkFields(context, collection, values, entry, principal, call.now, pointer),
    ),
  ]
  if (errors.length > 0) throw validationFailed(errors, 'many')
  return found
}

export function planValues({ resource }: Collection, call: Call, before: Row, values: Row): Transited {
  const moment = momentOf(call)
  const row = revived(resource, before, values, call.now)
  let planned: Transited = { after: { ...row }, transitions: [] }
  for (const [property, value] of Object.entries(values)) {
    const next =
      resource.properties[property]?.transition === undefined
        ? { after: { ...planned.after, [property]: value }, transitions: [] }
        : planStateValue(resource, planned.after, property, value, moment)
    planned = { after: next.after, transitions: [...planned.transitions, ...next.transitions] }
  }
  const after = { ...planned.after, ...stamp(resource.set?.change, moment) }
  if (!call.operation.shape) return { ...planned, after }
  const moved = transited(resource, row, after, call)
  return { ...moved, transitions: [...planned.transitions, ...moved.transitions] }
}

function repeatedRecords(items: readonly Item[]): ValidationError[] {
  const seen = new Set<Entry>()
  return items.flatMap(({ entry, pointer }) => repetition(seen, entry, `${pointer}/id`, 'must not be listed twice'))
}

/** Values of a unique property that two items of one request set. */
function repeatedValues({ resource }: Collection, items: readonly Item[]): ValidationError[] {
  return Object.entries(resource.properties).flatMap(([property, words]) => {
    if (!words.unique) return []
    const seen = new Set<unknown>()
    return items.flatMap(({ values, pointer }) =>
      values[property] === undefined
        ? []
        : repetition(
            seen,
            identityOf(words, values[property]),
            `${pointer}/${property}`,
            'is already set for another item of this request',
          ),
    )
  })
}

function repetition<Value>(seen: Set<Value>, value: Value, pointer: string, message: string): ValidationError[] {
  if (seen.has(value)) return [{ in: 'body', pointer, message }]
  seen.add(value)
  return []
}
