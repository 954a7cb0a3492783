import { access } from 'node:fs/promises'
import { documentPath, packageVersion } from '../../../mock/server/documents.ts'
import type { LintResult } from '../../../openapi/read/lint-document.ts'
import { CliError } from '../cli-error.ts'
import { loadSystem, OVERLAY_BASE, requireCodeGeneration } from '../load-system.ts'
import { contentOf, isStrict } from '../strict-file.ts'
import { githubCommands } from './formats/github.ts'
import { json } from './formats/json.ts'
import { sarif } from './formats/sarif.ts'
import { text } from './formats/text.ts'
import type { LintCommandOptions } from './lint-command.ts'
import { type Report, reportOf } from './report.ts'

/**
 * Prints what is wrong in a document.
 * @returns the exit code
 * @throws {CliError} for wrong usage, and for a file that does not exist
 */
export async function runLint(file: string | undefined, options: LintCommandOptions): Promise<number> {
  const { system, format, strict = false } = options
  requireCodeGeneration()
  const path = pathOf(file, system)
  const report = reportOf(system === undefined ? path : `the system ${system}`, await lint(path, options), strict)
  process.stdout.write(`${FORMATTERS[format](report)}\n`)
  if (!report.isComplete) return 2
  return report.errors > 0 ? 1 : 0
}

const FORMATTERS: Readonly<Record<LintCommandOptions['format'], (report: Report) => string>> = {
  text,
  json,
  github: githubCommands,
  sarif: report => sarif(report, packageVersion()),
}

function pathOf(file: string | undefined, system: string | undefined): string {
  if (file !== undefined && system === undefined) return file
  if (file === undefined && system !== undefined) {
    loadSystem(system)
    return documentPath(system)
  }
  throw new CliError(
    2,
    file === undefined ? 'There is nothing to lint.' : 'Pass either a file or --system, not both.',
    'Pass a document: latchkey lint openapi.yaml',
  )
}

async function lint(file: string, { overlay = [], allowRefs }: LintCommandOptions): Promise<LintResult> {
  for (const path of [file, ...overlay]) await assertExists(path)
  const { lintAnyDocument, lintStrictDocument } = await import('../../../openapi/read/lint-document.ts')
  return (await isStrict(file, await contentOf(file)))
    ? lintStrictDocument(file, overlay, documentPath(OVERLAY_BASE))
    : lintAnyDocument(file, { overlays: overlay, allowRefs: allowRefs ?? false })
}

async function assertExists(path: string): Promise<void> {
  if (/^(https?|file):/i.test(path)) return
  try {
    await access(path)
  } catch (error) {
    throw new CliError(2, `${path} cannot be read: there is no such file, or it is not readable.`, '', error)
  }
}
