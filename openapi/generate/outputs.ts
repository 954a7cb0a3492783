import { jsonFile } from './generated-file.ts'
import { mockFiles } from './mock/files.ts'
import { sdkFiles } from './sdk/files.ts'
import type { System } from './system.ts'
import { typeFiles } from './types/files.ts'
import { workflowFiles } from './workflows/files.ts'
import type { Outputs } from './write.ts'

/** Everything that is generated from the systems, by consumer. */
export async function outputsOf(systems: readonly System[]): Promise<Outputs> {
  return new Map([
    ...systems.map(({ system, document }) => [`openapi/generated/${system}.json`, jsonFile(document)] as const),
    ...(await typeFiles(systems)),
    ...workflowFiles(systems),
    ...mockFiles(systems),
    ...sdkFiles(systems),
  ])
}
