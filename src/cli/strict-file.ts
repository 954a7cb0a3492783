/** Whether a file of the user is read as strict. */
import { readFile } from 'node:fs/promises'

/** Undefined for a URL, and for a file that cannot be read: loading it reports why. */
export async function contentOf(file: string): Promise<Buffer | undefined> {
  if (/^(https?|file):/i.test(file)) return undefined
  try {
    return await readFile(file)
  } catch {
    return undefined
  }
}

/**
 * Whether a file is a strict document (`x-latchkey: { strict: true }`), or an overlay of one.
 * @param content of the file
 */
export async function isStrict(file: string, content: Buffer | undefined): Promise<boolean> {
  if (!content || !mayBeStrict(content)) return false
  const { isStrictFile } = await import('../../openapi/read/strictness.ts')
  return isStrictFile(file, content)
}

/** Whether it is worth the time to parse a document to learn whether it is strict: an overlay of a strict one is. */
function mayBeStrict(content: Buffer): boolean {
  if (content.includes('x-latchkey') && content.includes('strict')) return true
  return content.includes('overlay') && /^[\uFEFF"'{\s]*overlay["']?\s*:/m.test(content.toString())
}
