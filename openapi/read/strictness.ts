/** Which files are read as strict: `x-latchkey: { strict: true }` at the root. */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isObject, isString } from '../contract/json.ts'
import { WORDS } from '../contract/words.ts'
import { ParseError, parse } from './document/parse.ts'
import { isOverlay } from './overlay-check.ts'

/**
 * Whether a file is a strict document, or an overlay of one. An overlay without `extends` is for the standard system, which
 * is strict. So is an overlay of what cannot be read: reading it strictly reports why.
 * @param content of the file
 */
export async function isStrictFile(file: string, content: Uint8Array): Promise<boolean> {
  const value = parsedFrom(content)
  if (!isOverlay(value)) return isStrict(value)
  const { extends: base } = value
  if (!isString(base) || /^https?:/.test(base)) return !isString(base)
  const path = resolve(dirname(file), base.replace(/^file:\/\//, ''))
  const extended = await readFile(path).then(parsedFrom, () => undefined)
  return !isObject(extended) || !('openapi' in extended) || isStrict(extended)
}

function isStrict(document: unknown): boolean {
  const words = isObject(document) ? document[WORDS] : undefined
  return isObject(words) && words.strict === true
}

/** Undefined if it is neither YAML nor JSON. */
function parsedFrom(content: Uint8Array): unknown {
  try {
    return parse(new TextDecoder().decode(content)).value
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}
