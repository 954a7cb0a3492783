import { type BaseResolver, type Document, YamlParseError } from '@redocly/openapi-core'
import { ContractError } from './contract-error.ts'
import { shortPath } from './short-path.ts'
import { parseProblem } from './unreadable.ts'

/**
 * Reads a YAML or JSON file.
 *
 * @param resolver keeps the document, for the files that refer to it
 * @throws {ContractError} if the file cannot be read, or is neither YAML nor JSON
 */
export async function readDocument(resolver: BaseResolver, file: string): Promise<Document> {
  try {
    const document = await resolver.resolveDocument(null, file, true)
    if (!(document instanceof Error)) return document
    throw document
  } catch (error) {
    if (error instanceof YamlParseError) throw new ContractError([parseProblem(error)])
    const message = error instanceof Error ? error.message : String(error)
    throw new ContractError([{ where: shortPath(file), message }])
  }
}
