import { asNoun } from '../../../openapi/contract/prose.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { notFound } from '../../../openapi/vocabulary/engine/refusal.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import type { Route } from './route.ts'

/**
 * Step five: finds the record of the path. A record that the caller cannot see does not exist for them.
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
  return findVisible(context, route.operation.resource, id, principal, selected)
}

/** @param pointer JSON pointer to the id, if it is in the body */
export function findVisible(
  context: Context,
  resourceName: string,
  id: string,
  principal: Principal,
  selected: Readonly<Record<string, unknown>>,
  pointer?: string,
): Entry {
  const collection = context.store.collection(resourceName)
  const entry = collection.get(id)
  if (!entry || !isVisible(collection.resource, entry.row, principal, selected)) {
    const at = `#/components/schemas/${resourceName}/x-latchkey/visible_to`
    const place = pointer === undefined ? 'this id' : `the id at ${pointer}`
    throw notFound(`No ${asNoun(collection.resource.title)} with ${place}.`, 'visible_to', at)
  }
  return entry
}
