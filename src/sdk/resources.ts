import type { ResourceTable } from './generated/resources.ts'
import { type Method, methodOf } from './method.ts'
import type { Settings } from './options.ts'
import type { Transport } from './transport/transport.ts'

export type Methods = Record<string, Record<string, Method>>

/** The methods of a system by resource. */
export function createResources(tables: readonly ResourceTable[], settings: Settings, transport: Transport): Methods {
  const resources: Methods = {}
  for (const table of tables) {
    const [resource, , , ...groups] = table
    for (const [marks, secrets, ...operations] of groups) {
      if (!marks.includes(settings.mark)) continue
      resources[resource] ??= {}
      for (const operation of operations)
        resources[resource][operation[0]] = methodOf(table, secrets, operation, settings, transport)
    }
  }
  return resources
}
