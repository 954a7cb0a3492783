import type { JsonSchema, Operation, Parameter } from '../../../openapi/contract/contract.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { type ValidationError, validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { confirmationErrors } from '../../../openapi/vocabulary/words/confirms.ts'
import { inputOf } from '../acts/parts.ts'
import type { Context } from '../context.ts'
import { checkFields } from '../rules/fields.ts'
import { isLarge } from '../values/size.ts'
import type { Given } from '../wire/input.ts'
import { readHeaders, readQuery } from './read-parameters.ts'
import { describeSchemaErrors } from './schema-error.ts'

type Place = ValidationError['in']

/** Who writes, when, and the record that is changed (undefined for a new one). */
export interface Writer {
  readonly principal: Principal
  readonly target: Entry | undefined
  readonly now: number
}

/**
 * Step six: checks the body and the parameters against their schemas and the keywords of their properties, and reports
 * all errors at once. Fills in the defaults of the body.
 * @param writer undefined if nothing will be written
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
  const { lenient } = context.contract
  const { query: sent, repeated } = readQuery(context.contract, operation, search)
  const query = lenient ? onlyKnown(operation.query, sent) : sent
  if (lenient?.checksRequests === false) return query
  const ofSchema = checkBody(context, operation, body)
  const isCut = isLarge(query) || (ofSchema.length > 0 && isLarge(body))
  const errors = [
    ...repeated.map(repetition),
    ...checkParameters(context, 'query', operation.query, query),
    ...checkParameters(context, 'header', operation.headers, readHeaders(context.contract, operation, request.headers)),
    ...ofSchema,
    ...checkWritten(context, operation, body, isCut ? undefined : writer).filter(
      ({ pointer }) => !ofSchema.some(error => pointer === error.pointer || isBelow(pointer, error.pointer)),
    ),
  ]
  if (errors.length > 0) throw validationFailed(errors, 'schema', '', isCut ? FIRST_ONLY : undefined)
  return query
}

/** A document that is not strict may not list all parameters. */
function onlyKnown(parameters: readonly Parameter[], values: Readonly<Record<string, unknown>>) {
  const known = parameters.filter(({ name }) => Object.hasOwn(values, name))
  return Object.fromEntries(known.map(({ name }) => [name, values[name]]))
}

const FIRST_ONLY = 'The request is large, so only its first error is reported.'

const isBelow = (pointer: string, above: string) => above !== '' && pointer.startsWith(`${above}/`)

const repetition = (name: string): ValidationError => ({
  in: 'query',
  pointer: `/${escapeKey(name)}`,
  message: 'must not be sent more than once',
})

function checkBody(context: Context, operation: Operation, body: unknown): readonly ValidationError[] {
  if (!operation.body) return []
  if (body !== undefined) return checkSchema(context, 'body', operation.body.schema, body)
  return operation.body.required ? [{ in: 'body', pointer: '', message: 'is required' }] : []
}

/** An operation on many records checks its items once it has found the records. */
function checkWritten(
  context: Context,
  operation: Operation,
  body: unknown,
  writer: Writer | undefined,
): readonly ValidationError[] {
  if (!writer || operation.resource === undefined || operation.many || typeof body !== 'object' || body === null)
    return []
  const collection = context.store.collection(operation.resource)
  const { target, principal, now } = writer
  return [
    ...checkFields(context, collection, body as Row, target, principal, now),
    ...confirmationErrors(context, operation, body as Row, principal, target),
  ]
}

/** What writes the properties in the body. A transition sets its own. */
const WRITING = ['create', 'update', 'replace']

/**
 * Checks what a shaped operation writes by the keywords of the properties. Its schemas were checked when it was read.
 * @throws {Refusal} validation_failed
 */
export function checkInput(context: Context, operation: Operation, given: Given, writer: Writer): void {
  if (operation.resource === undefined || !WRITING.includes(operation.does) || operation.many) return
  if (given.body === undefined) return
  const collection = context.store.collection(operation.resource)
  if (Object.keys(collection.resource.properties).length === 0) return
  const values = inputOf({ operation, ...given })
  const pointer = (operation.shape?.input ?? []).map(key => `/${escapeKey(key)}`).join('')
  const { target, principal, now } = writer
  const errors = [
    ...checkFields(context, collection, values, target, principal, now, pointer),
    ...confirmationErrors(context, operation, values, principal, target),
  ]
  if (errors.length > 0) throw validationFailed(errors)
}

function checkParameters(
  context: Context,
  place: Place,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, unknown>>,
): readonly ValidationError[] {
  // Most operations have no parameters, and most requests send none.
  if (parameters.length === 0 && Object.keys(values).length === 0) return []
  return checkSchema(context, place, schemaOf(parameters), values)
}

function checkSchema(context: Context, place: Place, schema: JsonSchema, value: unknown): readonly ValidationError[] {
  const { schemas } = context
  const errors = isLarge(value) ? schemas.checkLargeRequest(schema, value) : schemas.checkRequest(schema, value)
  return describeSchemaErrors(place, errors ?? [], value)
}

const schemaOf = perObject(
  (parameters: readonly Parameter[]): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(parameters.map(parameter => [parameter.name, parameter.schema])),
    required: parameters.filter(parameter => parameter.required).map(parameter => parameter.name),
    additionalProperties: false,
  }),
)
