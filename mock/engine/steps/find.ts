import type { Context } from '../context.ts'
import { notFound } from '../refusal.ts'
import { isVisible } from '../rules/visibility.ts'
import type { Entry, Principal } from '../types.ts'
import type { Route } from './route.ts'

/**
 * Step five: the record that the path names. What the caller cannot see does not exist for them.
 * @throws {Refusal} not_found
 */
export function find(
  context: Context,
  route: Route,
  principal: Principal,
  selected: Readonly<Record<string, unknown>>,
): Entry | undefined {
  const [id] = Object.values(route.params)
  if (id === undefined || route.operation.resource === undefined) return undefined
  return findVisible(context, route.operation.resource, id, principal, selected, 'in the path')
}

/** @param where where the id stands in the request, for the message */
export function findVisible(
  context: Context,
  resourceName: string,
  id: string,
  principal: Principal,
  selected: Readonly<Record<string, unknown>>,
  where: string,
): Entry {
  const collection = context.store.collection(resourceName)
  const entry = collection.get(id)
  if (!entry || !isVisible(collection.resource, entry.row, principal, selected)) {
    const at = `#/components/schemas/${resourceName}/x-latchkey/visible_to`
    throw notFound(`You can see no ${collection.resource.title} with the id that is ${where}.`, 'visible_to', at)
  }
  return entry
}
