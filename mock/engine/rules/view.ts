import type { Operation, Resource } from '../../../openapi/contract/contract.ts'
import { referredName } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'
import type { PropertyWords } from '../../../openapi/contract/words.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { stateValue } from './lifecycle.ts'

/** Operations that mint what they show; any other operation that shows a secret needs it to be kept. */
const MINTING = ['create', 'rotate', 'sign_in']

/**
 * What an operation shows of a record: the members of its schema, and its secrets where the words say so.
 * @param minted secrets that exist only now, by property
 */
export function view(context: Context, resourceName: string, row: Row, operation: Operation, minted: Row = {}): Row {
  const { resource } = context.store.collection(resourceName)
  const shown: Record<string, unknown> = {}
  for (const member of resource.members)
    shown[member] = memberOf(context, resourceName, resource, row, operation, member)
  for (const secret of resource.secrets) {
    if (resource.properties[secret]?.shown_by?.includes(operation.id)) shown[secret] = minted[secret] ?? row[secret]
  }
  return shown
}

const viewsOf = perContract((_, _operation: Operation) => new WeakMap<Row, Row>())

/**
 * The view of a row that was made before, if there is one: the same row looks the same as long as it shows nothing of
 * other rows. Lists show the same rows again and again.
 */
export function viewOnce(context: Context, resourceName: string, row: Row, operation: Operation): Row {
  const { resource } = context.store.collection(resourceName)
  if (resource.members.some(member => resource.properties[member]?.embeds !== undefined)) {
    return view(context, resourceName, row, operation)
  }
  const known = viewsOf(context.contract, operation)
  const shown = known.get(row) ?? view(context, resourceName, row, operation)
  known.set(row, shown)
  return shown
}

/** Whether a secret with these words must be kept as it is, because an operation that does not mint it shows it. */
export const isKept = perContract(({ operations }, { shown_by = [] }: PropertyWords) =>
  operations.some(({ id, does }) => shown_by.includes(id) && !MINTING.includes(does)),
)

function memberOf(
  context: Context,
  resourceName: string,
  resource: Resource,
  row: Row,
  operation: Operation,
  member: string,
): unknown {
  const words = resource.properties[member]
  if (words?.transition) return stateValue(resource, member, row)
  if (words?.embeds === undefined) return row[member]
  const target = embeddedResource(context, resourceName, member)
  const entry = context.store.collection(target).get(String(row[words.embeds]))
  return entry ? view(context, target, entry.row, operation) : null
}

/** The resource that a property's schema refers to. */
function embeddedResource(context: Context, resourceName: string, member: string): string {
  return referredName(propertiesOf(context.contract.schemas[resourceName])[member]) ?? ''
}
