import type { Contract } from '../../contract/contract.ts'
import { identifier } from '../identifier.ts'

/** The source of the types of operations and resources, by system, from which the mock's API derives its types. */
export function mockTypesSource(contracts: readonly Contract[]): string {
  const systems = contracts.map(contract => ({ contract, name: identifier(contract.system) }))
  return [
    ...systems.map(({ contract, name }) => `import type * as ${name} from 'latchkey/types/${contract.system}'`),
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
    ...systems.flatMap(({ contract, name }) => [`  '${contract.system}': {`, ...resourceLines(contract, name), '  }']),
    '}',
    '',
  ].join('\n')
}

function resourceLines({ resources, operations }: Contract, module: string): string[] {
  return Object.entries(resources).map(([resource, { secrets, hashed, owner }]) => {
    const shown = `${module}.components['schemas']['${resource}']`
    const create = operations.find(operation => operation.does === 'create' && operation.resource === resource)
    const body =
      create &&
      `NonNullable<${module}.operations['${create.id}']['requestBody']>['content']['${create.body?.media[0]}']`
    const members = [...hashed, ...Object.values(owner ?? {})].filter(member => member !== 'id')
    const kept = members.map(member => `${member}: string`).join('; ')
    const made = secrets.map(secret => `${secret}: string`).join('; ')
    return `    ${resource}: { shown: ${shown}; written: ${body ? `${body} & ` : ''}{ ${kept} }; secrets: { ${made} } }`
  })
}
