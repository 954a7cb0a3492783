/** The documents that contracts were made of. */
import type { Contract } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'

const documents = new WeakMap<Contract, () => JsonObject>()

/**
 * @param document called when the document is needed
 * @returns the contract
 */
export function withDocument(contract: Contract, document: () => JsonObject): Contract {
  documents.set(contract, document)
  return contract
}

/** Makes the OpenAPI document that a contract was made of, as it was read; undefined for a compact contract. */
export function documentOf(contract: Contract): (() => JsonObject) | undefined {
  return documents.get(contract)
}
