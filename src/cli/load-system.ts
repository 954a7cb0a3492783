/** Where a system comes from: the package, or a file of the user. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { canGenerateCode } from '../../mock/engine/code-generation.ts'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { documentPath, readDocument } from '../../mock/server/documents.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { Warning } from '../../openapi/read/document/types.ts'
import type { Inference } from '../../openapi/read/infer/inference.ts'
import { hint, list } from '../../openapi/vocabulary/nearest.ts'
import { CliError } from './cli-error.ts'

/** A system to run. */
export interface System {
  /** The compact contract, which the mock runs on. */
  readonly contract: Contract
  /** The full OpenAPI document as JSON, read when it is first needed. */
  readonly document: () => Promise<string | undefined>
  /** What was inferred, if the document has no keywords. */
  readonly inference?: Inference
  /** What is wrong in the document, but does not prevent a mock. */
  readonly warnings?: readonly Warning[]
  /** The files and URLs that the document was read from. */
  readonly files?: readonly string[]
}

/** @throws {CliError} if the package has no such system */
export function loadSystem(id: string): System {
  if (!isSystemId(id)) {
    const known = Object.keys(contracts)
    throw new CliError(2, `There is no system "${id}".${hint(id, known)}`, `--system takes ${list(known)}.`)
  }
  return { contract: contracts[id], document: () => readDocument(id) }
}

const isSystemId = (id: string): id is SystemId => Object.hasOwn(contracts, id)

/** How a file is read. */
export interface FileOptions {
  /** Overlay documents, applied in this order. */
  readonly overlay?: readonly string[] | undefined
  /** What `$ref`s may lead to besides files in the folder of the document: true for everything. */
  readonly allowRefs?: boolean | readonly string[] | undefined
  /** Whether requests are checked. Defaults to true. */
  readonly validate?: boolean | undefined
  /** Whether only records that were created here exist. Defaults to false. */
  readonly strict?: boolean | undefined
}

/**
 * A system from the user's own file. The code that reads YAML and checks contracts is large, so it is loaded here.
 *
 * A document with keywords of `x-latchkey` is checked as a whole, and must be free of errors. Of any other document, the
 * rules are inferred.
 * @throws {CliError} which lists every finding by file and line
 */
export async function loadFile(file: string, options: FileOptions = {}): Promise<System> {
  return (await hasKeywords(file)) ? loadContractFile(file) : loadAnyDocument(file, options)
}

/** A file that cannot be read has none: loading it reports why. */
async function hasKeywords(file: string): Promise<boolean> {
  if (/^https?:/i.test(file)) return false
  try {
    return /x-latchkey|^["'{\s]*overlay["']?\s*:/m.test(await readFile(file, 'utf8'))
  } catch {
    return false
  }
}

async function loadAnyDocument(
  file: string,
  { overlay = [], allowRefs = false, validate = true, strict = false }: FileOptions,
): Promise<System> {
  const { readDocumentFrom } = await import('../../openapi/read/document/from-disk.ts')
  const { loaded } = await import('../../openapi/read/load-document.ts')
  return explained(file, async () => {
    const read = await readDocumentFrom(file, { overlays: overlay, allowRefs })
    const { document, contract, inference, warnings } = loaded(read, nameOf(file))
    const lenient = { makesUpRecords: !strict, checksRequests: validate }
    return {
      contract: { ...contract, lenient },
      document: async () => JSON.stringify(document, undefined, 2),
      inference,
      warnings,
      files: read.files,
    }
  })
}

async function loadContractFile(file: string): Promise<System> {
  if (!canGenerateCode())
    throw new CliError(
      2,
      'The rules of your contract cannot be checked: that generates code, which --disallow-code-generation-from-strings forbids.',
      'Start Node.js without this flag. The systems of --system and documents without x-latchkey work with it.',
    )
  const { loadContract } = await import('../../openapi/read/load-contract.ts')
  return explained(file, async () => {
    const { contract, document } = await loadContract(file, documentPath(OVERLAY_BASE))
    return { contract, document: async () => JSON.stringify(document, undefined, 2) }
  })
}

async function explained(file: string, load: () => Promise<System>): Promise<System> {
  const { ContractError } = await import('../../openapi/read/contract-error.ts')
  try {
    return await load()
  } catch (error) {
    if (error instanceof ContractError) throw new CliError(2, error.message, CONTRACT_HINT)
    const message = error instanceof Error ? error.message : String(error)
    throw new CliError(2, `${file} cannot be read: ${message}`, DEFECT_HINT, error)
  }
}

/** The name of a file without its extensions: `petstore` for `specs/petstore.openapi.yaml`. */
function nameOf(file: string): string {
  return basename(file).replace(/\.(overlay|openapi)?\.?[a-z0-9]+$/i, '') || 'document'
}

/** The system that an overlay without `extends` applies to. */
const OVERLAY_BASE = 'standard'

/** For an error that does not name its place in the file. */
const DEFECT_HINT = 'This is a defect of Latchkey, because the message names no place in the file. Please report it.'

const CONTRACT_HINT = 'Pass an OpenAPI 3 document, or an overlay of the standard contract.'
