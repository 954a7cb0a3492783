/** The values in a state file: a header, a snapshot, and then one turn per line. The second line is not one of them. */
import { createHash } from 'node:crypto'
import type { Contract } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import type { Engine } from '../../engine/engine.ts'
import { entryToJson, type RecordJson, restToJson, type Snapshot, type SnapshotRest } from '../../engine/snapshot.ts'
import { type RecordName, recordKey, recordName } from '../record-name.ts'
import { StateError } from './state-error.ts'

const FORMAT = 'latchkey state'
/** The version of the format. */
const VERSION = 2

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

/** @throws {StateError} if the file has another format or version */
export function assertFormat(file: string, header: unknown): asserts header is Header {
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
}

/** @throws {StateError} if the file holds the state of another system */
export function assertSystem(file: string, header: Header, { system }: Contract): void {
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
    if (entry) records.push(entryToJson(context, collection, entry))
    else removed.push(name)
  }
  return { ...restToJson(context), records, removed }
}

/**
 * The state after all turns. The engine checks its values when it restores it.
 * @throws {StateError} if a line has another form
 */
export function replay(file: string, contract: Contract, snapshot: unknown, turns: readonly unknown[]): Snapshot {
  if (!isObject(snapshot) || !isRecords(snapshot.records)) throw malformed(file, FIRST_LINE)
  const { records, ...start } = snapshot as unknown as Snapshot
  const byKey = new Map(records.map(record => [recordKey(recordName(contract, record)), record]))
  let rest: SnapshotRest = start
  for (const [index, turn] of turns.entries()) {
    if (!isTurn(turn)) throw malformed(file, FIRST_LINE + 1 + index)
    const { records, removed, ...after } = turn
    for (const record of records) byKey.set(recordKey(recordName(contract, record)), record)
    for (const name of removed) byKey.delete(recordKey(name))
    rest = after
  }
  return { ...rest, records: [...byKey.values()] }
}

/** The line of the snapshot. */
const FIRST_LINE = 3

const isRecords = (value: unknown): value is readonly RecordJson[] =>
  Array.isArray(value) && value.every(record => isObject(record) && isString(record.resource) && isObject(record.row))

const isTurn = (value: unknown): value is Turn =>
  isObject(value) && isRecords(value.records) && Array.isArray(value.removed) && value.removed.every(isName)

const isName = (value: unknown): value is RecordName =>
  Array.isArray(value) && value.length === 2 && value.every(isString)

function malformed(file: string, line: number): StateError {
  return new StateError(
    `${file} holds no valid change in line ${line}, although its checksum matches.`,
    'The file is unchanged. Restore a copy of it, or move it away to start with a new state.',
  )
}
