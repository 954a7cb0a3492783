import type { Entry } from '../../openapi/vocabulary/engine/record.ts'
import type { Context } from './context.ts'
import type { Collection } from './store/collection.ts'

/** Of what snapshots look like. */
export const SNAPSHOT_VERSION = 1

/**
 * All that a mock remembers, as plain JSON: what can be written to a file, and restored in another mock of the same system.
 * It holds no secret: of a credential there is its SHA-256, and which value of the seed's stream it was made from.
 * Answers kept for repeated idempotency keys hold secrets, and are left out.
 */
export interface Snapshot extends SnapshotRest {
  readonly records: readonly RecordJson[]
}

/** What a snapshot says besides the records. */
export interface SnapshotRest {
  readonly version: typeof SNAPSHOT_VERSION
  /** The id of the system. */
  readonly system: string
  readonly seed: number
  /** Where the clock stands still, in milliseconds since 1970; null where it follows the real time. */
  readonly clock: number | null
  /** How many values of each stream of the seed are drawn. */
  readonly counters: Readonly<Record<string, number>>
  /** How many records of each resource there have been. */
  readonly sequences: Readonly<Record<string, number>>
}

/** One record with what is kept besides, less its secrets. */
export interface RecordJson extends Omit<Entry, 'id'> {
  readonly resource: string
}

export function takeSnapshot(context: Context): Snapshot {
  const records = [...context.store.collections()].flatMap(collection =>
    [...collection.entries()].map(entry => entryToJson(collection, entry)),
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

/** One record as a snapshot holds it; a copy, which shares nothing with the store. */
export function entryToJson(collection: Collection, { id: _, row, ...rest }: Entry): RecordJson {
  const { secrets } = collection.resource
  const shown = Object.fromEntries(Object.entries(row).filter(([member]) => !secrets.includes(member)))
  return JSON.parse(JSON.stringify({ resource: collection.name, ...rest, row: shown })) as RecordJson
}
