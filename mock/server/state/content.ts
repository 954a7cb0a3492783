/** What the lines of a state file say. */
import { createHash } from 'node:crypto'
import type { Contract } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import type { Engine } from '../../engine/engine.ts'
import { entryToJson, type RecordJson, restToJson, type Snapshot, type SnapshotRest } from '../../engine/snapshot.ts'
import { StateError } from './state-error.ts'

const FORMAT = 'latchkey state'
/** Of what the lines look like. */
const VERSION = 1

/** The first line. */
export interface Header {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly system: string
  /** A hash of the contract that the state was last kept under. */
  readonly contract: string
}

/** Names a record. */
export type RecordName = readonly [resource: string, id: string]

/** A line of what happened in one turn: the records that changed as they are now, and all that is no record. */
interface Turn extends SnapshotRest {
  readonly records: readonly RecordJson[]
  readonly removed: readonly RecordName[]
}

export function headerOf(contract: Contract): Header {
  const hash = createHash('sha256').update(JSON.stringify(contract)).digest('hex')
  return { format: FORMAT, version: VERSION, system: contract.system, contract: hash }
}

/** @throws {StateError} where the file is not what this version writes for this system */
export function checkHeader(file: string, header: unknown, { system }: Contract): asserts header is Header {
  if (!isObject(header) || header.format !== FORMAT)
    throw new StateError(`${file} is no state file of Latchkey.`, 'Choose another file with --state.')
  if (header.version !== VERSION) {
    const hint = 'It was left as it is. Use the version of Latchkey that wrote it, or move it away to start anew.'
    throw new StateError(`${file} is of format ${header.version}; this version reads format ${VERSION}.`, hint)
  }
  if (header.system !== system) {
    const hint = `It was left as it is. Start with that system, or choose another file with --state.`
    throw new StateError(`${file} holds the state of the system "${header.system}", not of "${system}".`, hint)
  }
}

export function turnOf({ context }: Engine, changed: Iterable<RecordName>): Turn {
  const records: RecordJson[] = []
  const removed: RecordName[] = []
  for (const name of changed) {
    // A request that was under way when the contract changed may speak of a resource that is gone.
    if (!Object.hasOwn(context.contract.resources, name[0])) continue
    const collection = context.store.collection(name[0])
    const entry = collection.get(name[1])
    if (entry) records.push(entryToJson(collection, entry))
    else removed.push(name)
  }
  return { ...restToJson(context), records, removed }
}

/** The state after all turns. The lines are as they were written: their checksums have been checked. */
export function replay(snapshot: unknown, turns: readonly unknown[]): Snapshot {
  const { records, ...start } = snapshot as Snapshot
  const byName = new Map(records.map(record => [keyOf(nameOf(record)), record]))
  let rest: SnapshotRest = start
  for (const turn of turns) {
    const { records, removed, ...after } = turn as Turn
    for (const record of records) byName.set(keyOf(nameOf(record)), record)
    for (const name of removed) byName.delete(keyOf(name))
    rest = after
  }
  return { ...rest, records: [...byName.values()] }
}

const nameOf = ({ resource, row }: RecordJson): RecordName => [resource, String(row.id)]

export const keyOf = ([resource, id]: RecordName): string => `${resource} ${id}`
