import { asNoun } from '../../../openapi/contract/prose.ts'
import { type Call, ownRecord, type Principal, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { listedErrors, notFound } from '../../../openapi/vocabulary/engine/refusal.ts'
import { hides } from '../../../openapi/vocabulary/words/hides.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import type { Route } from './route.ts'

type Selected = Readonly<Record<string, unknown>>

/**
 * Step five: finds the record of the path. A record that the caller cannot see does not exist for them.
 * @throws {Refusal} not_found
 */
export function find(
  context: Context,
  route: Route,
  principal: Principal,
  selected: Selected,
  query: URLSearchParams,
): Entry | undefined {
  const { resource, does, record } = route.operation
  if (record?.in === 'credential' && resource !== undefined && !WITHOUT_RECORD.includes(does)) {
    const own = ownRecord({ operation: route.operation, principal })
    if (own) return own
    throw notFound(`The credential is no ${titleOf(context, resource)}.`, 'record', pointerTo(resource))
  }
  const id = Object.values(route.params).at(-1)
  if (id === undefined || resource === undefined || WITHOUT_RECORD.includes(does)) return undefined
  const entry = visible(context, resource, id, principal, selected)
  if (entry && !isHidden(route, query, entry)) return entry
  const rule = entry ? 'hides' : 'visible_to'
  throw notFound(`No ${titleOf(context, resource)} with this id.`, rule, pointerTo(resource))
}

const isHidden = ({ operation }: Route, query: URLSearchParams, { row }: Entry) =>
  operation.hides !== undefined && hides({ operation, query: Object.fromEntries(query) }, row)

/** Operations whose path parameters are not the id of a record: those of its parents. */
const WITHOUT_RECORD = ['list', 'create', 'clear']

/**
 * The records that the body lists, in its order.
 * @param listed their ids, with a JSON pointer to each
 * @throws {Refusal} not_found, with every id that the caller cannot see
 */
export function findListed(
  context: Context,
  call: Call,
  listed: readonly { readonly id: string; readonly pointer: string }[],
): readonly Entry[] {
  const name = call.operation.resource ?? ''
  const principal = principalOf(call)
  const found = listed.map(({ id }) => visible(context, name, id, principal, call.selected))
  const missing = listed.filter((_, index) => !found[index])
  const [first] = missing
  if (!first) return found.filter(entry => entry !== undefined)
  const message = `must be the id of an existing ${titleOf(context, name)}`
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : ''
  const detail = `No ${titleOf(context, name)} with the id at ${first.pointer}${more}.`
  const members = listedErrors(missing.map(({ pointer }) => ({ pointer, message })))
  throw notFound(detail, 'visible_to', pointerTo(name), members)
}

function visible(
  { store }: Context,
  name: string,
  id: string,
  principal: Principal,
  selected: Selected,
): Entry | undefined {
  const collection = store.collection(name)
  const entry = collection.get(id)
  return entry && isVisible(collection.resource, entry.row, principal, selected) ? entry : undefined
}

const titleOf = ({ store }: Context, name: string) => asNoun(store.collection(name).resource.title)
const pointerTo = (name: string) => `#/components/schemas/${name}/x-latchkey/visible_to`
