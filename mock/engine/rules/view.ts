import type { Contract, Operation, Resource } from '../../../openapi/generate/contract.ts'
import type { PropertyWords } from '../../../openapi/vocabulary/words.ts'
import type { Context } from '../context.ts'
import type { Row } from '../types.ts'
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

/** By contract, too: one may be made from parts of another. */
const views = new WeakMap<Contract, WeakMap<Operation, WeakMap<Row, Row>>>()

/**
 * The view of a row that was made before, if there is one: the same row looks the same as long as it shows nothing of
 * other rows. Lists show the same rows again and again.
 */
export function viewOnce(context: Context, resourceName: string, row: Row, operation: Operation): Row {
  const { resource } = context.store.collection(resourceName)
  if (resource.members.some(member => resource.properties[member]?.embeds !== undefined)) {
    return view(context, resourceName, row, operation)
  }
  const ofContract = views.get(context.contract) ?? new WeakMap<Operation, WeakMap<Row, Row>>()
  views.set(context.contract, ofContract)
  const known = ofContract.get(operation) ?? new WeakMap<Row, Row>()
  ofContract.set(operation, known)
  const shown = known.get(row) ?? view(context, resourceName, row, operation)
  known.set(row, shown)
  return shown
}

/** Whether a secret must be kept as it is, because an operation that does not mint it shows it. */
export function isKept(context: Context, resource: Resource, secret: string): boolean {
  const words = resource.properties[secret]
  if (!words) return false
  const known = kept.get(context.contract) ?? new Map<PropertyWords, boolean>()
  kept.set(context.contract, known)
  let isShownLater = known.get(words)
  if (isShownLater === undefined) {
    const shownBy = words.shown_by ?? []
    isShownLater = context.contract.operations.some(({ id, does }) => shownBy.includes(id) && !MINTING.includes(does))
    known.set(words, isShownLater)
  }
  return isShownLater
}

const kept = new WeakMap<Contract, Map<PropertyWords, boolean>>()

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
  const properties = context.contract.schemas[resourceName]?.properties as Record<string, { $ref?: string }> | undefined
  return properties?.[member]?.$ref?.split('/').at(-1) ?? ''
}
