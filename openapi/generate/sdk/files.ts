import { typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { clientFile } from './client-file.ts'
import { exportsSource } from './exports.ts'
import { systemsSource } from './systems.ts'

/** The generated files of the SDK: one for each system, and two that list the systems. */
export function sdkFiles(systems: readonly System[]): (readonly [path: string, text: string])[] {
  const [base] = systems
  return [
    ...systems.map(source => {
      const text = clientFile(source, {
        types: `latchkey/types/${source.system}`,
        sdk: '../for-systems.ts',
        name: 'system',
        keyVariable: 'LATCHKEY_API_KEY',
        base: source === base ? undefined : base?.contract,
      })
      return [`src/sdk/generated/${source.system}.ts`, typescriptFile(text)] as const
    }),
    ['src/sdk/generated/systems.ts', typescriptFile(systemsSource(systems))],
    ['src/sdk/generated/exports.ts', typescriptFile(exportsSource(systems))],
  ]
}
