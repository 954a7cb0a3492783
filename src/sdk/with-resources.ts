import type { Operations, System, SystemBase, SystemTypes } from './system.ts'

/** The types of a system with some of its resources. */
export interface TypesWith<Types extends SystemTypes, Name extends keyof Types['resources']> {
  readonly facts: Types['facts']
  readonly resources: Pick<Types['resources'], Name>
  readonly paths: Types['paths']
  readonly schemas: Types['schemas']
  readonly credentials: Types['credentials']
  readonly options: Types['options']
  readonly problems: Types['problems']
  readonly rotates: Types['rotates']
}

/**
 * A system with some of its resources, for a client that has no others:
 * `createClient(withResources(base, { orders: ordersOperations }), { baseUrl })`. The generated file has `base`, and a
 * constant for the operations of each resource. Bundlers leave out those that a program does not use.
 */
export function withResources<Types extends SystemTypes, Name extends keyof Types['resources']>(
  base: SystemBase<Types>,
  resources: { readonly [Resource in Name]: Operations },
): System<TypesWith<Types, Name>> {
  return { ...base, resources } as System<TypesWith<Types, Name>>
}
