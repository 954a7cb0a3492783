import { identifier } from '../identifier.ts'
import { quoted } from '../literal.ts'

/** The source of an index of the compact contracts. They are parsed when they are first read: see mock/engine/lazy-contracts.ts. */
export function contractsSource(systems: readonly string[]): string {
  return [
    "import type { Contract } from '../../openapi/contract/contract.ts'",
    "import { lazyContracts } from '../engine/lazy-contracts.ts'",
    ...systems.map(system => `import ${identifier(system)} from './${system}.json' with { type: 'json' }`),
    '',
    `export type SystemId = ${systems.map(system => `'${system}'`).join(' | ')}`,
    '',
    '/** The compact contract of every system. */',
    'export const contracts: Readonly<Record<SystemId, Contract>> = lazyContracts({',
    ...systems.map(system => {
      const [key, value] = [quoted(system), identifier(system)]
      return key === value ? `  ${key},` : `  ${key}: ${value},`
    }),
    '})',
  ].join('\n')
}
