import type { Contract } from '../../contract/contract.ts'
import { identifier } from '../identifier.ts'
import { resourceTypes } from './resource-types.ts'

/** The source of the types of operations and resources, by system, from which the mock's API derives its types. */
export function mockTypesSource(contracts: readonly Contract[]): string {
  const systems = contracts.map(contract => ({ contract, name: identifier(contract.system) }))
  return [
    ...systems.map(({ contract, name }) => `import type * as ${name} from 'latchkey/types/${contract.system}'`),
    "import type { WrittenBy } from '../api/types/document.ts'",
    '',
    // Every system's file has the same.
    `export type { Readable, Writable } from 'latchkey/types/${contracts[0]?.system}'`,
    '',
    '/** The operations of each system. */',
    'export interface Operations {',
    ...systems.map(({ contract, name }) => `  '${contract.system}': ${name}.operations`),
    '}',
    '',
    '/** The resources of each system: a record as it is shown, the fields that create one, and the secrets that are created with it. */',
    'export interface Resources {',
    ...systems.flatMap(({ contract, name }) => [
      `  '${contract.system}': {`,
      ...resourceTypes(contract, { components: `${name}.components`, operations: `${name}.operations` }).map(
        line => `    ${line}`,
      ),
      '  }',
    ]),
    '}',
    '',
  ].join('\n')
}
