/** From any OpenAPI document to the contract that a mock runs on. It needs nothing of Node. */
import type { Contract } from '../contract/contract.ts'
import type { JsonObject } from '../contract/json.ts'
import { compactDocument } from './compact-document.ts'
import { readValue } from './document/read-value.ts'
import type { ReadDocument, Warning } from './document/types.ts'
import { inferRules } from './infer/infer-rules.ts'
import type { Inference } from './infer/inference.ts'

export interface LoadedDocument {
  /** OpenAPI 3.1, in one piece. */
  readonly document: JsonObject
  readonly contract: Contract
  readonly inference: Inference
  /** What is wrong in the document, but does not prevent a mock. */
  readonly warnings: readonly Warning[]
}

/**
 * Loads a document that is there already.
 * @param name the id of its system, such as the name of its file
 * @throws {ContractError} if it is no OpenAPI 3 document
 */
export function loadValue(document: unknown, name: string): LoadedDocument {
  return loaded(readValue(document), name)
}

/** The contract of a document that was read. */
export function loaded({ document, warnings }: ReadDocument, name: string): LoadedDocument {
  const inference = inferRules(document)
  return { document, contract: compactDocument(document, inference, name), inference, warnings }
}
