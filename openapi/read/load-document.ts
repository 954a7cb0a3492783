/** From any OpenAPI document to the contract that a mock runs on. It needs nothing of Node. */
import type { Contract } from '../contract/contract.ts'
import type { JsonObject } from '../contract/json.ts'
import { compactDocument } from './compact-document.ts'
import { readValue } from './document/read-value.ts'
import type { ReadDocument, TextFile, Warning } from './document/types.ts'
import { inferRules, inferWritten } from './infer/infer-rules.ts'
import type { Inference } from './infer/inference.ts'
import { type Completed, hasKeywords, withInferredKeywords, withKeywords } from './keywords.ts'
import { toCheck, withoutRestated } from './restated.ts'

export interface LoadedDocument {
  /** OpenAPI 3.1, in one piece. A document without keywords is made when it is first read. */
  readonly document: JsonObject
  readonly contract: Contract
  readonly inference: Inference
  /** What is wrong in the document, but does not prevent a mock. Found when the document is made. */
  readonly warnings: readonly Warning[]
}

/**
 * Loads a document that is there already.
 * @param name the id of its system, such as the name of its file
 * @param check checks its keywords, if it has any
 * @throws {ContractError} if it is no OpenAPI 3 document, or a rule in it cannot work
 */
export function loadValue(document: unknown, name: string, check?: CheckKeywords): LoadedDocument {
  return loaded(readValue(document), name, check)
}

/** Checks the keywords of a document. @returns warnings */
export type CheckKeywords = (completed: Completed, file: TextFile) => readonly Warning[]

/**
 * The contract of a document that was read.
 * @param check checks its keywords, if it has any
 */
export function loaded(read: ReadDocument, name: string, check?: CheckKeywords): LoadedDocument {
  const { parts } = read
  const ofParts = parts && !hasKeywords(parts.written) ? inferWritten(parts.written) : undefined
  if (parts && ofParts) {
    return {
      get document() {
        return read.document
      },
      contract: compactDocument(parts.late, ofParts, name),
      inference: ofParts,
      get warnings() {
        return read.warnings
      },
    }
  }
  const { document, warnings, main } = read
  const inference = inferRules(document)
  if (!hasKeywords(document)) {
    return { document, contract: compactDocument(document, inference, name), inference, warnings }
  }
  const stated = withoutRestated(document, inference)
  const found = check?.(toCheck(document, inference), main) ?? []
  const inferred = compactDocument(stated, inference, name)
  const contract = hasKeywords(stated) ? withKeywords(inferred, withInferredKeywords(stated, inference)) : inferred
  return { document, contract, inference, warnings: [...warnings, ...found] }
}
