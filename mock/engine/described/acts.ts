/** What described operations do with records. They plan, and change nothing themselves. */
import { isObject } from '../../../openapi/contract/json.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import { type Call, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import { type Answer, type Plan, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { isHidden, keyOf } from '../store/record-key.ts'
import { answerRecord } from './answer.ts'
import { answerFromDocument, prefersDocument } from './answer-from-document.ts'
import { CREATED } from './changes.ts'
import { chosenId, type Id, newId } from './ids.ts'
import { count, list } from './list.ts'
import { placeOf } from './parents.ts'
import { changeTimes, creationTimes } from './stamps.ts'
import { deletion, initialState, transited } from './states.ts'

const get: Act<Context> = (context, call) => reading(() => answerRecord(context, call, targetOf(call)))

const create: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const { name, resource } = collection
  const place = placeOf(context.contract, resource, call.params)
  const row = {
    ...creationTimes(context.contract, name, call.now),
    ...bodyOf(call),
    ...initialState(resource),
    ...place,
    [CREATED]: true,
  }
  const after = withId(context, call, row)
  // Nobody knows the first records: one with the same id gives way.
  const first = resource.identity && collection.get(keyOf(resource, after))
  const removal = first ? [{ does: 'remove', resource: name, entry: first } as const] : []
  return {
    changes: [...removal, { does: 'insert', resource: name, after }],
    answer: committed => shown(context, call, committed.at(-1)?.entry),
  }
}

/** @throws {Refusal} conflict, if the id belongs to a record that was created here */
function withId(context: Context, call: Call, row: Row): Row {
  const collection = collectionOf(context, call)
  const { identity, title } = collection.resource
  if (!identity) return row
  const { property } = identity
  const chosen = chosenId(context.contract, call, identity, row[property])
  const isTaken = (id: Id) =>
    collection.get(keyOf(collection.resource, { ...row, [property]: id }))?.row[CREATED] === true
  if (chosen !== undefined && !isTaken(chosen)) return { ...row, [property]: chosen }
  // A client that need not choose the id may send that of an example each time.
  if (chosen !== undefined && (identity.given || call.operation.responses[409]))
    throw conflict(`There is a ${title} with this ${property} already.`)
  const id = newId(context, collection, identity, row)
  if (id === undefined || isTaken(id)) throw conflict(`Its schema allows no other ${property}.`)
  return { ...row, [property]: id }
}

const conflict = (detail: string) => new Refusal({ code: 'conflict', detail, rule: 'id' })

const update: Act<Context> = (context, call) => changing(context, call, { ...targetOf(call).row, ...writtenBy(call) })

/** Keeps the id, the parents and the times of the server, and what the body cannot write. */
const replace: Act<Context> = (context, call) => {
  const { name, resource } = collectionOf(context, call)
  const { row } = targetOf(call)
  const times = creationTimes(context.contract, name, call.now)
  const isKept = (member: string) =>
    [resource.identity?.property, resource.lifecycle?.field].includes(member) || isHidden(member) || member in times
  const kept = Object.fromEntries(Object.entries(row).filter(([member]) => isKept(member)))
  return changing(context, call, { ...times, ...kept, ...writtenBy(call) })
}

const transition: Act<Context> = (context, call) => {
  const { property, to } = call.operation.shape ?? {}
  const values = property === undefined || to === undefined ? writtenBy(call) : { ...writtenBy(call), [property]: to }
  return changing(context, call, { ...targetOf(call).row, ...values })
}

function changing(context: Context, call: Call, after: Row) {
  const { name, resource } = collectionOf(context, call)
  const entry = targetOf(call)
  const row = { ...after, ...changeTimes(context.contract, name, call.now) }
  const moved = transited(resource, entry.row, row, call)
  return {
    changes: [{ does: 'replace', resource: name, entry, ...moved } as const],
    answer: ([changed]: readonly { readonly entry: Entry }[]) => shown(context, call, changed?.entry),
  }
}

const remove: Act<Context> = (context, call) => {
  const { name, resource } = collectionOf(context, call)
  const entry = targetOf(call)
  const transitions = deletion(resource, entry.row)
  return {
    changes: [{ does: 'remove', resource: name, entry, transitions }],
    answer: () => answerRecord(context, call, entry),
  }
}

const ACTS: Readonly<Record<string, Act<Context>>> = {
  list,
  count,
  get,
  create,
  update,
  replace,
  delete: remove,
  transition,
}

/** What a described operation would change, and how it answers. One without a rule answers from the document. */
export function planDescribed(context: Context, call: Call): Plan {
  const act = prefersDocument(call) ? undefined : ACTS[call.operation.does]
  return act ? act(context, call) : reading(() => answerFromDocument(context, call))
}

function collectionOf({ store }: Context, { operation }: Call) {
  return store.collection(operation.resource ?? '')
}

/** The members of a record in the body of the request; empty if it holds none. */
function bodyOf({ operation, body }: Call): Row {
  const record = operation.shape?.input && valueAt(body, operation.shape.input)
  return isObject(record) ? Object.fromEntries(Object.entries(record).filter(([member]) => !isHidden(member))) : {}
}

/** What the body writes: the id of an existing record never changes. */
function writtenBy(call: Call): Row {
  const identity = call.resource?.identity
  const { [identity?.property ?? '']: _, ...values } = bodyOf(call)
  return values
}

function shown(context: Context, call: Call, entry: Entry | undefined): Answer {
  if (!entry) return {}
  const id = entry.row[call.resource?.identity?.property ?? '']
  const isNew = call.operation.does === 'create' && id !== undefined
  return { ...answerRecord(context, call, entry), ...(isNew && { created: String(id) }) }
}
