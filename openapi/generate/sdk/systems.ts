import { identifier } from '../identifier.ts'
import { literal, quoted } from '../literal.ts'
import type { System } from '../system.ts'

/**
 * The source of the systems by id, as types and as values: for the SDK itself. A new system adds its own lines and
 * changes no other.
 */
export function systemsSource(systems: readonly System[]): string {
  const ids = systems.map(({ system }) => system)
  const entries = (of: (module: string) => string, end: string) =>
    ids.map(id => `  ${quoted(id)}: ${of(identifier(id))}${end}`)
  return [
    "import type { System, SystemBase } from '../system.ts'",
    ...ids.map(id => `import * as ${identifier(id)} from './${id}.ts'`),
    '',
    'export type SystemId = keyof Systems',
    '',
    '/** The types of each system. */',
    'export interface Systems {',
    ...entries(module => `${module}.Types`, ''),
    '}',
    '',
    '/** The schemas of each system. */',
    'export interface Schemas {',
    ...entries(module => `${module}.components['schemas']`, ''),
    '}',
    '',
    '/** The ids of all systems. */',
    'export const systemIds: readonly SystemId[] = [',
    ...ids.map(id => `  ${literal(id)},`),
    ']',
    '',
    '/** Each system without its resources. */',
    'export const bases: { readonly [Id in SystemId]: SystemBase<Systems[Id]> } = {',
    ...entries(module => `${module}.base`, ','),
    '}',
    '',
    '/** The systems themselves. */',
    'export const systems: { readonly [Id in SystemId]: System<Systems[Id]> } = {',
    ...entries(module => `${module}.system`, ','),
    '}',
  ].join('\n')
}
