/** Says which files a contract is written in, so that they can be watched. */
import { dirname, resolve } from 'node:path'
import { BaseResolver, getTypes, normalizeTypes, resolveDocument } from '@redocly/openapi-core'
import { isObject, isString } from '../contract/json.ts'
import { ContractError } from './contract-error.ts'
import { isOverlay } from './overlay.ts'
import { readWith } from './read-file.ts'

/**
 * The file itself, what it extends and all that they refer to, as absolute paths. Files that are missing are among them.
 * @param file An OpenAPI document or an Overlay document.
 */
export async function contractFiles(file: string): Promise<readonly string[]> {
  const path = resolve(file)
  const resolver = new BaseResolver()
  try {
    await collect(resolver, path)
  } catch (error) {
    // A file that cannot be read refers to nothing; loading the contract says what is wrong with it.
    if (!(error instanceof ContractError)) throw error
  }
  return [...new Set([path, ...resolver.cache.keys(), ...resolver.getFiles()])].filter(name => !/^https?:/.test(name))
}

async function collect(resolver: BaseResolver, path: string): Promise<void> {
  const rootDocument = await readWith(resolver, path)
  const { parsed } = rootDocument
  if (isOverlay(parsed)) {
    const base = isObject(parsed) && isString(parsed.extends) ? parsed.extends : undefined
    if (base !== undefined && !/^https?:/.test(base)) await collect(resolver, resolve(dirname(path), base))
    return
  }
  const { Root } = normalizeTypes(getTypes('oas3_1'))
  if (Root) await resolveDocument({ rootDocument, rootType: Root, externalRefResolver: resolver })
}
