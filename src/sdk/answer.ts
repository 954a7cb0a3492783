import { type Mask, maskJson } from './credentials/mask.ts'
import { Secret } from './credentials/secret.ts'
import { BaseError } from './errors/base-error.ts'
import { isProblem } from './errors/problems.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { nameOf, type Progress } from './transport/progress.ts'
import { retryAfterOf } from './transport/retry.ts'

/**
 * The JSON of a success.
 * @param secrets The names of the members that are secrets, whatever holds them.
 * @throws {LatchkeyResponseError} the body is no object in JSON, or does not say that it is
 */
export function readSuccess(response: Response, text: string, secrets: readonly string[], progress: Progress): unknown {
  // Answers without secrets need not be walked through.
  const wrap = secrets.length
    ? (name: string, member: unknown) =>
        typeof member === 'string' && secrets.includes(name) ? new Secret(member) : member
    : undefined
  try {
    // `application/json`, `application/problem+json`
    // All answers of the contract are objects.
    if (/^[^;]+[/+]json\s*(;|$)/i.test(typeOf(response, text)) && /^\s*\{/.test(text)) return JSON.parse(text, wrap)
  } catch {
    // The error of JSON.parse quotes the body, which may hold a new secret.
  }
  throw unexpected(response, text, progress)
}

/** @param body As openapi-fetch read it: JSON, else text. */
export function refusalOf(response: Response, body: unknown, mask: Mask, progress: Progress): BaseError {
  // What is no problem may be of any size and depth.
  if (!isProblem(body)) return unexpected(response, body, progress)
  const problem = maskJson(body, mask)
  const { code, title, detail = title, request_id } = problem
  const message = `${response.status} ${code}: ${detail}`
  return new BaseError(message, { ...progress, ...detailsOf(response, request_id), code, problem })
}

/** @param what What came instead of an answer of the contract, with this body. */
export function unexpected(
  response: Response,
  body: unknown,
  progress: Progress,
  what = typeOf(response, body),
): LatchkeyResponseError {
  const message = `${nameOf(progress)} was answered with ${response.status} and ${what}, not with JSON of the contract.`
  return new LatchkeyResponseError(message, { ...progress, ...detailsOf(response) })
}

export function requestIdOf({ headers }: Response): string | undefined {
  return headers.get('Request-Id') ?? undefined
}

/** What status and headers say. */
export function detailsOf(response: Response, requestId = requestIdOf(response)) {
  return { status: response.status, requestId, retryAfter: retryAfterOf(response) }
}

function typeOf({ headers }: Response, body: unknown): string {
  return body ? (headers.get('Content-Type') ?? 'no Content-Type') : 'no body'
}
