import type { Contract } from '../../contract/contract.ts'
import { GENERATED, jsonFile, typescriptFile } from '../generated-file.ts'
import type { Emulation } from '../read-emulations.ts'
import type { System } from '../system.ts'
import { contractsSource, emulationsSource } from './contracts-source.ts'
import { mockTypesSource } from './types-source.ts'

/** What the mock is built with: the compact contracts, an index of them, and the types of operations and resources. */
export function mockFiles(systems: readonly System[]): (readonly [path: string, text: string])[] {
  const contracts = systems.map(({ contract }) => contract)
  return [
    ...contracts.map(contract => contractFile('mock/generated', contract)),
    ['mock/generated/index.ts', typescriptFile(contractsSource(contracts.map(({ system }) => system)))],
    ['mock/generated/types.ts', typescriptFile(mockTypesSource(contracts))],
  ]
}

/** The compact contracts of the emulations, and an index of them. */
export function emulationFiles(emulations: readonly Emulation[]): (readonly [path: string, text: string])[] {
  const folder = 'mock/generated/emulations'
  const index = typescriptFile(emulationsSource(emulations.map(({ id }) => id)))
  return [...emulations.map(({ contract }) => contractFile(folder, contract)), [`${folder}/index.ts`, index]]
}

const contractFile = (folder: string, contract: Contract): readonly [path: string, text: string] => [
  `${folder}/${contract.system}.json`,
  jsonFile({ $comment: GENERATED, ...contract }),
]
