/** Reads YAML and JSON files. */
import type { BaseResolver, Document } from '@redocly/openapi-core'
import { ContractError, shortPath } from './contract-error.ts'

/**
 * Reads a document that others may refer to.
 *
 * @throws {ContractError} where the file cannot be read, or is neither YAML nor JSON
 */
export async function readWith(resolver: BaseResolver, file: string): Promise<Document> {
  try {
    const document = await resolver.resolveDocument(null, file, true)
    if (!(document instanceof Error)) return document
    throw document
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new ContractError([{ where: shortPath(file), message }])
  }
}
