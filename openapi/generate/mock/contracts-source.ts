import { identifier } from '../identifier.ts'
import { quoted } from '../literal.ts'

/** The source of an index of the compact contracts. They are parsed when they are first read: see mock/engine/lazy-contracts.ts. */
export function contractsSource(systems: readonly string[]): string {
  return indexSource(systems, '..', [
    `export type SystemId = ${unionOf(systems)}`,
    '',
    '/** The compact contract of every system. */',
    'export const contracts: Readonly<Record<SystemId, Contract>> = lazyContracts({',
  ])
}

/** The same for the emulations, in a folder of their own. */
export function emulationsSource(emulations: readonly string[]): string {
  return indexSource(emulations, '../..', [
    '/** The id of an emulation. */',
    `export type EmulationId = ${unionOf(emulations)}`,
    '',
    '/** The compact contract of every emulation. */',
    'export const emulations: Readonly<Record<EmulationId, Contract>> = lazyContracts({',
  ])
}

const unionOf = (ids: readonly string[]) => ids.map(id => `'${id}'`).join(' | ') || 'never'

/** @param mock the folder `mock`, relative to the index */
function indexSource(ids: readonly string[], mock: string, declarations: readonly string[]): string {
  return [
    `import type { Contract } from '${mock}/../openapi/contract/contract.ts'`,
    `import { lazyContracts } from '${mock}/engine/lazy-contracts.ts'`,
    ...ids.map(id => `import ${identifier(id)} from './${id}.json' with { type: 'json' }`),
    '',
    ...declarations,
    ...ids.map(id => {
      const [key, value] = [quoted(id), identifier(id)]
      return key === value ? `  ${key},` : `  ${key}: ${value},`
    }),
    '})',
  ].join('\n')
}
