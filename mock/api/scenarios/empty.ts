import type { Context } from '../../engine/context.ts'
import type { Scenario } from '../types/scenario.ts'
import { firstUser } from './users.ts'

/** Removes all records except users, their accounts, the records that users refer to, and what requests select. */
export function empty(context: Context): Scenario {
  const { resources, schemes } = context.contract
  const principals = Object.values(resources).filter(({ principal }) => principal)
  const kept = new Set([
    ...Object.keys(resources).filter(name => resources[name]?.principal || resources[name]?.owner?.tenant === 'id'),
    ...principals.flatMap(({ properties }) => Object.values(properties).map(({ refers_to }) => refers_to)),
    ...Object.values(schemes).map(scheme => ('selects' in scheme ? scheme.selects : undefined)),
  ])
  for (const collection of context.store.collections())
    if (!kept.has(collection.name))
      for (const entry of [...collection.entries()]) context.store.remove(collection, entry)
  return { login: firstUser(context, 'empty', () => true).login, resource: null, ids: [] }
}
