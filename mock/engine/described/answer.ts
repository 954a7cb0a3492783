/** The responses of described operations that show records. */
import type { Contract, JsonSchema, Operation } from '../../../openapi/contract/contract.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { BodyPath } from '../../../openapi/contract/shape.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { flatten } from '../answers/flat-schema.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { matches } from '../validation/matches.ts'
import { setAt } from './body-path.ts'
import { CREATED } from './changes.ts'
import { schemaAt } from './schema-at.ts'
import { completed, shownSchema, successOf, visible } from './show.ts'

/** Stands for the records in an envelope that is written once. JSON text has no such string by accident. */
const RECORDS = '\u0000records'

const MARK = JSON.stringify(RECORDS)

/** A record as an operation shows it, as a value and as JSON. */
interface Shown {
  readonly value: unknown
  readonly json: string
}

const shownBy = perContract((_, _operation: Operation) => new WeakMap<Row, Shown>())

/** A record as the operation shows it. Rows never change in place, so each is completed and written once. */
export function shownRecord(context: Context, operation: Operation, { id, row }: Entry): Shown {
  const known = shownBy(context.contract, operation)
  let shown = known.get(row)
  if (!shown) {
    const schema = shownSchema(context.contract.schemas, operation)
    const value = completed(context, schema, visible(row), `${operation.resource} ${id}`, row[CREATED] === true)
    shown = { value, json: JSON.stringify(value) }
    known.set(row, shown)
  }
  return shown
}

/** What stands around the records of a response: the same for each response of an operation. */
const envelopeOf = perContract((_, _operation: Operation): { value?: unknown } => ({}))

function envelope(context: Context, operation: Operation): unknown {
  const known = envelopeOf(context.contract, operation)
  known.value ??= completed(context, successOf(operation)?.schema, {}, operation.id)
  return known.value
}

/**
 * A response that shows records.
 * @param json the JSON of the record, or of the list
 * @param members other members of the response, by their places
 */
export function answerWith(
  context: Context,
  { operation }: Call,
  json: string,
  members: readonly (readonly [BodyPath, unknown])[] = [],
): Answer {
  const keys = operation.shape?.answer ?? []
  if (keys.length === 0) return { content: json, source: 'state' }
  const { schemas } = context.contract
  const schema = successOf(operation)?.schema
  const around = members.reduce(
    (value, [path, member]) => setAt(value, path, fitting(schemas, schema, path, member, valueAt(value, path))),
    envelope(context, operation),
  )
  const text = JSON.stringify(setAt(around, keys, RECORDS))
  const at = text.indexOf(MARK)
  return { content: text.slice(0, at) + json + text.slice(at + MARK.length), source: 'state' }
}

/**
 * The member in the type that its schema has; undefined if it allows none of them.
 * @param made what stands there for a member that is required
 */
function fitting(
  schemas: Contract['schemas'],
  whole: JsonSchema | undefined,
  path: BodyPath,
  member: unknown,
  made: unknown,
): unknown {
  const schema = schemaAt(schemas, whole, path)
  if (!schema) return member
  const fits = (form: unknown) => matches(schema, form, { schemas, direction: 'response' })
  if (member !== null) return [member, String(member), Number(member)].find(fits)
  if (fits(null)) return null
  // What ends the pages is left out. If it is required and cannot be null, it is as empty as its schema allows.
  return isRequired(schemas, whole, path) ? (['', 0].find(fits) ?? made) : undefined
}

function isRequired(schemas: Contract['schemas'], whole: JsonSchema | undefined, path: BodyPath): boolean {
  const parent = schemaAt(schemas, whole, path.slice(0, -1))
  return parent !== undefined && flatten([parent], new Map(), schemas).required.has(path.at(-1) ?? '')
}

/** The response to a call that changed or read one record. Some show none of it. */
export function answerRecord(context: Context, call: Call, entry: Entry): Answer {
  const { operation, params } = call
  if (operation.shape?.answer) return answerWith(context, call, shownRecord(context, operation, entry).json)
  const schema = successOf(operation)?.schema
  return { ...(schema && { body: completed(context, schema, params, `${operation.id} ${entry.id}`) }), source: 'state' }
}
