import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { errorCode } from '../../../mock/server/error-code.ts'
import type { ReadDocument } from '../../../openapi/read/document/types.ts'
import type { Existing, InitializedOverlay } from '../../../openapi/read/init/init-overlay.ts'
import { CliError } from '../cli-error.ts'
import { requireCodeGeneration } from '../load-system.ts'
import { contentOf, isStrict } from '../strict-file.ts'
import { describeOutcome } from './describe-outcome.ts'
import type { InitCommandOptions } from './init-command.ts'

/**
 * Writes the overlay of a document, or adds to it.
 * @throws {CliError} if the document cannot be read, or the overlay cannot be written
 */
export async function runInit(file: string, options: InitCommandOptions): Promise<void> {
  requireCodeGeneration()
  if (await isStrict(file, await contentOf(file)))
    throw new CliError(
      2,
      `${file} is a strict document, or an overlay: nothing is inferred of it.`,
      'Pass an OpenAPI document without `x-latchkey: { strict: true }`.',
    )
  const out = options.out ?? defaultOut(file)
  const before = await textOf(out)
  const result = await initialized(file, out, before, options)
  const { text } = result
  if (text === undefined)
    throw new CliError(
      2,
      `Nothing can be added to ${out}: its \`actions\` are in brackets.`,
      'Write them as a list of lines.',
    )
  if (text !== before) await write(out, text)
  process.stdout.write(`${describeOutcome(out, before !== undefined, result)}\n`)
}

/** `todos.overlay.yaml` beside `todos.yaml`. */
function defaultOut(file: string): string {
  const isUrl = /^https?:/i.test(file)
  const path = isUrl ? new URL(file).pathname : file.replace(/^file:\/\//i, '')
  const name = `${basename(path).replace(/\.(json|ya?ml)$/i, '') || 'openapi'}.overlay.yaml`
  return isUrl ? name : join(dirname(path), name)
}

/** Undefined if there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new CliError(2, `${path} cannot be read.`, '', error)
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    throw new CliError(
      1,
      `${path} cannot be written: ${errorCode(error) ?? String(error)}.`,
      'Choose another file with --out.',
      error,
    )
  }
}

async function initialized(
  file: string,
  out: string,
  before: string | undefined,
  { overlay = [], allowRefs }: InitCommandOptions,
): Promise<InitializedOverlay> {
  const { readDocumentFrom } = await import('../../../openapi/read/document/from-disk.ts')
  const { initOverlay } = await import('../../../openapi/read/init/init-overlay.ts')
  const { ContractError } = await import('../../../openapi/read/contract-error.ts')
  const read = (overlays: readonly string[]): Promise<ReadDocument> =>
    readDocumentFrom(file, { overlays, allowRefs: allowRefs ?? false, mostPlaces: Number.POSITIVE_INFINITY })
  try {
    const existing: Existing | undefined =
      before === undefined ? undefined : { text: before, read: await read([...overlay, out]) }
    return initOverlay(await read(overlay), { document: pathFrom(out, file), schema: schemaFor(out) }, existing)
  } catch (error) {
    if (error instanceof ContractError)
      throw new CliError(2, error.message, '`latchkey lint` lists all problems of a file.')
    throw error
  }
}

/** A file, as the overlay names it. */
function pathFrom(out: string, file: string): string {
  if (/^https?:/i.test(file)) return file
  return relative(dirname(resolve(out)), resolve(file.replace(/^file:\/\//i, ''))).replaceAll('\\', '/')
}

/** The schema that editors check the overlay by, in the folder of the package. */
const SCHEMA = 'node_modules/latchkey/openapi/generated/schema/overlay.json'

function schemaFor(out: string): string {
  const from = dirname(resolve(out))
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, SCHEMA))) return relative(from, join(folder, SCHEMA)).replaceAll('\\', '/')
    if (folder === dirname(folder)) return SCHEMA
  }
}
