import { GENERATED, jsonFile, typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { contractsSource } from './contracts-source.ts'
import { mockTypesSource } from './types-source.ts'

/** What the mock is built with: the compact contracts, an index of them, and the types of operations and resources. */
export function mockFiles(systems: readonly System[]): (readonly [path: string, text: string])[] {
  const contracts = systems.map(({ contract }) => contract)
  return [
    ...contracts.map(
      contract => [`mock/generated/${contract.system}.json`, jsonFile({ $comment: GENERATED, ...contract })] as const,
    ),
    ['mock/generated/index.ts', typescriptFile(contractsSource(contracts.map(({ system }) => system)))],
    ['mock/generated/types.ts', typescriptFile(mockTypesSource(contracts))],
  ]
}
