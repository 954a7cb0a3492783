import { basename, dirname, resolve } from 'node:path'
import type { Document } from '@redocly/openapi-core'
import type { Contract } from '../contract/contract.ts'
import type { JsonObject } from '../contract/json.ts'
import { buildDocument } from './build-document.ts'
import { compact } from './compact.ts'
import { ContractError, type ContractProblem } from './contract-error.ts'
import { FileResolver } from './file-resolver.ts'
import { type Overlay, readOverlay } from './overlay.ts'
import { isOverlay } from './overlay-check.ts'
import { positionOf } from './position.ts'
import { readDocument } from './read-document.ts'
import { shortPath } from './short-path.ts'
import { versionProblem } from './version.ts'

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
  const { root, overlay } = await contractSource(file, standard)
  const document = await buildDocument(root, overlay, 'any')
  return { document, contract: compact(document, basename(file).replace(/(\.overlay)?\.[a-z]+$/i, '')) }
}

export interface ContractSource {
  /** The OpenAPI document. */
  readonly root: string
  /** Turns it into the system, if the file is an overlay. */
  readonly overlay?: Overlay
}

/**
 * What a file is: an OpenAPI document, or an overlay of one.
 *
 * @param standard the document that an overlay without `extends` is for
 * @throws {ContractError} if the file is neither
 */
export async function contractSource(file: string, standard: string): Promise<ContractSource> {
  const path = resolve(file)
  const { parsed } = await readDocument(new FileResolver(), path)
  if (isOverlay(parsed)) return fromOverlay(path, standard)
  const other =
    'The file is neither an OpenAPI document (root field `openapi`) nor an Overlay document (root field `overlay`).'
  const message = versionProblem(parsed, other)
  if (message !== undefined) throw new ContractError([{ where: shortPath(path), message }])
  return { root: path }
}

async function fromOverlay(path: string, standard: string): Promise<ContractSource> {
  const overlay = await readOverlay(path)
  if (overlay.extends?.match(/^https?:/)) {
    const message = `\`extends\` is a URL, ${overlay.extends}. Only files are supported: download it and give its path.`
    throw new ContractError([{ where: shortPath(path), message }])
  }
  if (overlay.extends === undefined) return { root: resolve(standard), overlay }
  const base = resolve(dirname(path), overlay.extends)
  await assertBase(base, overlay)
  return { root: base, overlay }
}

/** @throws {ContractError} at `extends`, if it does not name an OpenAPI document */
async function assertBase(base: string, { source }: Overlay): Promise<void> {
  const where = positionOf({ source, pointer: '#/extends', reportOnKey: false })
  const { parsed } = await readBase(base, where)
  const other = `${shortPath(base)} is not an OpenAPI document: it has no root field \`openapi\`.`
  const message = versionProblem(parsed, other)
  if (message !== undefined) throw new ContractError([{ where, message }])
}

/** @param where the place that refers to the file, for problems that have no place in the file itself */
async function readBase(base: string, where: string): Promise<Document> {
  try {
    return await readDocument(new FileResolver(), base)
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    const isOfFile = (problem: ContractProblem) => problem.where === shortPath(base)
    throw new ContractError(error.problems.map(problem => (isOfFile(problem) ? { ...problem, where } : problem)))
  }
}
