/** The bodies of responses of shaped operations: by a template, or by the schema of the response. */
import type { Contract, JsonSchema, Operation } from '../../../openapi/contract/contract.ts'

import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { BodyPath, PageMembers } from '../../../openapi/contract/shape.ts'
import { formatTime } from '../../../openapi/contract/time.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { flatten } from '../answers/flat-schema.ts'
import type { Context } from '../context.ts'
import { setAt } from '../described/body-path.ts'
import { schemaAt } from '../described/schema-at.ts'
import { completed, successOf } from '../described/show.ts'
import { perContract } from '../per-contract.ts'
import { matches } from '../validation/matches.ts'
import { dialectOf } from './dialect.ts'
import { keptJson } from './kept-json.ts'
import { selected } from './select.ts'
import { compileTemplate, type Lookup } from './template.ts'

type Values = NonNullable<Answer['values']>

const compiled = perContract((_, template: object | string) => compileTemplate(template))

/** The body of a successful response as JSON; undefined if it has none. */
export function shapedAnswer(context: Context, call: Call, answer: Answer, requestId: string): string | undefined {
  const { shape = {} } = call.operation
  const values = selectedValues(call, valuesOf(answer))
  const template = answer.template ?? shape.template
  if (template === null) return undefined
  if (template !== undefined) return filled(context, call, template, values, requestId)
  const shown = values.records ?? values.record
  if (shape.answer) return inEnvelope(context, call, keptJson(shown) ?? 'null', membersOf(shape.pages?.members, values))
  const schema = successOf(call.operation)?.schema
  return schema && JSON.stringify(completed(context, schema, call.params, `${call.operation.id} ${values.key}`))
}

/** What a template makes of the values of an answer, and of those of the request. */
export function filled(context: Context, call: Call, template: unknown, values: Values, requestId: string): string {
  const { omitsNulls } = dialectOf(context.contract)
  const lookup: Lookup = name => {
    if (Object.hasOwn(values, name)) {
      const value = computed(values[name])
      return value === null && omitsNulls ? undefined : value
    }
    switch (name) {
      case 'request_id':
        return requestId
      case 'now':
        return formatTime(call.now)
      case 'path':
        return call.path ?? call.params
      case 'query':
        return call.query
      case 'body':
        return call.body
      default:
        return undefined
    }
  }
  const isPart = typeof template === 'string' || (typeof template === 'object' && template !== null)
  return isPart ? compiled(context.contract, template).json(lookup) : JSON.stringify(template)
}

function valuesOf({ body, values }: Answer): Values {
  return { ...(body !== undefined && { record: body }), ...values }
}

function selectedValues(call: Call, values: Values): Values {
  const { parameter, always } = call.operation.shape?.select ?? {}
  const wanted = parameter === undefined ? undefined : call.query[parameter]
  if (wanted === undefined || wanted === '') return values
  const { records, record } = values
  return {
    ...values,
    ...(record !== undefined && { record: selected(record, String(wanted), always) }),
    ...(Array.isArray(records) && { records: records.map(one => selected(one, String(wanted), always)) }),
  }
}

const computed = (value: unknown): unknown => (typeof value === 'function' ? value() : value)

/** Stands for the records in an envelope that is written once. JSON text has no such string by accident. */
const RECORDS = '\u0000records'

const MARK = JSON.stringify(RECORDS)

/** What stands around the records of a response: the same for each response of an operation. */
const envelopeOf = perContract((_, _operation: Operation): { value?: unknown } => ({}))

function envelope(context: Context, operation: Operation): unknown {
  const known = envelopeOf(context.contract, operation)
  known.value ??= completed(context, successOf(operation)?.schema, {}, operation.id)
  return known.value
}

/**
 * A response that shows records in what its schema has around them.
 * @param json the JSON of the record, or of the list
 * @param members other members of the response, by their places
 */
function inEnvelope(
  context: Context,
  { operation }: Call,
  json: string,
  members: readonly (readonly [BodyPath, unknown])[],
): string {
  const keys = operation.shape?.answer ?? []
  if (keys.length === 0) return json
  const { schemas } = context.contract
  const schema = successOf(operation)?.schema
  const around = members.reduce(
    (value, [path, member]) => setAt(value, path, fitting(schemas, schema, path, member, valueAt(value, path))),
    envelope(context, operation),
  )
  const text = JSON.stringify(setAt(around, keys, RECORDS))
  const at = text.indexOf(MARK)
  return text.slice(0, at) + json + text.slice(at + MARK.length)
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

const MEMBERS = {
  total: 'total',
  pages: 'pages',
  page: 'page',
  offset: 'offset',
  size: 'limit',
  more: 'more',
  last: 'last',
  next: 'next',
  previous: 'previous',
  nextUrl: 'next_url',
  previousUrl: 'previous_url',
} as const satisfies Readonly<Record<keyof PageMembers, string>>

/** What the response says about the page, by its places. */
function membersOf(members: PageMembers | undefined, values: Values): (readonly [BodyPath, unknown])[] {
  if (!members) return []
  return Object.entries(MEMBERS).flatMap(([member, name]) => {
    const path = members[member as keyof PageMembers]
    return path && Object.hasOwn(values, name) ? [[path, computed(values[name])] as const] : []
  })
}
