/**
 * `npm run generate` writes everything that is generated from the contract. With `--check` it writes nothing, and fails
 * if a file on disk differs.
 */
import { resolve } from 'node:path'
import { vocabularyFiles } from './vocabulary/files.ts'
import { type Outputs, staleFiles, writeFiles } from './write.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const IS_CHECK = process.argv.includes('--check')

/** The vocabulary's files come first: the rest of the generator imports them. */
async function main(): Promise<void> {
  const vocabulary: Outputs = new Map(await vocabularyFiles(ROOT))
  const staleVocabulary = staleFiles(ROOT, vocabulary)
  if (!IS_CHECK) writeFiles(ROOT, vocabulary, staleVocabulary)
  else if (staleVocabulary.length > 0) return reportStale(staleVocabulary)
  const { contractOutputs } = await import('./contract-outputs.ts')
  const outputs = await contractOutputs(ROOT)
  if (!outputs) return
  const stale = staleFiles(ROOT, outputs)
  const count = vocabulary.size + outputs.size
  if (!IS_CHECK) {
    writeFiles(ROOT, outputs, stale)
    console.log(`Generated ${count} files; ${staleVocabulary.length + stale.length} changed.`)
  } else if (stale.length > 0) reportStale(stale)
  else console.log(`${count} generated files are up to date.`)
}

function reportStale(stale: readonly string[]): void {
  console.error(['These generated files are out of date. Run `npm run generate`.', ...stale].join('\n  '))
  process.exitCode = 1
}

await main()
