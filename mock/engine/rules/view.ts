import type { Operation, Resource } from '../../../openapi/contract/contract.ts'
import { embedded as embedsOf } from '../../../openapi/contract/embeds.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { dereference, referredName } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { stateValue } from '../../../openapi/vocabulary/engine/transitions.ts'
import { isWorking } from '../../../openapi/vocabulary/words/works.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { shownSecrets } from './secrets.ts'

/**
 * A record as an operation shows it: the properties of its schema, and the secrets whose `shown_by` lists the operation.
 * @param minted secrets that are available only now, by property
 */
export function view(context: Context, resourceName: string, row: Row, operation: Operation, minted: Row = {}): Row {
  const { resource } = context.store.collection(resourceName)
  const shown: Record<string, unknown> = {}
  for (const member of resource.members) shown[member] = shownValue(context, resourceName, row, operation, member)
  return Object.assign(shown, shownSecrets(context.contract, resource, row, operation, minted))
}

const viewsOf = perContract((_, _operation: Operation) => new WeakMap<Row, Row>())

/**
 * Like `view`, but reuses an earlier view of the same row if it embeds no other records. Lists show the same rows again
 * and again.
 */
export function viewOnce(context: Context, resourceName: string, row: Row, operation: Operation): Row {
  const { resource } = context.store.collection(resourceName)
  if (resource.members.some(member => resource.derived[member] === 'embeds')) {
    return view(context, resourceName, row, operation)
  }
  const views = viewsOf(context.contract, operation)
  const known = views.get(row)
  // Whether a credential works also depends on its user.
  const isCurrent = (member: string) =>
    resource.derived[member] !== 'works' || known?.[member] === isWorking(context, resourceName, row)
  if (known && resource.members.every(isCurrent)) return known
  const shown = view(context, resourceName, row, operation)
  views.set(row, shown)
  return shown
}

function shownValue(context: Context, resourceName: string, row: Row, operation: Operation, member: string): unknown {
  const { resource } = context.store.collection(resourceName)
  switch (resource.derived[member]) {
    case 'transition':
      return stateValue(resource, member, row)
    case 'embeds':
      return embedded(context, resourceName, resource, row, operation, member)
    case 'works':
      return isWorking(context, resourceName, row)
    // A window is shown by its own act.
    case 'window':
    case undefined:
      return row[member]
  }
}

function embedded(
  context: Context,
  resourceName: string,
  { properties }: Resource,
  row: Row,
  operation: Operation,
  member: string,
): Row | readonly Row[] | null {
  const { by = '', resource } = embedsOf(properties[member] ?? {}) ?? {}
  const schema = propertiesOf(context.contract.schemas[resourceName])[member]
  const target = resource ?? referredName(schema) ?? ''
  const items = isObject(schema?.items) ? dereference(context.contract.schemas, schema.items) : schema
  const names = resource === undefined ? [] : Object.keys(propertiesOf(items))
  const shown = (id: unknown): readonly Row[] => {
    const entry = context.store.collection(target).get(String(id))
    if (!entry) return []
    const record = view(context, target, entry.row, operation)
    return [names.length === 0 ? record : Object.fromEntries(names.map(name => [name, record[name]]))]
  }
  return schema?.type === 'array' ? [row[by] ?? []].flat().flatMap(shown) : (shown(row[by])[0] ?? null)
}
