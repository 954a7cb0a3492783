import { readFiles } from './read-files.ts'
import { copyOf, type SourceFiles } from './source-files.ts'
import type { ReadDocument } from './types.ts'
import { isBefore31 } from './version.ts'
import { Warnings } from './warnings.ts'

/**
 * Reads a document that is a value, without waiting and without a parser. References into other files are warnings.
 * @throws {ContractError} if it is no OpenAPI 3 document, or contains itself
 */
export function readValue(value: unknown): ReadDocument {
  const warnings = new Warnings()
  const { value: copy, isPlain } = copyOf(value)
  const main = { url: '', name: '', value: copy }
  const files: SourceFiles = {
    main,
    all: [main],
    isPlain,
    referenced: () => ({ reason: 'the document came as a value, without a folder' }),
  }
  return readFiles(files, isBefore31(main, warnings), warnings, [])
}
