/** How a lenient contract refuses: in the schema that the operation has for errors, or else as a problem document. */
import type { DeclaredResponse as Described, JsonSchema, Operation } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { refusalStatuses } from '../../../openapi/contract/refusal-statuses.ts'
import type { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { complete } from '../answers/complete.ts'
import type { GenerateOptions } from '../answers/generate.ts'
import type { Context } from '../context.ts'
import { matches } from '../validation/matches.ts'
import { masksOf } from '../values/mask.ts'
import { TITLES } from '../wire/titles.ts'
import { responseFor } from './response-for.ts'
import { schemaAt } from './schema-at.ts'

/** What an error says, whatever schema it is written in. */
export interface ErrorContent {
  readonly status: number
  readonly detail: string
  readonly members?: Readonly<Record<string, unknown>>
}

export function refuseDescribed(
  context: Context,
  operation: Operation | undefined,
  refusal: Refusal,
  pathname: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const { code, detail, members } = refusal
  const content = { status: statusOf(operation, refusal), detail, members: { code, ...members } }
  return respondError(context, operation, content, pathname, { ...headers, ...refusal.headers })
}

/** The status of a refusal: the first of those of its code, or of its rule, that the operation has a response for. */
export function statusOf(operation: Operation | undefined, { code, rule }: Refusal): number {
  const candidates = refusalStatuses(code, rule)
  return candidates.find(candidate => operation?.responses[candidate]) ?? candidates[0] ?? 400
}

/** An error in the schema that the operation has for its status, or else as a problem document. */
export function respondError(
  context: Context,
  operation: Operation | undefined,
  { status, detail, members }: ErrorContent,
  pathname: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const title = TITLES[status] ?? 'Error'
  const masks = masksOf(context.contract)
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    detail: masks.text(detail),
    instance: masks.path(pathname),
    ...members,
  }
  const described = operation && errorResponse(operation, status)
  const body = described?.schema && inSchema(context, described, status, title, problem)
  const media = body === undefined ? 'application/problem+json' : (described?.media ?? 'application/json')
  return context.createResponse(JSON.stringify(body ?? problem), {
    status,
    headers: { 'Content-Type': media, ...headers },
  })
}

function errorResponse(operation: Operation, status: number): Described | undefined {
  const described = responseFor(operation, status)
  // Without a success beside it, `default` is the success.
  if (described === operation.responses.default && !Object.keys(operation.responses).some(isSuccess)) return undefined
  return described?.media === undefined || /[/+]json\b/.test(described.media) ? described : undefined
}

const isSuccess = (status: string) => status.startsWith('2')

/** The names that documents give to the message of an error, the code, the status and the title. */
const MESSAGES = ['message', 'detail', 'error_description', 'description', 'errorMessage', 'msg', 'reason']
const STATUS = ['status', 'statusCode', 'status_code', 'code']
const TITLE = ['title', 'error', 'name']

/** Members that hold the whole error, as in the APIs of Stripe and Google. */
const INNER = ['error', 'fault']

/** A problem document (RFC 9457). */
interface Problem {
  readonly detail: string
  readonly [member: string]: unknown
}

/** An error in the schema of the document, with the message wherever the schema has a member for it, and little else. */
function inSchema(
  { contract: { schemas }, random }: Context,
  { schema }: Described,
  status: number,
  title: string,
  problem: Problem,
): unknown {
  if (!schema) return undefined
  const options = { schemas, direction: 'response', seed: `${random.seed} error ${status}`, isMinimal: true } as const
  const named = (names: readonly string[], value: unknown) => Object.fromEntries(names.map(name => [name, value]))
  const { detail } = problem
  const said = { ...named(TITLE, title), ...named(STATUS, status), ...named(MESSAGES, detail), ...problem }
  // In many documents, `code` is the status.
  const isCode = (at: JsonSchema) => 'code' in problem && allows(schemaAt(schemas, at, ['code']), problem.code, options)
  const knownIn = (at: JsonSchema) => (isCode(at) ? said : { ...said, code: status })
  const inner = INNER.flatMap(name => {
    const own = schemaAt(schemas, schema, [name])
    const value = own && complete(own, knownIn(own), options)
    return isObject(value) ? [[name, value] as const] : []
  })
  const written = complete(schema, { ...knownIn(schema), ...Object.fromEntries(inner) }, options)
  return says(written, detail) ? written : withMessage(schema, written, problem, options)
}

const says = (written: unknown, detail: string) => JSON.stringify(written ?? null).includes(JSON.stringify(detail))

/** An error without a member for the message has those of a problem document beside its own, if its schema allows more. */
function withMessage(schema: JsonSchema, written: unknown, problem: object, options: GenerateOptions): unknown {
  if (!isObject(written)) return written
  const whole = { ...problem, ...written }
  return allows(schema, whole, options) ? whole : written
}

function allows(schema: JsonSchema | undefined, value: unknown, options: GenerateOptions): boolean {
  return schema !== undefined && matches(schema, value, options)
}
