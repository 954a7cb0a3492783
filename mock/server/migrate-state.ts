import type { Contract } from '../../openapi/contract/contract.ts'
import type { Context } from '../engine/context.ts'
import { rowSchema } from '../engine/described/row-schema.ts'
import type { Engine } from '../engine/engine.ts'
import { entryFromJson, hasTenant, isTenant } from '../engine/restore.ts'
import type { RecordJson, Snapshot } from '../engine/snapshot.ts'
import { SnapshotError } from '../engine/snapshot-error.ts'
import { recordKey, recordName } from './record-name.ts'

/**
 * Copies the state of one engine to an engine with another contract. A record is kept if the new contract has its
 * resource and its schema allows it. Seed records that do not fit, and new ones, are taken from the new contract.
 * @returns how many records did not fit, by resource
 */
export function migrateState(from: Engine, to: Engine): ReadonlyMap<string, number> {
  const { contract } = to.context
  const before = from.snapshot()
  const seeded = to.snapshot()
  const { records: _, sequences: __, ...rest } = before
  // Records are checked against the state of the random generator, so that is restored first.
  to.restore({ ...rest, system: contract.system, sequences: {}, records: [] })
  const fitting = before.records.filter(record => fits(to, record))
  const dropped = Map.groupBy(
    before.records.filter(record => !fitting.includes(record)),
    ({ resource }) => resource,
  )
  const sequences = Object.fromEntries(
    Object.entries(before.sequences).filter(([resource]) => Object.hasOwn(contract.resources, resource)),
  )
  const added = newSeeds(from.context.contract, contract, before, seeded, fitting).map(record => {
    const seq = (sequences[record.resource] ?? 0) + 1
    sequences[record.resource] = seq
    return { ...record, seq }
  })
  const all = [...fitting, ...added]
  const tenants = new Set(all.filter(record => isTenant(contract, record)).map(({ row }) => row.id))
  const records = all.filter(record => hasTenant(contract, record, tenants))
  to.restore({ ...rest, system: contract.system, sequences, records })
  return new Map([...dropped].map(([resource, records]) => [resource, records.length]))
}

function fits({ context }: Engine, record: RecordJson): boolean {
  if (!Object.hasOwn(context.contract.resources, record.resource)) return false
  try {
    entryFromJson(context, context.store.collection(record.resource), record)
    return !context.contract.lenient?.checksRequests || isAllowed(context, record)
  } catch (error) {
    if (error instanceof SnapshotError) return false
    throw error
  }
}

/** Whether a document without written rules allows the members of a record. */
function isAllowed({ contract, schemas }: Context, { resource, row }: RecordJson): boolean {
  const { properties } = rowSchema(contract, resource)
  return Object.entries(properties).every(
    ([name, schema]) => !Object.hasOwn(row, name) || schemas.checkResponse(schema, row[name]) === undefined,
  )
}

/** The seed records of the new contract that the old one lacked or that did not fit. Deleted records stay deleted. */
function newSeeds(
  old: Contract,
  contract: Contract,
  before: Snapshot,
  { records }: Snapshot,
  fitting: readonly RecordJson[],
): readonly RecordJson[] {
  const existed = keysOf(old, before.records)
  const kept = keysOf(contract, fitting)
  const wasSeeded = new Set(
    Object.entries(old.resources).flatMap(([resource, { seed = [] }]) =>
      seed.map(row => recordKey([resource, String(row.id)])),
    ),
  )
  return records.filter(record => {
    const key = keyIn(contract, record)
    return !kept.has(key) && (existed.has(key) || !wasSeeded.has(key))
  })
}

function keysOf(contract: Contract, records: readonly RecordJson[]): ReadonlySet<string> {
  return new Set(records.map(record => keyIn(contract, record)))
}

const keyIn = (contract: Contract, record: RecordJson): string => recordKey(recordName(contract, record))
