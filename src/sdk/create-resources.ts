import { createMethod, type Method } from './create-method.ts'
import type { Settings } from './settings.ts'
import type { Operations } from './system.ts'
import type { Transport } from './transport/transport.ts'

/** Creates the methods of a client, by resource and name. */
export function createResources(
  resources: Readonly<Record<string, Operations>>,
  settings: Settings,
  transport: Transport,
): Record<string, Record<string, Method>> {
  return mapEntries(resources, (operations, resource) =>
    mapEntries(operations, (operation, name) => createMethod(`${resource}.${name}`, operation, settings, transport)),
  )
}

function mapEntries<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
