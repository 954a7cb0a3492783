import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { typescriptFile } from '../generated-file.ts'
import { registrySource, type WordModule } from './registry-source.ts'
import { wordTypesSource } from './word-types-source.ts'

const SCHEMA = 'openapi/vocabulary/x-latchkey.schema.json'
const MODULES = 'openapi/vocabulary/words'

/**
 * The registry of the keywords, and their types. The rest of the generator imports both, so they are written first.
 *
 * @param root the folder of the repository
 */
export async function vocabularyFiles(root: string): Promise<(readonly [path: string, text: string])[]> {
  const types = await wordTypesSource(readFileSync(join(root, SCHEMA), 'utf8'))
  return [
    ['openapi/contract/generated/words.ts', typescriptFile(types)],
    ['openapi/vocabulary/generated/registry.ts', typescriptFile(registrySource(wordModules(root)))],
  ]
}

function wordModules(root: string): WordModule[] {
  const files = readdirSync(join(root, MODULES)).filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return files.sort().map(file => ({
    word: file.slice(0, -'.ts'.length),
    source: readFileSync(join(root, MODULES, file), 'utf8'),
  }))
}
