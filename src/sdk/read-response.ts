/** Turns responses into data and errors. */
import { type Mask, maskJson } from './credentials/mask.ts'
import { Secret } from './credentials/secret.ts'
import { BaseError } from './errors/base-error.ts'
import { isProblem } from './errors/problems.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { type Progress, requestLabel } from './transport/progress.ts'
import { retryAfterOf } from './transport/retry-after.ts'

/** `application/json`, `application/problem+json` */
const JSON_TYPE = /^[^;]+[/+]json\s*(;|$)/i

/**
 * Parses the body of a successful response.
 * @param secrets The names of the fields that are secrets, at any depth.
 * @throws {LatchkeyResponseError} the body is not a JSON object, or its `Content-Type` is not JSON
 */
export function readData(response: Response, body: string, secrets: readonly string[], progress: Progress): unknown {
  // A response without secrets is parsed faster without a reviver.
  const reviver = secrets.length === 0 ? undefined : secretReviver(secrets)
  try {
    // All successful responses of the contract are objects.
    if (JSON_TYPE.test(contentOf(response, body)) && body.trimStart().startsWith('{')) return JSON.parse(body, reviver)
  } catch {
    // The error of `JSON.parse` quotes the body, which may hold a new secret.
  }
  throw unexpectedResponse(response, body, progress)
}

function secretReviver(secrets: readonly string[]) {
  return (name: string, value: unknown) =>
    typeof value === 'string' && secrets.includes(name) ? new Secret(value) : value
}

/**
 * The error for a response with an error status.
 * @param body The body as openapi-fetch read it: parsed JSON, or text.
 */
export function responseError(response: Response, body: unknown, mask: Mask, progress: Progress): BaseError {
  // Other bodies are not masked or kept: they can have any size and depth.
  if (!isProblem(body)) return unexpectedResponse(response, body, progress)
  const problem = maskJson(body, mask)
  const { code, title, detail = title, request_id } = problem
  const message = `${response.status} ${code}: ${detail}`
  return new BaseError(message, { ...progress, ...responseDetails(response, request_id), code, problem })
}

/** @param what What the response has instead of JSON of the contract: by default its body. */
export function unexpectedResponse(
  response: Response,
  body: unknown,
  progress: Progress,
  what = contentOf(response, body),
): LatchkeyResponseError {
  const message = `${requestLabel(progress)} returned ${response.status} with ${what}, not JSON of the contract.`
  return new LatchkeyResponseError(message, { ...progress, ...responseDetails(response) })
}

export function requestIdOf({ headers }: Response): string | undefined {
  return headers.get('Request-Id') ?? undefined
}

/** The details of a response for errors and events. */
export function responseDetails(response: Response, requestId = requestIdOf(response)) {
  return { status: response.status, requestId, retryAfter: retryAfterOf(response) }
}

/** The media type of a body, or what is missing. */
function contentOf({ headers }: Response, body: unknown): string {
  return body ? (headers.get('Content-Type') ?? 'no Content-Type') : 'no body'
}
