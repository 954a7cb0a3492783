/** Reads any OpenAPI document. It needs nothing of Node. */
import { normalize } from './normalize/normalize.ts'
import { readNamed, readReferenced } from './source-files.ts'
import type { DocumentSource, ReadDocument, ReadOptions } from './types.ts'
import { isBefore31 } from './version.ts'
import { Warnings } from './warnings.ts'

/**
 * Reads an OpenAPI 3.0, 3.1 or 3.2 document and makes one OpenAPI 3.1 document of it.
 *
 * @param source a value, or a URL of a YAML or JSON file
 * @throws {ContractError} if it cannot be read at all. Other mistakes are warnings.
 */
export async function readDocument(source: DocumentSource, options: ReadOptions = {}): Promise<ReadDocument> {
  const warnings = new Warnings()
  const main = await readNamed(source, options.read, warnings)
  const isOld = isBefore31(main, warnings)
  const files = await readReferenced(main, options, warnings)
  const document = normalize(files, isOld, warnings)
  return { document, warnings: warnings.list, files: files.all.flatMap(({ name }) => (name === '' ? [] : [name])) }
}
