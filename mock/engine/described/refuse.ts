/** How a lenient contract refuses: in the schema that the operation has for errors, or else as a problem document. */
import type { DeclaredResponse as Described, Operation } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import type { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { complete } from '../answers/complete.ts'
import type { Context } from '../context.ts'
import { maskPath, maskSecrets } from '../values/mask.ts'
import { responseFor } from './response-for.ts'
import { schemaAt } from './schema-at.ts'

/** The statuses of a refusal by its code. The first one that the operation has a response for is used. */
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  missing_credentials: [401, 403],
  permission_denied: [403, 401],
  not_found: [404, 410, 400],
  method_not_allowed: [405],
  conflict: [409, 422, 400],
  idempotency_conflict: [409],
  idempotency_key_reused: [422, 400, 409],
  body_too_large: [413],
  unsupported_media_type: [415, 400],
  malformed_json: [400, 422],
  validation_failed: [400, 422],
  rate_limited: [429],
}

/** The standard phrases of the statuses (RFC 9110). */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

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
  const candidates = STATUSES[code] ?? [400]
  const status = candidates.find(candidate => operation?.responses[candidate]) ?? candidates[0] ?? 400
  return respondError(context, operation, { status, detail, members }, pathname, { ...headers, ...refusal.headers })
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
  const problem = {
    type: 'about:blank',
    title,
    status,
    detail: maskSecrets(detail),
    instance: maskPath(pathname),
    ...members,
  }
  const described = operation && errorResponse(operation, status)
  const body = described?.schema && inSchema(context, described, status, title, problem)
  const media = body === undefined ? 'application/problem+json' : (described?.media ?? 'application/json')
  return new Response(JSON.stringify(body ?? problem), { status, headers: { 'Content-Type': media, ...headers } })
}

function errorResponse(operation: Operation, status: number): Described | undefined {
  const described = responseFor(operation, status)
  return described?.media === undefined || /[/+]json\b/.test(described.media) ? described : undefined
}

/** The names that documents give to the message of an error, the code, the status and the title. */
const MESSAGES = ['message', 'detail', 'error_description', 'description', 'errorMessage', 'msg', 'reason']
const STATUS = ['status', 'statusCode', 'status_code', 'code']
const TITLE = ['title', 'error', 'name']

/** Members that hold the whole error, as in the APIs of Stripe and Google. */
const INNER = ['error', 'fault']

/** An error in the schema of the document, with the message wherever the schema has a member for it, and little else. */
function inSchema(
  { contract: { schemas }, random }: Context,
  { schema }: Described,
  status: number,
  title: string,
  problem: object,
): unknown {
  if (!schema) return undefined
  const options = { schemas, direction: 'response', seed: `${random.seed} error ${status}`, isMinimal: true } as const
  const named = (names: readonly string[], value: unknown) => Object.fromEntries(names.map(name => [name, value]))
  const detail = 'detail' in problem ? problem.detail : title
  const known = { ...named(TITLE, title), ...named(STATUS, status), ...named(MESSAGES, detail), ...problem }
  const inner = INNER.flatMap(name => {
    const own = schemaAt(schemas, schema, [name])
    const value = own && complete(own, known, options)
    return isObject(value) ? [[name, value] as const] : []
  })
  return complete(schema, { ...known, ...Object.fromEntries(inner) }, options)
}
