import { isObject, type JsonObject } from '../../openapi/contract/json.ts'
import { hint, list } from '../../openapi/vocabulary/nearest.ts'
import { BadControl } from './bad-control.ts'

/** States of a large shop are some megabytes. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * The body as JSON, whatever `Content-Type` says: `curl -d` says it is a form.
 * @returns undefined where there is none
 * @throws {BadControl} where it is too large or not JSON
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
    throw new BadControl('The body is not JSON.', 400, 'malformed_json')
  }
}

const tooLarge = () => new BadControl('The body is larger than 64 MiB.', 413, 'body_too_large')

/**
 * The members of a body.
 * @throws {BadControl} where it is no object, or has a member of another name
 */
export function membersOf(body: unknown, names: readonly string[]): JsonObject {
  const members = body ?? {}
  if (!isObject(members)) throw new BadControl(`The body must be an object with ${list(names)}.`)
  const unknown = Object.keys(members).find(name => !names.includes(name))
  if (unknown !== undefined) throw new BadControl(`/${unknown} is not known here.${hint(unknown, names)}`)
  return members
}
