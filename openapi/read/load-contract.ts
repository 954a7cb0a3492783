/** Loads a contract that somebody else wrote: `latchkey mock --contract FILE`. */
import { basename, dirname, resolve } from 'node:path'
import { BaseResolver } from '@redocly/openapi-core'
import type { Contract } from '../contract/contract.ts'
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { compact } from './compact.ts'
import { ContractError, shortPath } from './contract-error.ts'
import { makeDocument } from './document.ts'
import { isOverlay, readOverlay } from './overlay.ts'
import { readWith } from './read-file.ts'

export interface LoadedContract {
  /** The OpenAPI document, bundled. */
  readonly document: JsonObject
  readonly contract: Contract
}

/**
 * Loads a contract and checks it against the vocabulary.
 *
 * @param file An OpenAPI 3.1 document (YAML or JSON, in one file or many), or an Overlay document. An overlay is applied
 * to what it `extends`, relative to its own place, else to the standard contract.
 * @param standard The path of the standard contract.
 * @throws {ContractError} whose message lists each problem with file, line and column
 */
export async function loadContract(file: string, standard: string): Promise<LoadedContract> {
  const path = resolve(file)
  const { parsed } = await readWith(new BaseResolver(), path)
  const document = isOverlay(parsed) ? await overlaid(path, standard) : await plain(path, parsed)
  return { document, contract: compact(document, basename(path).replace(/(\.overlay)?\.[a-z]+$/i, '')) }
}

async function plain(path: string, parsed: unknown): Promise<JsonObject> {
  const version = isObject(parsed) ? parsed.openapi : undefined
  if (isString(version) && /^3\.[12]\./.test(version)) return makeDocument(path, undefined, 'other')
  const message =
    version === undefined
      ? 'This is neither an OpenAPI document (root member `openapi`) nor an Overlay document (root member `overlay`).'
      : `OpenAPI ${version} is not supported: contracts need JSON Schema 2020-12. Convert it to 3.1.`
  throw new ContractError([{ where: shortPath(path), message }])
}

async function overlaid(path: string, standard: string): Promise<JsonObject> {
  const overlay = await readOverlay(path)
  if (overlay.extends?.match(/^https?:/)) {
    const message = `\`extends\` is ${overlay.extends}; only files are read. Download it, and give its path.`
    throw new ContractError([{ where: shortPath(path), message }])
  }
  const base = overlay.extends === undefined ? resolve(standard) : resolve(dirname(path), overlay.extends)
  return makeDocument(base, overlay, 'other')
}
