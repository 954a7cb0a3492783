/** Where a system comes from: the package, or a file of the user. */
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { canGenerateCode } from '../../mock/engine/code-generation.ts'
import { type EmulationId, emulations } from '../../mock/generated/emulations/index.ts'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { documentPath, readDocument } from '../../mock/server/documents.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import type { Warning } from '../../openapi/read/document/types.ts'
import type { Inference } from '../../openapi/read/infer/inference.ts'
import { hint, list } from '../../openapi/vocabulary/nearest.ts'
import type { DocumentCache } from './cache/document-cache.ts'
import { CliError } from './cli-error.ts'
import { contentOf, isStrict } from './strict-file.ts'

/** A system to run. */
export interface System {
  /** The compact contract, which the mock runs on. */
  readonly contract: Contract
  /** The full OpenAPI document as JSON, read when it is first needed. */
  readonly document: () => Promise<string | undefined>
  /** The same document as a value. Undefined for a system of the package. */
  readonly value?: () => Promise<JsonObject>
  /** What was inferred, if the document has no keywords. */
  readonly inference?: Inference
  /** What is wrong in the document, but does not prevent a mock. Found when it is first read. */
  readonly warnings?: readonly Warning[]
  /** The files and URLs that the document was read from. */
  readonly files?: readonly string[]
  /** Keeps it for the next start, if it was made from files. It takes a while for a large document. */
  readonly keep?: () => void
}

/** @throws {CliError} if the package has no such system or emulation */
export function loadSystem(id: string): System {
  const document = () => readDocument(id)
  if (isSystemId(id)) return { contract: contracts[id], document }
  if (isEmulationId(id)) return { contract: emulations[id], document }
  const known = [...Object.keys(contracts), ...Object.keys(emulations)]
  throw new CliError(2, `There is no system "${id}".${hint(id, known)}`, `--system takes ${list(known)}.`)
}

const isSystemId = (id: string): id is SystemId => Object.hasOwn(contracts, id)
const isEmulationId = (id: string): id is EmulationId => Object.hasOwn(emulations, id)

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
  /** What an earlier start has kept. */
  readonly cache?: DocumentCache | undefined
}

/**
 * A system from the user's own file. The code that reads YAML and checks contracts is large, so it is loaded here.
 *
 * A strict document (`x-latchkey: { strict: true }`) is checked as a whole, and must be free of errors; so must an overlay
 * of one. Of any other document, the rules are inferred as far as no keywords say them.
 * @throws {CliError} which lists every finding by file and line
 */
export async function loadFile(file: string, options: FileOptions = {}): Promise<System> {
  const content = await contentOf(file)
  if (!(await isStrict(file, content))) return loadAnyDocument(file, content, options)
  if (options.overlay?.length)
    throw new CliError(
      2,
      '--overlay does not work with a strict document, or with an overlay of one.',
      `Give the overlay as the file, with \`extends: ${basename(file)}\` in it.`,
    )
  return loadContractFile(file)
}

async function loadAnyDocument(file: string, content: Buffer | undefined, options: FileOptions): Promise<System> {
  const { overlay = [], allowRefs = false, validate = true, strict = false, cache } = options
  const lenient = { makesUpRecords: !strict, checksRequests: validate }
  const url = pathToFileURL(resolve(file)).href
  // What is allowed may be a path that is relative to the working directory.
  const allowed = typeof allowRefs === 'boolean' ? allowRefs : [process.cwd(), ...allowRefs]
  const entry = content && cache?.entry([url, overlay.map(path => resolve(path)), allowed, canGenerateCode()])
  const found = entry?.find(new Map([[url, content]]))
  const known = found?.kept
  // The document is of the same files as the contract, also if they have changed since.
  const contents = found?.sources ?? new Map(content && [[url, content]])
  const sources = new Map<string, Uint8Array | undefined>()
  const load = async () => {
    const { readDocumentFrom } = await import('../../openapi/read/document/from-disk.ts')
    const { loaded } = await import('../../openapi/read/load-document.ts')
    const { hasKeywords } = await import('../../openapi/read/keywords.ts')
    const onRead = (url: string, content: Uint8Array | undefined) => sources.set(url, content)
    const read = await readDocumentFrom(file, { overlays: overlay, allowRefs, contents, onRead })
    const check = hasKeywords(read.parts?.written ?? read.document) ? await keywordCheck() : undefined
    return { made: loaded(read, nameOf(file), check), files: read.files }
  }
  const textOf = (document: JsonObject) => JSON.stringify(document, undefined, 2)
  if (known) {
    const { contract, warnings, files } = known
    const value = async () => (await load()).made.document
    return {
      contract: { ...contract, lenient },
      document: async () => textOf(await value()),
      value,
      get inference() {
        return known.inference
      },
      warnings,
      files,
    }
  }
  return explained(file, async () => {
    const { made, files } = await load()
    const { contract, inference } = made
    return {
      contract: { ...contract, lenient },
      document: async () => textOf(made.document),
      value: async () => made.document,
      inference,
      get warnings() {
        return made.warnings
      },
      files,
      keep: () => entry?.write(sources, { contract, inference, warnings: made.warnings, files }),
    }
  })
}

/** @throws {CliError} if Node.js does not let it generate code */
export function requireCodeGeneration(): void {
  if (canGenerateCode()) return
  throw new CliError(
    2,
    'The rules of your contract cannot be checked: that generates code, which --disallow-code-generation-from-strings forbids.',
    'Start Node.js without this flag. The systems of --system and documents without x-latchkey work with it.',
  )
}

/** The check of keywords is large, and most documents have none. */
async function keywordCheck() {
  requireCodeGeneration()
  const { checkKeywords } = await import('../../openapi/read/check-keywords.ts')
  return checkKeywords
}

async function loadContractFile(file: string): Promise<System> {
  requireCodeGeneration()
  const { loadContract } = await import('../../openapi/read/load-contract.ts')
  return explained(file, async () => {
    const { contract, document } = await loadContract(file, documentPath(OVERLAY_BASE))
    return { contract, document: async () => JSON.stringify(document, undefined, 2), value: async () => document }
  })
}

async function explained(file: string, load: () => Promise<System>): Promise<System> {
  const { ContractError } = await import('../../openapi/read/contract-error.ts')
  try {
    return await load()
  } catch (error) {
    if (error instanceof CliError) throw error
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
export const OVERLAY_BASE = 'standard'

/** For an error that does not name its place in the file. */
const DEFECT_HINT = 'This is a defect of Latchkey, because the message names no place in the file. Please report it.'

const CONTRACT_HINT =
  'Correct what the message names. `latchkey lint` takes the same file and overlays, and lists all problems at once.'
