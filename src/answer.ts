import { BaseError } from './errors/base-error.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { type Mask, maskJson } from './mask.ts'
import { isProblem } from './problems.ts'

/**
 * The body of a success.
 * @param operation Names the operation in messages: `POST https://shop.example/api/v1/api-keys`.
 * @throws {LatchkeyResponseError} the body is not JSON
 */
export async function readSuccess(response: Response, operation: string): Promise<unknown> {
  if (response.status === 204) return undefined
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    // The error of JSON.parse quotes the body, which may hold a new secret.
    throw unexpected(response, operation, text !== '', 'JSON')
  }
}

/** @param body As openapi-fetch read it: JSON, else text. */
export function refusalOf(response: Response, operation: string, body: unknown, mask: Mask): Error {
  if (!isProblem(body)) return unexpected(response, operation, Boolean(body), 'a problem document')
  const problem = maskJson(body, mask)
  const message = `${response.status} ${problem.code}: ${problem.detail ?? problem.title}`
  const requestId = problem.request_id ?? requestIdOf(response)
  return new BaseError(message, { code: problem.code, status: response.status, problem, requestId })
}

function unexpected(response: Response, operation: string, hasBody: boolean, expected: string): LatchkeyResponseError {
  const body = hasBody ? (response.headers.get('Content-Type') ?? 'a body of no type') : 'an empty body'
  const message = `${operation} was answered with ${response.status} and ${body} where ${expected} was expected.`
  return new LatchkeyResponseError(message, response.status, requestIdOf(response))
}

function requestIdOf(response: Response): string | undefined {
  return response.headers.get('Request-Id') ?? undefined
}
