import { typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { operationsSource } from './operations.ts'
import { resourcesSource } from './resources.ts'
import { rotationsSource } from './rotation.ts'
import { systemsSource } from './systems.ts'

/** What the SDK is built with: the methods of each system as types, and the tables of operations, rules and rotations. */
export function sdkFiles(systems: readonly System[]): (readonly [path: string, text: string])[] {
  return [
    ...systems.map(
      ({ system, model }) =>
        [`src/sdk/generated/${system}.ts`, typescriptFile(systemSource(system, resourcesSource(model)))] as const,
    ),
    ['src/sdk/generated/resources.ts', typescriptFile(operationsSource(systems))],
    ['src/sdk/generated/systems.ts', typescriptFile(systemsSource(systems))],
    ['src/sdk/generated/rotations.ts', typescriptFile(rotationsSource(systems.map(({ contract }) => contract)))],
  ]
}

/**
 * The types that methods return, with the file of the SDK that has them. Generated files import no other types of the
 * SDK: TypeScript has no parameters that are generic themselves, and a detour would show in every signature.
 */
const RETURNED = [
  ['Call', '../call.ts'],
  ['Pages', '../pages.ts'],
  ['WithSecrets', '../credentials/secret.ts'],
] as const

function systemSource(system: string, resources: string): string {
  const types = `../../../openapi/generated/types/${system}.ts`
  const imports = RETURNED.filter(([name]) => resources.includes(`${name}<`))
  return [
    `import type { operations, Readable, Writable } from '${types}'`,
    ...imports.map(([name, file]) => `import type { ${name} } from '${file}'`),
    `export type * from '${types}'`,
    resources,
  ].join('\n')
}
