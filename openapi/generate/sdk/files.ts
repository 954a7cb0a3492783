import { typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { exportsSource } from './exports.ts'
import { systemSource } from './system-file.ts'
import { systemsSource } from './systems.ts'

/** The generated files of the SDK: one for each system, and two that list the systems. */
export function sdkFiles(systems: readonly System[]): (readonly [path: string, text: string])[] {
  const [base] = systems
  return [
    ...systems.map(
      system =>
        [`src/sdk/generated/${system.system}.ts`, typescriptFile(systemSource(system, base ?? system))] as const,
    ),
    ['src/sdk/generated/systems.ts', typescriptFile(systemsSource(systems))],
    ['src/sdk/generated/exports.ts', typescriptFile(exportsSource(systems))],
  ]
}
