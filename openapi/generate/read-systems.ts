/** Reads our systems: the standard contract, and one more for each overlay in openapi/systems. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../contract/json.ts'
import { buildDocument } from '../read/build-document.ts'
import { compact } from '../read/compact.ts'
import { readOverlay } from '../read/overlay.ts'
import { collect } from '../vocabulary/model/collect.ts'
import { rootOf } from '../vocabulary/model/node.ts'
import { isWords } from '../vocabulary/validators.ts'
import { allOrProblems } from './all-or-problems.ts'
import type { System } from './system.ts'

const STANDARD = 'openapi/openapi.yaml'
const OVERLAYS = 'openapi/systems'
const SUFFIX = '.overlay.yaml'

/**
 * All systems, the standard one first, the others by id.
 *
 * @param root the folder of the repository
 * @throws {ContractError} with the problems of all systems
 */
export async function readSystems(root: string): Promise<System[]> {
  const standard = join(root, STANDARD)
  const overlays = readdirSync(join(root, OVERLAYS)).filter(file => file.endsWith(SUFFIX))
  const documents = [
    buildDocument(standard, undefined, 'own').then(document => systemOf('standard', document)),
    ...overlays.sort().map(async file => {
      const overlay = await readOverlay(join(root, OVERLAYS, file))
      return systemOf(file.slice(0, -SUFFIX.length), await buildDocument(standard, overlay, 'own'))
    }),
  ]
  return allOrProblems(await Promise.allSettled(documents))
}

function systemOf(system: string, document: JsonObject): System {
  return { system, document, model: collect(rootOf(document), isWords), contract: compact(document, system) }
}
