import { basename, dirname, resolve } from 'node:path'
import { BaseResolver } from '@redocly/openapi-core'
import type { Contract } from '../contract/contract.ts'
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { buildDocument } from './build-document.ts'
import { compact } from './compact.ts'
import { ContractError } from './contract-error.ts'
import { readOverlay } from './overlay.ts'
import { isOverlay } from './overlay-check.ts'
import { shortPath } from './position.ts'
import { readDocument } from './read-document.ts'

export interface LoadedContract {
  /** The OpenAPI document, bundled. */
  readonly document: JsonObject
  readonly contract: Contract
}

/**
 * Loads any contract: `latchkey mock --contract FILE`.
 *
 * @param file an OpenAPI 3.1 document (YAML or JSON, in one file or many), or an Overlay document. An overlay is applied
 * to the document that it `extends`, relative to the overlay, or else to the standard contract.
 * @param standard the path of the standard contract
 * @throws {ContractError} with file, line and column of each problem
 */
export async function loadContract(file: string, standard: string): Promise<LoadedContract> {
  const path = resolve(file)
  const { parsed } = await readDocument(new BaseResolver(), path)
  const document = isOverlay(parsed) ? await fromOverlay(path, standard) : await fromOpenapi(path, parsed)
  return { document, contract: compact(document, basename(path).replace(/(\.overlay)?\.[a-z]+$/i, '')) }
}

async function fromOpenapi(path: string, parsed: unknown): Promise<JsonObject> {
  const version = isObject(parsed) ? parsed.openapi : undefined
  if (isString(version) && /^3\.[12]\./.test(version)) return buildDocument(path, undefined, 'any')
  const message =
    version === undefined
      ? 'The file is neither an OpenAPI document (root field `openapi`) nor an Overlay document (root field `overlay`).'
      : `OpenAPI ${version} is not supported: a contract needs JSON Schema 2020-12. Convert it to OpenAPI 3.1.`
  throw new ContractError([{ where: shortPath(path), message }])
}

async function fromOverlay(path: string, standard: string): Promise<JsonObject> {
  const overlay = await readOverlay(path)
  if (overlay.extends?.match(/^https?:/)) {
    const message = `\`extends\` is a URL, ${overlay.extends}. Only files are supported: download it and give its path.`
    throw new ContractError([{ where: shortPath(path), message }])
  }
  const base = overlay.extends === undefined ? resolve(standard) : resolve(dirname(path), overlay.extends)
  return buildDocument(base, overlay, 'any')
}
