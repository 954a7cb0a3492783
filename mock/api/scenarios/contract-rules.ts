/** The rules of the contract that scenarios depend on. */
import type { Limit, Transition } from '../../../openapi/contract/words.ts'
import { isCounted } from '../../../openapi/vocabulary/words/limits.ts'
import type { Context } from '../../engine/context.ts'
import type { Collection } from '../../engine/store/collection.ts'

/** The credentials that a request can create, as opposed to those that come from signing in. */
export function credentialsOf({ contract, store }: Context): Collection {
  const { schemes, operations } = contract
  for (const scheme of Object.values(schemes)) {
    if (!('authenticates' in scheme)) continue
    const { authenticates } = scheme
    if (operations.some(({ does, resource }) => does === 'create' && resource === authenticates))
      return store.collection(authenticates)
  }
  throw new RangeError(`The system ${contract.system} has no credentials that can be created.`)
}

export function limitOf({ resource }: Collection): (Limit & { readonly max: number }) | undefined {
  return resource.limits?.find((limit): limit is Limit & { readonly max: number } => limit.max !== null)
}

/** The transition to a final state, such as revoked: no transition leaves it, and its records do not count as active. */
export function finalTransitionOf({ resource }: Collection): string | undefined {
  const { field = '', initial = '', transitions = {} } = resource.lifecycle ?? {}
  const canBeLeft = (state: string) =>
    Object.values(transitions).some(({ from, to }) => to !== undefined && from.includes(state))
  const isFinal = ({ from, to }: Transition) =>
    to !== undefined &&
    from.includes(initial) &&
    !canBeLeft(to) &&
    !resource.limits?.some(limit => isCounted(limit, { [field]: to }))
  return Object.keys(transitions).find(name => transitions[name] && isFinal(transitions[name]))
}
