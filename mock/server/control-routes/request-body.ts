/** JSON bodies of requests to the controls. */
import { isObject, isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { hint, list } from '../../../openapi/vocabulary/nearest.ts'
import { codingsOf, supportedCodings } from '../../engine/steps/decode-body.ts'
import { decoded } from '../../engine/steps/read-body.ts'
import { ControlError } from './control-error.ts'

/** The state of a large shop is a few megabytes. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * The body, parsed as JSON. `Content-Type` is ignored, because `curl -d` sends the type of a form.
 * @returns undefined if the body is empty
 * @throws {ControlError} if the body is too large, is not JSON, or has a content coding that cannot be decoded
 */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length')) > MAX_BYTES) throw tooLarge()
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > MAX_BYTES) throw tooLarge()
  const text = new TextDecoder().decode(await decodedOf(request, new Uint8Array(bytes)))
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlError('The body must be JSON.', 400, 'malformed_json')
  }
}

async function decodedOf(request: Request, bytes: Uint8Array): Promise<Uint8Array> {
  const codings = codingsOf(request)
  if (codings.length === 0) return bytes
  const body = await decoded(bytes, codings, MAX_BYTES)
  if ('bytes' in body) return body.bytes
  if ('tooLarge' in body) throw tooLarge()
  if ('undecodable' in body) throw new ControlError(`The body is not valid ${body.undecodable}.`, 400, 'malformed_body')
  const known = list(supportedCodings())
  const message = `The body has the content coding ${body.unsupported}. Content-Encoding must be one of ${known}.`
  throw new ControlError(message, 415, 'unsupported_media_type')
}

const tooLarge = () => new ControlError('The body is larger than 64 MiB.', 413, 'body_too_large')

/**
 * The fields of a body.
 * @throws {ControlError} if the body is not an object, or has a field with another name
 */
export function fieldsOf(body: unknown, names: readonly string[]): JsonObject {
  const fields = body ?? {}
  if (!isObject(fields)) throw new ControlError(`The body must be an object with ${list(names)}.`)
  const unknown = Object.keys(fields).find(name => !names.includes(name))
  if (unknown !== undefined) throw new ControlError(`/${unknown} is not a known field.${hint(unknown, names)}`)
  return fields
}

/** @throws {ControlError} if the field is missing or is not a string */
export function textField(fields: JsonObject, name: string): string {
  const value = fields[name]
  if (isString(value)) return value
  throw new ControlError(`/${name} ${value === undefined ? 'is required' : 'must be a string'}.`)
}
