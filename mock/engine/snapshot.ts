import { isObject, type JsonObject } from '../../openapi/contract/json.ts'
import type { Entry, Row } from '../../openapi/vocabulary/engine/record.ts'
import type { Context } from './context.ts'
import { allSecretNames, isSecretName } from './secret-names.ts'
import type { Collection } from './store/collection.ts'
import { type Masks, masksOf } from './values/mask.ts'

/** The version of the snapshot format. */
export const SNAPSHOT_VERSION = 1

/**
 * The whole state of a mock as plain JSON. It can be written to a file and restored in another mock of the same system.
 * It holds no secrets: a credential is its SHA-256 and its position in the stream of the seed. Answers stored for
 * idempotency keys hold secrets and are left out.
 */
export interface Snapshot extends SnapshotRest {
  readonly records: readonly RecordJson[]
}

/** A snapshot without its records. */
export interface SnapshotRest {
  readonly version: typeof SNAPSHOT_VERSION
  /** The id of the system. */
  readonly system: string
  readonly seed: number
  /** The time of a frozen clock, in milliseconds since 1970; null if the clock follows the real time. */
  readonly clock: number | null
  /** How many values were drawn from each stream of the seed. */
  readonly counters: Readonly<Record<string, number>>
  /** How many records of each resource were created. */
  readonly sequences: Readonly<Record<string, number>>
}

/** One stored record without its secrets. */
export interface RecordJson extends Omit<Entry, 'id'> {
  readonly resource: string
}

export function takeSnapshot(context: Context): Snapshot {
  const records = [...context.store.collections()].flatMap(collection =>
    [...collection.entries()].map(entry => entryToJson(context, collection, entry)),
  )
  return { ...restToJson(context), records }
}

export function restToJson({ contract, random, clock, store }: Context): SnapshotRest {
  const sequences = [...store.collections()].map(({ name, sequence }) => [name, sequence] as const)
  return {
    version: SNAPSHOT_VERSION,
    system: contract.system,
    seed: random.seed,
    clock: clock.fixed,
    counters: { ...random.counters },
    sequences: Object.fromEntries(sequences.filter(([, sequence]) => sequence > 0)),
  }
}

/** A record for a snapshot: a copy that shares nothing with the store. */
export function entryToJson({ contract }: Context, collection: Collection, { id: _, row, ...rest }: Entry): RecordJson {
  const { secrets, identity } = collection.resource
  if (contract.lenient) {
    const kept = withoutSecrets(row, allSecretNames(contract), masksOf(contract), identity?.property)
    return JSON.parse(JSON.stringify({ resource: collection.name, ...rest, row: kept })) as RecordJson
  }
  const shown = Object.fromEntries(Object.entries(row).filter(([member]) => !secrets.includes(member)))
  return JSON.parse(JSON.stringify({ resource: collection.name, ...rest, row: shown })) as RecordJson
}

/** A row of a document without written rules, without members that are named, or look, like secrets. */
function withoutSecrets(row: Row, names: ReadonlySet<string>, { text }: Masks, id: string | undefined): Row {
  const isKept = (name: string, value: unknown) =>
    !isSecretName(name, names) && !(typeof value === 'string' && text(value) !== value)
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    return isObject(value) ? withoutMembers(value) : value
  }
  const withoutMembers = (object: JsonObject) =>
    Object.fromEntries(
      Object.entries(object).flatMap(([name, value]) => (isKept(name, value) ? [[name, copy(value)]] : [])),
    )
  return { ...withoutMembers(row), ...(id !== undefined && { [id]: row[id] }) }
}
