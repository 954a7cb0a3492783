/** `latchkey generate`: reads all documents, and writes their files if nothing is wrong with any. */
import { basename, resolve } from 'node:path'
import { plural } from '../../../openapi/contract/prose.ts'
import { documentFiles } from '../../../openapi/generate/document-files.ts'
import { shortPath } from '../../../openapi/read/short-path.ts'
import type { DocumentConfig } from '../../config.ts'
import { CliError } from '../cli-error.ts'
import { ContractWatcher } from '../contract-watcher.ts'
import { describeWarning } from '../describe-warnings.ts'
import { loadFile, type System } from '../load-system.ts'
import { stopSignal } from '../stop-signal.ts'
import { readConfig } from './config.ts'
import type { GenerateCommandOptions } from './generate-command.ts'
import { changedIn, type Files, writeTo } from './output-folder.ts'

/** What is to be written for a document. */
interface Output {
  readonly document: DocumentConfig
  readonly system: System
  readonly files: Files
  readonly changed: readonly string[]
}

/** @throws {CliError} if something is wrong, or `--check` finds files that are out of date */
export async function runGenerate(file: string | undefined, options: GenerateCommandOptions): Promise<void> {
  const documents = file === undefined ? await readConfig(options.config) : [fromOptions(file, options)]
  assertSeparate(documents)
  if (options.watch) return watch(documents)
  const outputs = await prepare(documents)
  warn(outputs)
  if (options.check) return check(outputs)
  await write(outputs)
}

function fromOptions(file: string, { out, overlay = [], allowRefs }: GenerateCommandOptions): DocumentConfig {
  if (out === undefined)
    throw new CliError(2, '--out is missing.', `Choose a folder: latchkey generate ${file} --out src/api`)
  return { file, out: resolve(out), overlays: overlay, ...(allowRefs !== undefined && { allowRefs }) }
}

/** @throws {CliError} if two documents would write the same files */
function assertSeparate(documents: readonly DocumentConfig[]): void {
  const taken = new Map<string, string>()
  for (const { file, out } of documents) {
    const other = taken.get(out)
    if (other !== undefined)
      throw new CliError(
        2,
        `${shortPath(other)} and ${shortPath(file)} have the same folder, ${shortPath(out)}.`,
        'Choose another `out` for one of them.',
      )
    taken.set(out, file)
  }
}

/** @throws {CliError} with what is wrong in all documents */
async function prepare(documents: readonly DocumentConfig[]): Promise<Output[]> {
  const results = await Promise.allSettled(documents.map(outputOf))
  const errors: unknown[] = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  const defect = errors.find(error => !(error instanceof CliError))
  if (defect !== undefined) throw defect
  const [first, ...others] = errors.filter(error => error instanceof CliError)
  if (first && others.length === 0) throw first
  if (first) throw new CliError(first.exitCode, [first, ...others].map(({ message }) => message).join('\n'), first.hint)
  return results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
}

async function outputOf(document: DocumentConfig): Promise<Output> {
  const { file, overlays, allowRefs, out } = document
  const system = await loadFile(file, { overlay: overlays, allowRefs })
  const value = await system.value?.()
  const { contract } = system
  const files = await documentFiles(
    { system: contract.system, document: value ?? {}, contract },
    basename(file.replace(/[?#].*$/, '')),
  )
  return { document, system, files, changed: await changedIn(out, files) }
}

function warn(outputs: readonly Output[]): void {
  for (const { system } of outputs)
    for (const warning of system.warnings ?? []) process.stderr.write(`warning: ${describeWarning(warning)}\n`)
}

async function write(outputs: readonly Output[]): Promise<void> {
  for (const { document, files, changed } of outputs) await writeTo(document.out, files, changed)
  for (const output of outputs) process.stdout.write(`${summary(output)}\n`)
}

function summary({ document, system, files, changed }: Output): string {
  const { operations } = system.contract
  const stateful = operations.filter(({ does }) => does !== 'answer').length
  const facts = `${operations.length} ${plural('operation', operations.length)}, ${stateful} with state`
  return `${shortPath(document.out)}: ${files.size} files of ${shortPath(document.file)} (${facts}); ${changed.length} changed.`
}

/** @throws {CliError} if files are out of date */
function check(outputs: readonly Output[]): void {
  const stale = outputs.flatMap(({ document, changed }) => changed.map(name => shortPath(`${document.out}/${name}`)))
  if (stale.length > 0)
    throw new CliError(
      1,
      ['These generated files are out of date:', ...stale].join('\n  '),
      'Run the same command without --check.',
    )
  for (const output of outputs) process.stdout.write(`${summary(output)}\n`)
}

/** Generates again after each change, until a signal stops it. Mistakes are printed, and the files stay as they are. */
async function watch(documents: readonly DocumentConfig[]): Promise<void> {
  const url = documents.find(({ file }) => /^https?:/i.test(file))
  if (url) throw new CliError(2, `--watch does not work with a URL: ${url.file}.`, 'Download the document.')
  const watchers = documents.map(document => {
    const generate = async () => {
      try {
        const outputs = await prepare([document])
        warn(outputs)
        await write(outputs)
      } catch (error) {
        if (!(error instanceof CliError)) throw error
        process.stderr.write(`error: ${error.message}\nThe files in ${shortPath(document.out)} stay as they are.\n`)
      }
    }
    return { generate, watcher: new ContractWatcher(document.file, generate, () => document.overlays ?? []) }
  })
  const stopped = stopSignal()
  for (const { generate, watcher } of watchers) {
    await generate()
    await watcher.start()
  }
  process.stdout.write('Watching for changes. Ctrl-C stops.\n')
  await stopped
  for (const { watcher } of watchers) watcher.close()
}
