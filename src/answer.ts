import { BaseError } from './errors/base-error.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { type Mask, maskJson } from './mask.ts'
import { isProblem } from './problems.ts'
import type { Progress } from './progress.ts'
import { retryAfterOf } from './retry.ts'

/**
 * The JSON of a success.
 * @param where Names the operation in messages: `POST https://shop.example/api/v1/api-keys`.
 * @throws {LatchkeyResponseError} the body is not JSON, or does not say that it is
 */
export function readSuccess(response: Response, text: string, where: string, progress: Progress): unknown {
  try {
    // `application/json`, `application/problem+json`
    if (/^[^;]*[/+]json\s*(;|$)/i.test(typeOf(response))) return JSON.parse(text)
  } catch {
    // The error of JSON.parse quotes the body, which may hold a new secret.
  }
  throw unexpected(response, where, `${text ? typeOf(response) : 'an empty body'} where JSON was expected`, progress)
}

/** @param body As openapi-fetch read it: JSON, else text. */
export function refusalOf(response: Response, where: string, body: unknown, mask: Mask, progress: Progress): BaseError {
  if (!isProblem(body)) {
    const what = body ? typeOf(response) : 'an empty body'
    return unexpected(response, where, `${what} where a problem document was expected`, progress)
  }
  const problem = maskJson(body, mask)
  const { code, title, detail = title, request_id } = problem
  const details = detailsOf(response, progress)
  return new BaseError(`${response.status} ${code}: ${detail}`, {
    ...details,
    code,
    problem,
    requestId: request_id ?? details.requestId,
  })
}

/** @param what What came instead of an answer of the contract. */
export function unexpected(response: Response, where: string, what: string, progress: Progress): LatchkeyResponseError {
  const message = `${where} was answered with ${response.status} and ${what}.`
  return new LatchkeyResponseError(message, detailsOf(response, progress))
}

export function requestIdOf(response: Response): string | undefined {
  return response.headers.get('Request-Id') ?? undefined
}

function detailsOf(response: Response, progress: Progress) {
  const { status } = response
  return { ...progress, status, requestId: requestIdOf(response), retryAfter: retryAfterOf(response) }
}

function typeOf({ headers }: Response): string {
  return headers.get('Content-Type') ?? 'a body of no type'
}
