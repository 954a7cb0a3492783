import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openapiSchema, overlaySchema } from '../editor/schemas.ts'
import { compactJsonFile, markdownFile, typescriptFile } from '../generated-file.ts'
import { referenceSource } from './reference-source.ts'
import { registrySource, type WordModule } from './registry-source.ts'
import { wordTypesSource } from './word-types-source.ts'

const SCHEMA = 'openapi/vocabulary/x-latchkey.schema.json'
const MODULES = 'openapi/vocabulary/words'

/**
 * The registry of the keywords, their types, their reference for the documentation, and the schemas for editors. The rest of the generator imports both, so they are written first.
 *
 * @param root the folder of the repository
 */
export async function vocabularyFiles(root: string): Promise<(readonly [path: string, text: string])[]> {
  const text = readFileSync(join(root, SCHEMA), 'utf8')
  const schema = JSON.parse(text)
  const types = await wordTypesSource(text)
  return [
    ['openapi/contract/generated/words.ts', typescriptFile(types)],
    ['openapi/vocabulary/generated/registry.ts', typescriptFile(registrySource(wordModules(root)))],
    ['docs/generated/vocabulary.md', markdownFile(referenceSource(schema))],
    ['openapi/generated/schema/openapi.json', compactJsonFile(openapiSchema(schema))],
    ['openapi/generated/schema/overlay.json', compactJsonFile(overlaySchema(schema))],
  ]
}

function wordModules(root: string): WordModule[] {
  const files = readdirSync(join(root, MODULES)).filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return files.sort().map(file => ({
    word: file.slice(0, -'.ts'.length),
    source: readFileSync(join(root, MODULES, file), 'utf8'),
  }))
}
