import { documentPath, readDocument, systems } from '../../mock/server/documents.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { hint, list } from '../../openapi/vocabulary/nearest.ts'
import { Failure } from './failure.ts'

/** A system to run: what the mock works with, and the document that people read. */
export interface System {
  readonly contract: Contract
  /** The full OpenAPI document, as JSON. Read when it is asked for. */
  readonly document: () => Promise<string | undefined>
}

/** @throws {Failure} where there is no such system */
export async function loadSystem(id: string): Promise<System> {
  const known = systems()
  if (!known.includes(id)) {
    const guess = hint(id, known)
    throw new Failure(2, `There is no system "${id}".${guess}`, `--system takes ${list(known)}.`)
  }
  const { default: contract } = (await import(`../../mock/generated/${id}.json`, { with: { type: 'json' } })) as {
    default: Contract
  }
  return { contract, document: () => readDocument(id) }
}

/**
 * A system of somebody's own. What reads YAML and checks contracts is large, and loaded only here.
 * @throws {Failure} with every finding, by file and line
 */
export async function loadContractFile(file: string): Promise<System> {
  const { loadContract } = await import('../../openapi/read/load-contract.ts')
  const { ContractError } = await import('../../openapi/read/contract-error.ts')
  try {
    const { contract, document } = await loadContract(file, documentPath(BASE))
    return { contract, document: async () => JSON.stringify(document, undefined, 2) }
  } catch (error) {
    if (error instanceof ContractError) throw new Failure(2, error.message, CONTRACT_HINT)
    // A YAML anchor within itself makes a document that has no end.
    if (error instanceof RangeError) throw new Failure(2, `${file} refers to itself without end.`, CONTRACT_HINT)
    throw error
  }
}

/** What overlays are applied to that do not say otherwise. */
const BASE = 'standard'

const CONTRACT_HINT = 'Pass an OpenAPI 3.1 document or an overlay of the standard contract with --contract.'
