/** The values in a state file: a header, a snapshot, and then one turn per line. */
import { createHash } from 'node:crypto'
import type { Contract } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import type { Engine } from '../../engine/engine.ts'
import { entryToJson, type RecordJson, restToJson, type Snapshot, type SnapshotRest } from '../../engine/snapshot.ts'
import { type RecordName, recordKey, recordName } from '../record-name.ts'
import { StateError } from './state-error.ts'

const FORMAT = 'latchkey state'
/** The version of the format. */
const VERSION = 1

/** The first line. */
export interface Header {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly system: string
  /** A hash of the contract that the state was last written under. */
  readonly contract: string
}

/** The changes of one turn of the event loop: the changed records, and everything in a snapshot except records. */
interface Turn extends SnapshotRest {
  readonly records: readonly RecordJson[]
  readonly removed: readonly RecordName[]
}

export function headerOf(contract: Contract): Header {
  const hash = createHash('sha256').update(JSON.stringify(contract)).digest('hex')
  return { format: FORMAT, version: VERSION, system: contract.system, contract: hash }
}

/** @throws {StateError} if the file has another format or version, or holds the state of another system */
export function assertHeader(file: string, header: unknown, { system }: Contract): asserts header is Header {
  if (!isObject(header) || header.format !== FORMAT)
    throw new StateError(`${file} is not a state file of Latchkey.`, 'Choose another file with --state.')
  if (header.version !== VERSION) {
    const hint =
      'The file is unchanged. Use the version of Latchkey that wrote it, or move the file away to start with a new state.'
    throw new StateError(
      `${file} has format ${header.version}. This version of Latchkey reads format ${VERSION}.`,
      hint,
    )
  }
  if (header.system !== system) {
    const hint = 'The file is unchanged. Start the server with that system, or choose another file with --state.'
    throw new StateError(`${file} holds the state of the system "${header.system}", not of "${system}".`, hint)
  }
}

export function turnOf({ context }: Engine, changed: Iterable<RecordName>): Turn {
  const records: RecordJson[] = []
  const removed: RecordName[] = []
  for (const name of changed) {
    const [resource, id] = name
    // The contract may have lost the resource while a request was running.
    if (!Object.hasOwn(context.contract.resources, resource)) continue
    const collection = context.store.collection(resource)
    const entry = collection.get(id)
    if (entry) records.push(entryToJson(collection, entry))
    else removed.push(name)
  }
  return { ...restToJson(context), records, removed }
}

/** The state after all turns. The casts rely on the checksums: every line is one that this version wrote. */
export function replay(snapshot: unknown, turns: readonly unknown[]): Snapshot {
  const { records, ...start } = snapshot as Snapshot
  const byKey = new Map(records.map(record => [recordKey(recordName(record)), record]))
  let rest: SnapshotRest = start
  for (const turn of turns) {
    const { records, removed, ...after } = turn as Turn
    for (const record of records) byKey.set(recordKey(recordName(record)), record)
    for (const name of removed) byKey.delete(recordKey(name))
    rest = after
  }
  return { ...rest, records: [...byKey.values()] }
}
