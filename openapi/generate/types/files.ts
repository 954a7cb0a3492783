import type { JsonObject } from '../../contract/json.ts'
import { typescriptFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { typesOf } from './openapi-typescript.ts'

/**
 * The source of the types of a document, without a notice that it is generated: `paths`, `components`, `operations`,
 * `Readable` and `Writable`.
 */
export const typesFile: (document: JsonObject) => Promise<string> = typesOf

/** The types of each system, for the SDK and the mock. */
export function typeFiles(systems: readonly System[]): Promise<(readonly [path: string, text: string])[]> {
  return Promise.all(
    systems.map(async ({ system, document }) => {
      return [`openapi/generated/types/${system}.d.cts`, typescriptFile(await typesFile(document))] as const
    }),
  )
}
