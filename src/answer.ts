import { BaseError } from './errors/base-error.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { type Mask, maskJson } from './mask.ts'
import { isProblem } from './problems.ts'
import type { Progress } from './progress.ts'
import { retryAfterOf } from './retry.ts'

/**
 * The body of a success.
 * @param operation Names the operation in messages: `POST https://shop.example/api/v1/api-keys`.
 * @throws {LatchkeyResponseError} the body is not JSON, or does not say that it is
 */
export async function readSuccess(response: Response, operation: string, progress: Progress): Promise<unknown> {
  if (response.status === 204) return undefined
  const text = await response.text()
  try {
    if (isJson(response)) return JSON.parse(text)
  } catch {
    // The error of JSON.parse quotes the body, which may hold a new secret.
  }
  throw unexpected(response, operation, `${nameBody(response, text)} where JSON was expected`, progress)
}

/** @param body As openapi-fetch read it: JSON, else text. */
export function refusalOf(
  response: Response,
  operation: string,
  body: unknown,
  mask: Mask,
  progress: Progress,
): BaseError {
  if (!isProblem(body)) {
    return unexpected(
      response,
      operation,
      `${nameBody(response, body)} where a problem document was expected`,
      progress,
    )
  }
  const problem = maskJson(body, mask)
  const message = `${response.status} ${problem.code}: ${problem.detail ?? problem.title}`
  const details = detailsOf(response, progress)
  return new BaseError(message, {
    ...details,
    code: problem.code,
    problem,
    requestId: problem.request_id ?? details.requestId,
  })
}

/** @param what What came instead of an answer of the contract. */
export function unexpected(
  response: Response,
  operation: string,
  what: string,
  progress: Progress,
): LatchkeyResponseError {
  const message = `${operation} was answered with ${response.status} and ${what}.`
  return new LatchkeyResponseError(message, detailsOf(response, progress))
}

export function requestIdOf(response: Response): string | undefined {
  return response.headers.get('Request-Id') ?? undefined
}

function detailsOf(response: Response, progress: Progress) {
  return {
    ...progress,
    status: response.status,
    requestId: requestIdOf(response),
    retryAfter: retryAfterOf(response),
  }
}

/** `application/json`, `application/problem+json`. */
function isJson({ headers }: Response): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(headers.get('Content-Type') ?? '')
}

function nameBody({ headers }: Response, body: unknown): string {
  return body ? (headers.get('Content-Type') ?? 'a body of no type') : 'an empty body'
}
