/**
 * `npm run generate` writes everything that comes from the contract; with `--check` it writes nothing and fails where
 * a file on disk differs.
 */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ContractError } from '../read/contract-error.ts'
import { makeDocument } from '../read/document.ts'
import { readOverlay } from '../read/overlay.ts'
import { outputsOf, type SystemDocument } from './outputs.ts'
import { staleFiles, writeFiles } from './write.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const STANDARD = join(ROOT, 'openapi/openapi.yaml')
const SYSTEMS = join(ROOT, 'openapi/systems')
const SUFFIX = '.overlay.yaml'

/** All systems, or every problem of all of them. */
async function makeSystems(): Promise<SystemDocument[]> {
  const standard = { system: 'standard', document: await makeDocument(STANDARD, undefined, 'own') }
  const files = readdirSync(SYSTEMS)
    .filter(file => file.endsWith(SUFFIX))
    .sort()
  const results = await Promise.allSettled(
    files.map(async file => ({
      system: file.slice(0, -SUFFIX.length),
      document: await makeDocument(STANDARD, await readOverlay(join(SYSTEMS, file)), 'own'),
    })),
  )
  const failures = results.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const other = failures.find(failure => !(failure instanceof ContractError))
  if (other !== undefined) throw other
  const problems = failures.flatMap(failure => (failure instanceof ContractError ? failure.problems : []))
  if (problems.length > 0) throw new ContractError(problems)
  return [standard, ...results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))]
}

async function main(): Promise<void> {
  const outputs = await outputsOf(await makeSystems())
  const stale = staleFiles(ROOT, outputs)
  if (process.argv.includes('--check')) {
    if (stale.length === 0) return console.log(`${outputs.size} generated files are up to date.`)
    console.error(['These generated files are stale; run `npm run generate`:', ...stale].join('\n  '))
    process.exitCode = 1
    return
  }
  writeFiles(ROOT, outputs, stale)
  console.log(`${outputs.size} generated files, ${stale.length} of them new or changed.`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof ContractError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
