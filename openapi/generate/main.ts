/**
 * `npm run generate` writes everything that is generated from the contract. With `--check` it writes nothing, and fails
 * if a file on disk differs.
 */
import { resolve } from 'node:path'
import { ContractError } from '../read/contract-error.ts'
import { outputsOf } from './outputs.ts'
import { readSystems } from './read-systems.ts'
import { staleFiles, writeFiles } from './write.ts'

const ROOT = resolve(import.meta.dirname, '../..')

async function main(): Promise<void> {
  const outputs = await outputsOf(await readSystems(ROOT))
  const stale = staleFiles(ROOT, outputs)
  if (process.argv.includes('--check')) {
    if (stale.length === 0) return console.log(`${outputs.size} generated files are up to date.`)
    console.error(['These generated files are out of date. Run `npm run generate`.', ...stale].join('\n  '))
    process.exitCode = 1
    return
  }
  writeFiles(ROOT, outputs, stale)
  console.log(`Generated ${outputs.size} files; ${stale.length} changed.`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof ContractError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
