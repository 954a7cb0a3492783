/** The records of shaped operations as their responses show them. */
import type { Operation, Resource } from '../../../openapi/contract/contract.ts'
import { defined, isObject } from '../../../openapi/contract/json.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { view } from '../rules/view.ts'
import { dialectOf } from '../wire/dialect.ts'
import { keepJson } from '../wire/kept-json.ts'
import { CREATED } from './changes.ts'
import { completed, shownSchema, visible } from './show.ts'

const shownBy = perContract((_, _operation: Operation) => new WeakMap<Row, object>())

/**
 * A record as the operation shows it. Rows never change in place, so each is completed and written once.
 * @param minted secrets that are available only now, by property
 */
export function shownRecord(context: Context, operation: Operation, entry: Entry, minted?: Row): unknown {
  const known = shownBy(context.contract, operation)
  const earlier = minted === undefined ? known.get(entry.row) : undefined
  if (earlier) return earlier
  const isKept = minted === undefined && isOfRowAlone(context.contract.resources[operation.resource ?? ''])
  const shown = completedRecord(context, operation, entry, minted)
  if (isKept && isObject(shown)) {
    known.set(entry.row, shown)
    keepJson(shown)
  }
  return shown
}

/** Whether what a record shows follows from its row, not from other records. */
function isOfRowAlone(resource: Resource | undefined): boolean {
  return Object.values(resource?.derived ?? {}).every(how => how === 'transition')
}

function completedRecord(context: Context, operation: Operation, { id, row }: Entry, minted: Row = {}): unknown {
  const { contract } = context
  const name = operation.resource ?? ''
  const resource = contract.resources[name]
  const known = resource?.members.length ? knownMembers(context, resource, name, row, operation, minted) : visible(row)
  const schema = shownSchema(contract.schemas, operation)
  const isSparse = row[CREATED] === true || resource?.isRuled === true
  const { omitsNulls } = dialectOf(contract)
  const value = completed(context, schema, omitsNulls ? withoutNulls(known) : known, `${name} ${id}`, isSparse)
  if (!isObject(value)) return value
  const isShown = (member: string) => !resource?.secrets.includes(member) || Object.hasOwn(known, member)
  // A null of the record may not be allowed where nulls are left out, so that another value stands there.
  const isNull = (member: string, one: unknown) =>
    one === null || (Object.hasOwn(known, member) && known[member] === null)
  const members = Object.entries(value).filter(
    ([member, one]) => isShown(member) && !(omitsNulls && isNull(member, one)),
  )
  return Object.fromEntries(members)
}

/** A row without the members that are null. */
export function withoutNulls(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

/** What keywords say of a record, and what else was written. */
function knownMembers(
  context: Context,
  resource: Resource,
  name: string,
  row: Row,
  operation: Operation,
  minted: Row,
): Row {
  const { owner, secrets, hashed, members } = resource
  const inner = [...Object.values(owner ?? {}), ...secrets, ...hashed]
  const written = Object.entries(visible(row)).filter(
    ([member]) => members.includes(member) || !(inner.includes(member) || resource.isRuled),
  )
  return { ...Object.fromEntries(written), ...defined(view(context, name, row, operation, minted)) }
}
