/** Turns responses into data and errors. */
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { maskJson } from './credentials/mask.ts'
import { Secret } from './credentials/secret.ts'
import { BaseError } from './errors/base-error.ts'
import { PROBLEM_TYPE, type Problem, problemOf } from './errors/problems.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { memberAt } from './member-at.ts'
import { parseUrl } from './parse-url.ts'
import type { Settings } from './settings.ts'
import type { Operation } from './system.ts'
import { type Progress, requestLabel } from './transport/progress.ts'
import { retryAfterOf } from './transport/retry-after.ts'

/** A response without its body. */
export interface ResponseHead {
  readonly status: number
  readonly headers: Headers
}

/** `application/json`, `application/problem+json` */
const JSON_TYPE = /^[^;]+[/+]json\s*(;|$)/i

/** How many characters of a body are kept in an error. */
const MAX_EXCERPT = 500

/** What reading a response needs to know of its client. */
export type ReadingSettings = Pick<Settings, 'mask' | 'system'>

/**
 * Reads the body of a response.
 * @throws {BaseError} the response is not a success, or is none of the contract: its body is not the JSON that the operation
 * returns, its `Content-Type` is not JSON, or it says why the request was rejected
 */
export function readData(
  response: Response,
  body: string | Blob,
  { secrets = [], returns, hasNoContent }: Operation,
  settings: ReadingSettings,
  progress: Progress,
): unknown {
  const { ok } = response
  if (ok && hasNoContent && (body instanceof Blob ? !body.size : /^(null)?\s*$/.test(body))) return undefined
  if (ok && (returns === 'blob' || returns === 'text')) return body
  const text = `${body}`
  const type = typeOf(response)
  const data = ok && JSON_TYPE.test(type) ? parseJson(text, secrets) : undefined
  const isExpected = returns === 'json' ? data !== undefined : isObject(data)
  if (isExpected && !PROBLEM_TYPE.test(type) && !isRejection(data, settings)) return data
  throw responseError(response, text, settings, progress, !ok || secrets.length === 0)
}

/** Whether a successful response holds errors. */
function isRejection(data: unknown, { system: { errors } }: ReadingSettings): boolean {
  const list = errors?.list && memberAt(data, errors.list)
  return Array.isArray(list) && list.length > 0
}

/** Undefined if the body is not JSON. */
function parseJson(body: string, secrets: readonly string[] = []): unknown {
  const reviver = (name: string, value: unknown) =>
    isString(value) && secrets.includes(name) ? new Secret(value) : value
  try {
    // JSON without secrets is parsed faster without a reviver.
    return JSON.parse(body, secrets.length > 0 ? reviver : undefined)
  } catch {
    // The error of `JSON.parse` quotes the body, which may hold a new secret.
    return undefined
  }
}

/**
 * The error for a response that is not a success, or not of the contract.
 * @param isQuotable Whether the error may have an excerpt of the body. A new secret in the body would not be masked.
 * @param what What the response has instead of JSON of the contract: by default its body.
 */
function responseError(
  response: ResponseHead,
  body: string,
  settings: ReadingSettings,
  progress: Progress,
  isQuotable = true,
  what = body ? typeOf(response) || 'no Content-Type' : 'no body',
): BaseError {
  const { status } = response
  const { mask } = settings
  const headers = new Headers(response.headers)
  // A cookie can be a credential.
  headers.delete('Set-Cookie')
  const details = { ...progress, ...responseDetails(response, settings), headers }
  const parsed = parseJson(body)
  const document = isObject(parsed) ? parsed : {}
  const rejection = rejectionOf(parsed, status, typeOf(response), settings)
  if (rejection) {
    const problem = maskJson(rejection.problem, mask)
    const { code, message, requestId = details.requestId } = rejection
    return new BaseError(`${status} ${code}: ${mask(`${message}`)}`, { ...details, requestId, code, problem })
  }
  const quote = (text: unknown) => (isString(text) && text ? mask(text).slice(0, MAX_EXCERPT) : undefined)
  const title = quote(document.title)
  const detail = quote(document.detail)
  const message = `${requestLabel(progress)} returned ${status} with ${what}, not JSON of the contract.`
  return new LatchkeyResponseError([message, title, detail].filter(Boolean).join(' '), {
    ...details,
    title,
    detail,
    excerpt: isQuotable ? quote(body) : undefined,
  })
}

/** What the server says when it rejects a request. */
interface Rejection {
  readonly code: string
  readonly message: unknown
  readonly problem: Problem
  readonly requestId?: string
}

/** Undefined if the body does not say that the request was rejected. */
function rejectionOf(
  body: unknown,
  status: number,
  type: string,
  { system: { errors } }: ReadingSettings,
): Rejection | undefined {
  if (!errors) {
    const problem = isObject(body) ? problemOf(body, status, type) : undefined
    return problem && { ...problem, message: problem.detail ?? problem.title, requestId: problem.request_id, problem }
  }
  if (typeof body !== 'object' || !body || !JSON_TYPE.test(type)) return undefined
  if (status < 400 && !isRejection(body, { system: { errors } as Settings['system'], mask: String })) return undefined
  const code = memberAt(body, errors.code)
  const text = memberAt(body, errors.message)
  const { message, detail, title } = body as JsonObject
  return {
    code: isString(code) || typeof code === 'number' ? `${code}` : `http_${status}`,
    message: [text, message, detail, title].find(isString) ?? 'The request was rejected.',
    // The types of the system describe it.
    problem: body as Problem,
  }
}

/**
 * The error for a redirect. The path of its target may hold a secret; the origin shows where it leads. A browser tells
 * nothing about a redirect that it does not follow.
 */
export function redirectError(response: ResponseHead, settings: ReadingSettings, progress: Progress): BaseError {
  const location = response.headers.get('Location')
  const target = location && parseUrl(location, progress.url)
  return responseError(
    response,
    '',
    settings,
    progress,
    false,
    target ? `a redirect to ${target.origin}` : 'a redirect',
  )
}

export function requestIdOf(
  { headers }: ResponseHead,
  { system }: Pick<ReadingSettings, 'system'>,
): string | undefined {
  return headers.get(system.requestIdHeader ?? 'Request-Id') ?? undefined
}

/** What errors and events say about a response. */
export function responseDetails(response: ResponseHead, settings: Pick<ReadingSettings, 'system'>) {
  const requestId = requestIdOf(response, settings)
  return { status: response.status, requestId, retryAfter: retryAfterOf(response.headers) }
}

function typeOf({ headers }: ResponseHead): string {
  return headers.get('Content-Type') ?? ''
}
