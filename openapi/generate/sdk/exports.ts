import { identifier, typeName } from '../identifier.ts'
import { literal } from '../literal.ts'
import type { System } from '../system.ts'
import { operationsOf } from './operations.ts'
import { LINE_WIDTH } from './width.ts'

/**
 * What users import from the package: the systems, the types that declarations name, and the resources one by one. The operations of a resource stand here
 * again, because bundlers cannot take them out of the systems.
 */
export function exportsSource(systems: readonly System[]): string {
  const resources = new Map<string, Record<string, object>>()
  for (const { system, model } of systems)
    for (const [name, operations] of operationsOf(model))
      resources.set(name, { ...resources.get(name), [system]: operations })
  return [
    "import type { ResourceTable } from '../system.ts'",
    '',
    ...systems.flatMap(({ system }) => [
      `export { system as ${identifier(system)} } from './${system}.ts'`,
      `export type { Resources as ${typeName(system)}Resources, Types as ${typeName(system)}Types } from './${system}.ts'`,
    ]),
    ...[...resources].flatMap(([name, systems]) => [
      '',
      `/** The methods of \`${name}\`, for \`createLatchkey\`. */`,
      `export const ${name}Resource: ResourceTable<${literal(name)}> = ${literal({ name, systems }, LINE_WIDTH)}`,
    ]),
  ].join('\n')
}
