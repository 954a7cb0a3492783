import { jsonFile } from './generated-file.ts'
import { emulationFiles, mockFiles } from './mock/files.ts'
import type { Emulation } from './read-emulations.ts'
import { emulationClients } from './sdk/emulation-files.ts'
import { sdkFiles } from './sdk/files.ts'
import type { System } from './system.ts'
import { typeFiles } from './types/files.ts'
import { workflowFiles } from './workflows/files.ts'
import type { Outputs } from './write.ts'

/** Everything that is generated from the systems and the emulations, by consumer. */
export async function outputsOf(systems: readonly System[], emulations: readonly Emulation[]): Promise<Outputs> {
  return new Map([
    ...systems.map(({ system, document }) => [`openapi/generated/${system}.json`, jsonFile(document)] as const),
    ...emulations.map(({ id, document }) => [`openapi/generated/emulations/${id}.json`, jsonFile(document)] as const),
    ...(await typeFiles(systems)),
    ...workflowFiles(systems),
    ...mockFiles(systems),
    ...emulationFiles(emulations),
    ...sdkFiles(systems),
    ...(await emulationClients(emulations)),
  ])
}
