import { dirname, resolve } from 'node:path'
import { type BaseResolver, getTypes, normalizeTypes, resolveDocument } from '@redocly/openapi-core'
import { isString } from '../contract/json.ts'
import { FileResolver } from './file-resolver.ts'
import { isOverlay } from './overlay-check.ts'
import { readDocument } from './read-document.ts'

/**
 * The files of a contract, to watch them: the file itself, the document that it extends, and everything that they refer
 * to. The paths are absolute; files that do not exist are included.
 *
 * @param file an OpenAPI document or an Overlay document
 */
export async function contractFiles(file: string): Promise<readonly string[]> {
  const path = resolve(file)
  const resolver = new FileResolver()
  try {
    await readReferences(resolver, path)
  } catch {
    // Loading the contract reports what is wrong with it. What was read so far is watched.
  }
  return [...new Set([path, ...resolver.cache.keys(), ...resolver.getFiles()])].filter(name => !/^https?:/.test(name))
}

/** Lets the resolver read a document and everything that it refers to. */
async function readReferences(resolver: BaseResolver, path: string): Promise<void> {
  const rootDocument = await readDocument(resolver, path)
  const { parsed } = rootDocument
  if (isOverlay(parsed)) {
    const base = isString(parsed.extends) ? resolve(dirname(path), parsed.extends) : undefined
    // An overlay that extends itself, or one that extends it, is read once.
    if (base !== undefined && !/^https?:/.test(String(parsed.extends)) && !resolver.cache.has(base))
      await readReferences(resolver, base)
    return
  }
  const { Root } = normalizeTypes(getTypes('oas3_1'))
  if (Root) await resolveDocument({ rootDocument, rootType: Root, externalRefResolver: resolver })
}
