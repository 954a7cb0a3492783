/** JSON bodies of requests to the controls. */
import { isObject, isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { hint, list } from '../../../openapi/vocabulary/nearest.ts'
import { ControlError } from './control-error.ts'

/** The state of a large shop is a few megabytes. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * The body, parsed as JSON. `Content-Type` is ignored, because `curl -d` sends the type of a form.
 * @returns undefined if the body is empty
 * @throws {ControlError} if the body is too large or is not JSON
 */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length')) > MAX_BYTES) throw tooLarge()
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > MAX_BYTES) throw tooLarge()
  const text = new TextDecoder().decode(bytes)
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlError('The body must be JSON.', 400, 'malformed_json')
  }
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
