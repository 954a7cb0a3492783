import type { ErrorObject } from 'ajv/dist/2020.js'
import type { Contract, JsonSchema, Operation, Parameter } from '../../../openapi/contract/contract.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal, type ValidationError, validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'
import { perObject } from '../per-object.ts'
import { checkFields } from '../rules/fields.ts'
import type { RawBody } from './read-body.ts'

type Place = ValidationError['in']

/** Who writes, when, and the record that is changed (undefined for a new one). */
export interface Writer {
  readonly principal: Principal
  readonly target: Entry | undefined
  readonly now: number
}

/**
 * Step six: body and parameters against their schemas and the words of their properties; all errors of all parts at once.
 * Fills the body's defaults in.
 * @param writer undefined where nothing will be written
 * @returns the query parameters
 * @throws {Refusal} validation_failed
 */
export function validate(
  context: Context,
  operation: Operation,
  request: Request,
  search: URLSearchParams,
  body: unknown,
  writer: Writer | undefined,
): Readonly<Record<string, unknown>> {
  const { query, repeated } = readQuery(operation, search, credentialParameters(context.contract))
  const ofSchema = checkBody(context, operation, body)
  const errors = [
    ...repeated.map(
      (name): ValidationError => ({
        in: 'query',
        pointer: `/${escapeKey(name)}`,
        message: 'is given more than once',
      }),
    ),
    ...checkParameters(context, 'query', operation.query, query),
    ...checkParameters(context, 'header', operation.headers, readHeaders(operation, request.headers)),
    ...ofSchema,
    ...checkWritten(context, operation, body, writer).filter(
      ({ pointer }) => !ofSchema.some(error => error.pointer === pointer),
    ),
  ]
  if (errors.length > 0) throw validationFailed(errors)
  return query
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** How many arrays and objects a body may hold within each other. Validators, and all else, recur at each. */
const MAX_DEPTH = 100

/**
 * The body as JSON: undefined where there is none; an operation without a body in its contract reads none.
 * @throws {Refusal} body_too_large, unsupported_media_type, malformed_json, validation_failed
 */
export function parseBody(operation: Operation, request: Request, raw: RawBody | undefined): unknown {
  if (!operation.body || !raw) return undefined
  if ('unreadable' in raw) {
    throw new Refusal({ code: 'malformed_json', detail: 'The body could not be read to its end.', rule: 'body' })
  }
  if ('tooLarge' in raw) {
    throw new Refusal({
      code: 'body_too_large',
      detail: 'The body is larger than 1 MiB (1,048,576 bytes).',
      rule: 'body',
    })
  }
  if (raw.bytes.length === 0) return undefined
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!operation.body.media.includes(type)) {
    const detail = `The body is sent as ${type || 'nothing in particular'}; the header Content-Type must say ${operation.body.media.join(' or ')}.`
    throw new Refusal({ code: 'unsupported_media_type', detail, rule: 'body' })
  }
  const body = parseJson(raw.bytes)
  if (raw.bytes.length > MAX_DEPTH && isDeeper(body, MAX_DEPTH)) {
    const message = `must not be nested more than ${MAX_DEPTH} levels deep`
    throw validationFailed([{ in: 'body', pointer: '', message }], 'body')
  }
  return body
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF_8.decode(bytes))
  } catch (error) {
    // The parser's message quotes the text, which may hold a secret: only the position is passed on.
    const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(String(error))?.[1]
    const where = position === undefined ? '' : ` It goes wrong at character ${position}.`
    throw new Refusal({ code: 'malformed_json', detail: `The body is not JSON in UTF-8.${where}`, rule: 'body' })
  }
}

/** Level by level, since a recursion would be as deep as the body. */
function isDeeper(body: unknown, levels: number): boolean {
  let level = [body].filter(isStructure)
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > levels) return true
    level = level.flatMap(structure => Object.values(structure).filter(isStructure))
  }
  return false
}

const isStructure = (value: unknown): value is object => typeof value === 'object' && value !== null

function checkBody(context: Context, operation: Operation, body: unknown): readonly ValidationError[] {
  if (!operation.body) return []
  if (body !== undefined) return check(context, 'body', operation.body.schema, body)
  return operation.body.required ? [{ in: 'body', pointer: '', message: 'is required' }] : []
}

/** An operation on many records checks its items itself, once it has found them. */
function checkWritten(
  context: Context,
  operation: Operation,
  body: unknown,
  writer: Writer | undefined,
): readonly ValidationError[] {
  if (!writer || operation.resource === undefined || operation.many || typeof body !== 'object' || body === null)
    return []
  const collection = context.store.collection(operation.resource)
  return checkFields(context, collection, body as Row, writer.target, writer.principal, writer.now)
}

function check(context: Context, place: Place, schema: JsonSchema, value: unknown): readonly ValidationError[] {
  return (context.schemas.checkRequest(schema, value) ?? []).map(error => explain(place, error))
}

function checkParameters(
  context: Context,
  place: Place,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, unknown>>,
): readonly ValidationError[] {
  // Most operations have none, and are asked with none.
  if (parameters.length === 0 && Object.keys(values).length === 0) return []
  return check(context, place, schemaOf(parameters), values)
}

/** An error of a schema in words. */
export function explain(place: Place, error: ErrorObject): ValidationError {
  const { keyword, params, instancePath } = error
  const at = (member: string) => `${instancePath}/${escapeKey(member)}`
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return {
        in: place,
        pointer: at(String(params.additionalProperty ?? params.unevaluatedProperty)),
        message: 'is not known here',
      }
    case 'required':
      return { in: place, pointer: at(String(params.missingProperty)), message: 'is required' }
    case 'enum':
      return {
        in: place,
        pointer: instancePath,
        message: `must be one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}`,
      }
    case 'const':
      return { in: place, pointer: instancePath, message: `must be ${JSON.stringify(params.allowedValue)}` }
    case 'type':
      return { in: place, pointer: instancePath, message: `must be ${[params.type].flat().join(' or ')}` }
    case 'minProperties':
      return {
        in: place,
        pointer: instancePath,
        message: `must have at least ${params.limit} member${params.limit === 1 ? '' : 's'}`,
      }
    default:
      return { in: place, pointer: instancePath, message: error.message ?? 'is not valid' }
  }
}

const schemaOf = perObject(
  (parameters: readonly Parameter[]): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(parameters.map(parameter => [parameter.name, parameter.schema])),
    required: parameters.filter(parameter => parameter.required).map(parameter => parameter.name),
    additionalProperties: false,
  }),
)

/** Query parameters that carry a credential are no parameters of the operation. */
const credentialParameters = perObject(({ schemes }: Contract): readonly string[] =>
  Object.values(schemes).flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : [])),
)

function readQuery(operation: Operation, search: URLSearchParams, ignored: readonly string[]) {
  const query: Record<string, unknown> = {}
  const repeated = new Set<string>()
  for (const [name, value] of search) {
    if (ignored.includes(name)) continue
    if (Object.hasOwn(query, name)) repeated.add(name)
    const schema = operation.query.find(parameter => parameter.name === name)?.schema
    Object.defineProperty(query, name, {
      value: coerce(schema, value),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return { query, repeated: [...repeated] }
}

function readHeaders(operation: Operation, headers: Headers): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name, schema } of operation.headers) {
    const value = headers.get(name)
    if (value !== null) values[name] = coerce(schema, value)
  }
  return values
}

/** Text as the type that the schema asks for; text that is no such value stays, and fails the check. */
function coerce(schema: JsonSchema | undefined, text: string): unknown {
  const types = [schema?.type].flat()
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
