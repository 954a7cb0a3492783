import type { ResourceTable } from './generated/resources.ts'
import { type Method, methodOf } from './method.ts'
import type { Settings } from './options.ts'
import type { Transport } from './transport.ts'

export type Methods = Record<string, Record<string, Method>>

/** The methods of a system by resource. */
export function createResources(tables: readonly ResourceTable[], settings: Settings, transport: Transport): Methods {
  const resources: Methods = {}
  for (const [resource, root, secrets, ...rows] of tables) {
    for (const row of rows) {
      if (!row[3].includes(settings.mark)) continue
      resources[resource] = {
        ...resources[resource],
        [row[0]]: methodOf(resource, root, secrets, row, settings, transport),
      }
    }
  }
  return resources
}
