import type { Contract } from '../../openapi/contract/contract.ts'
import type { Engine } from '../engine/engine.ts'
import { entryFromJson } from '../engine/restore.ts'
import type { RecordJson, Snapshot } from '../engine/snapshot.ts'
import { SnapshotError } from '../engine/snapshot-error.ts'

/**
 * Takes the state of an engine over into one of another contract, as far as it fits: the records of resources that it
 * has, and whose schemas they keep. Seeded records that do not fit, and new ones, are as the new contract seeds them.
 * @returns how many records of which resource did not fit
 */
export function carryOver(from: Engine, to: Engine): ReadonlyMap<string, number> {
  const { contract } = to.context
  const before = from.snapshot()
  const seeded = to.snapshot()
  const { records: _, sequences: __, ...rest } = before
  // First what secrets are drawn from, which records are checked against.
  to.restore({ ...rest, system: contract.system, sequences: {}, records: [] })
  const fitting = before.records.filter(record => fits(to, record))
  const dropped = Map.groupBy(
    before.records.filter(record => !fitting.includes(record)),
    ({ resource }) => resource,
  )
  const sequences = Object.fromEntries(
    Object.entries(before.sequences).filter(([resource]) => Object.hasOwn(contract.resources, resource)),
  )
  const added = newSeeds(from.context.contract, before, seeded, fitting).map(record => {
    const seq = (sequences[record.resource] ?? 0) + 1
    sequences[record.resource] = seq
    return { ...record, seq }
  })
  to.restore({ ...rest, system: contract.system, sequences, records: [...fitting, ...added] })
  return new Map([...dropped].map(([resource, records]) => [resource, records.length]))
}

function fits({ context }: Engine, record: RecordJson): boolean {
  if (!Object.hasOwn(context.contract.resources, record.resource)) return false
  try {
    entryFromJson(context, context.store.collection(record.resource), record)
    return true
  } catch (error) {
    if (error instanceof SnapshotError) return false
    throw error
  }
}

/** What the new contract seeds that the old one did not, or that did not fit; what was deleted since stays so. */
function newSeeds(
  old: Contract,
  before: Snapshot,
  { records }: Snapshot,
  fitting: readonly RecordJson[],
): readonly RecordJson[] {
  const names = (records: readonly RecordJson[]) => new Set(records.map(nameOf))
  const [was, stays] = [names(before.records), names(fitting)]
  const wasSeeded = new Set(
    Object.entries(old.resources).flatMap(([resource, { seed = [] }]) => seed.map(row => `${resource} ${row.id}`)),
  )
  return records.filter(record => {
    const name = nameOf(record)
    return !stays.has(name) && (was.has(name) || !wasSeeded.has(name))
  })
}

const nameOf = ({ resource, row }: RecordJson) => `${resource} ${row.id}`
