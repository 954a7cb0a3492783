import { typescriptFile } from '../generated-file.ts'
import type { Emulation } from '../read-emulations.ts'
import { typesOf } from '../types/openapi-typescript.ts'
import { clientFile } from './client-file.ts'

const FOLDER = 'test/emulations/generated'

/** The clients of the emulations and their types, for the tests: as other documents get them. */
export async function emulationClients(
  emulations: readonly Emulation[],
): Promise<(readonly [path: string, text: string])[]> {
  const files = await Promise.all(
    emulations.map(async ({ id, document, contract }) => {
      const folder = `${FOLDER}/${id}`
      const client = clientFile({ system: id, document, contract })
      return [
        [`${folder}/client.ts`, typescriptFile(client)],
        [`${folder}/types.ts`, typescriptFile(await typesOf(document))],
      ] as const
    }),
  )
  return files.flat()
}
