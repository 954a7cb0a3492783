import { ContractError } from '../read/contract-error.ts'
import { outputsOf } from './outputs.ts'
import { readEmulations } from './read-emulations.ts'
import { readSystems } from './read-systems.ts'
import type { Outputs } from './write.ts'

/**
 * Everything that is generated from our systems and the emulations. Reports the problems of the contract on stderr.
 *
 * @param root the folder of the repository
 * @returns undefined if the contract has problems
 */
export async function contractOutputs(root: string): Promise<Outputs | undefined> {
  try {
    return await outputsOf(await readSystems(root), await readEmulations(root))
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    console.error(error.message)
    process.exitCode = 1
    return undefined
  }
}
