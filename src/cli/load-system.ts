/** Where a system comes from: the package, or a file of the user. */
import { canGenerateCode } from '../../mock/engine/code-generation.ts'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { documentPath, readDocument } from '../../mock/server/documents.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { hint, list } from '../../openapi/vocabulary/nearest.ts'
import { CliError } from './cli-error.ts'

/** A system to run. */
export interface System {
  /** The compact contract, which the mock runs on. */
  readonly contract: Contract
  /** The full OpenAPI document as JSON, read when it is first needed. */
  readonly document: () => Promise<string | undefined>
}

/** @throws {CliError} if the package has no such system */
export function loadSystem(id: string): System {
  if (!isSystemId(id)) {
    const known = Object.keys(contracts)
    throw new CliError(2, `There is no system "${id}".${hint(id, known)}`, `--system takes ${list(known)}.`)
  }
  return { contract: contracts[id], document: () => readDocument(id) }
}

const isSystemId = (id: string): id is SystemId => Object.hasOwn(contracts, id)

/**
 * A system from the user's own document or overlay. The code that reads YAML and checks contracts is large, so it is
 * loaded here.
 * @throws {CliError} which lists every finding by file and line
 */
export async function loadContractFile(file: string): Promise<System> {
  if (!canGenerateCode())
    throw new CliError(
      2,
      'Your own contract cannot be checked: that generates code, which --disallow-code-generation-from-strings forbids.',
      'Start Node.js without this flag. The systems of --system work with it.',
    )
  const { loadContract } = await import('../../openapi/read/load-contract.ts')
  const { ContractError } = await import('../../openapi/read/contract-error.ts')
  try {
    const { contract, document } = await loadContract(file, documentPath(OVERLAY_BASE))
    return { contract, document: async () => JSON.stringify(document, undefined, 2) }
  } catch (error) {
    if (error instanceof ContractError) throw new CliError(2, error.message, CONTRACT_HINT)
    // A YAML anchor that contains itself makes an infinite document.
    if (error instanceof RangeError) throw new CliError(2, `${file} contains itself.`, CONTRACT_HINT)
    throw error
  }
}

/** The system that an overlay without `extends` applies to. */
const OVERLAY_BASE = 'standard'

const CONTRACT_HINT = 'Pass an OpenAPI 3.1 document or an overlay of the standard contract with --contract.'
