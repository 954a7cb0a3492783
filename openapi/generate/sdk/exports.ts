import { identifier, typeName } from '../identifier.ts'
import { literal, quoted, Source } from '../literal.ts'
import type { System } from '../system.ts'
import { describedOperations } from './described-operation.ts'
import { callsByResource, namedCalls } from './names.ts'

/** What users import from the package: the systems, the types that declarations name, and the resources one by one. */
export function exportsSource(systems: readonly System[]): string {
  const resources = new Map<string, Record<string, Source>>()
  for (const { system, document, contract } of systems)
    for (const name of callsByResource(namedCalls(describedOperations(document, contract))).keys()) {
      const operations = new Source(`${identifier(system)}.${name}Operations`)
      resources.set(name, { ...resources.get(name), [system]: operations })
    }
  return [
    "import type { ResourceTable } from '../system.ts'",
    ...systems.map(({ system }) => `import * as ${identifier(system)} from './${system}.ts'`),
    '',
    ...systems.flatMap(({ system }) => [
      `export { system as ${identifier(system)} } from './${system}.ts'`,
      `export type { Resources as ${typeName(system)}Resources, Types as ${typeName(system)}Types } from './${system}.ts'`,
    ]),
    ...[...resources].flatMap(([name, systems]) => [
      '',
      `/** The methods of \`${name}\`, for \`createLatchkey\`. */`,
      `export const ${name}Resource: ResourceTable<${literal(name)}> = {`,
      `  name: ${literal(name)},`,
      '  systems: {',
      ...Object.entries(systems).map(([id, { text }]) => `    ${quoted(id)}: ${text},`),
      '  },',
      '}',
    ]),
  ].join('\n')
}
