/** Turns responses into data and errors. */
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { type Mask, maskJson } from './credentials/mask.ts'
import { Secret } from './credentials/secret.ts'
import { BaseError } from './errors/base-error.ts'
import { PROBLEM_TYPE, problemOf } from './errors/problems.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { parseUrl } from './parse-url.ts'
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

/**
 * Parses the body of a response.
 * @param secrets The names of the fields that are secrets, at any depth.
 * @throws {BaseError} the response is not a success, or is none of the contract: its body is not a JSON object, its
 * `Content-Type` is not JSON, or it is a problem document
 */
export function readData(
  response: Response,
  body: string,
  secrets: readonly string[],
  mask: Mask,
  progress: Progress,
): unknown {
  const type = typeOf(response)
  const data = response.ok && JSON_TYPE.test(type) && parseObject(body, secrets)
  if (data && !PROBLEM_TYPE.test(type)) return data
  throw responseError(response, body, mask, progress, !response.ok || secrets.length === 0)
}

/** Parses JSON of the contract, which is always an object. */
function parseObject(body: string, secrets: readonly string[] = []): JsonObject | undefined {
  const reviver = (name: string, value: unknown) =>
    isString(value) && secrets.includes(name) ? new Secret(value) : value
  try {
    // JSON without secrets is parsed faster without a reviver.
    const value: unknown = JSON.parse(body, secrets.length > 0 ? reviver : undefined)
    return isObject(value) ? value : undefined
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
  mask: Mask,
  progress: Progress,
  isQuotable = true,
  what = body ? typeOf(response) || 'no Content-Type' : 'no body',
): BaseError {
  const { status } = response
  const headers = new Headers(response.headers)
  // A cookie can be a credential.
  headers.delete('Set-Cookie')
  const details = { ...progress, ...responseDetails(response), headers }
  const document = parseObject(body) ?? {}
  const rejection = problemOf(document, status, typeOf(response))
  if (rejection) {
    const problem = maskJson(rejection, mask)
    const { code, title, detail = title, request_id = details.requestId } = problem
    return new BaseError(`${status} ${code}: ${detail}`, { ...details, requestId: request_id, code, problem })
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

/**
 * The error for a redirect. The path of its target may hold a secret; the origin shows where it leads. A browser tells
 * nothing about a redirect that it does not follow.
 */
export function redirectError(response: ResponseHead, mask: Mask, progress: Progress): BaseError {
  const location = response.headers.get('Location')
  const target = location && parseUrl(location, progress.url)
  return responseError(response, '', mask, progress, false, target ? `a redirect to ${target.origin}` : 'a redirect')
}

export function requestIdOf({ headers }: ResponseHead): string | undefined {
  return headers.get('Request-Id') ?? undefined
}

/** What errors and events say about a response. */
export function responseDetails(response: ResponseHead) {
  return { status: response.status, requestId: requestIdOf(response), retryAfter: retryAfterOf(response.headers) }
}

function typeOf({ headers }: ResponseHead): string {
  return headers.get('Content-Type') ?? ''
}
