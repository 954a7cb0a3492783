import { typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { typesOf } from './openapi-typescript.ts'

/** The types of each system, for the SDK and the mock. */
export function typeFiles(systems: readonly System[]): Promise<(readonly [path: string, text: string])[]> {
  return Promise.all(
    systems.map(async ({ system, document }) => {
      return [`openapi/generated/types/${system}.d.cts`, typescriptFile(await typesOf(document))] as const
    }),
  )
}
