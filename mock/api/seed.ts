import { isObject } from '../../openapi/contract/json.ts'
import type { Row } from '../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import { guard as guardLimits } from '../../openapi/vocabulary/words/limits.ts'
import type { Context } from '../engine/context.ts'
import { view } from '../engine/rules/view.ts'
import type { Collection } from '../engine/store/collection.ts'
import { type Inserted, insertNew } from '../engine/store/insert-new.ts'
import { maskSecrets } from '../engine/values/mask.ts'
import { fixtureRow } from './fixture-row.ts'
import { printedAs } from './printed.ts'
import { SeedError } from './seed-error.ts'

interface Added extends Inserted {
  readonly collection: Collection
}

/**
 * Adds a record as the system would make it.
 * @param now milliseconds since 1970: when it is made
 * @throws {SeedError} all that is wrong with the row
 * @throws {Refusal} where a limit or its state refuses it
 */
export function addRow(context: Context, collection: Collection, values: Row, now: number): Added {
  const row = fixtureRow(context, collection, values, now)
  guardLimits(context, { changes: [{ does: 'insert', resource: collection.name, after: row }] })
  return { collection, ...insertNew(context, collection, row) }
}

/**
 * Adds records, or nothing.
 * @param fixtures rows by resource
 * @returns what the system shows of them, with their secrets, by resource
 * @throws {SeedError} all that is wrong with all rows
 */
export function seed(context: Context, fixtures: object): Record<string, Row[]> {
  if (!isObject(fixtures)) throw new SeedError(['what is given must be an object with lists of rows, by resource'])
  const undo = undoOf(context)
  const added: Added[] = []
  const problems = Object.entries(fixtures).flatMap(([name, rows]) => addRows(context, name, rows, added))
  if (problems.length > 0) {
    for (const { collection, entry } of added.toReversed()) context.store.remove(collection, entry)
    undo()
    throw new SeedError(problems)
  }
  const seeded = Object.fromEntries(Object.keys(context.contract.resources).map(name => [name, [] as Row[]]))
  for (const record of added) seeded[record.collection.name]?.push(show(context, record))
  return seeded
}

function addRows(context: Context, name: string, rows: unknown, added: Added[]): readonly string[] {
  const { resources } = context.contract
  if (!Object.hasOwn(resources, name)) return [`${name} is no resource; there are ${Object.keys(resources).join(', ')}`]
  if (!Array.isArray(rows)) return [`${name} must be a list of rows`]
  const collection = context.store.collection(name)
  return rows.flatMap((row: Row, index) => {
    try {
      added.push(addRow(context, collection, row, context.clock.now))
      return []
    } catch (thrown) {
      return problemsOf(thrown).map(problem => `${name}[${index}]${problem.startsWith('/') ? '' : ' '}${problem}`)
    }
  })
}

function problemsOf(thrown: unknown): readonly string[] {
  if (thrown instanceof SeedError) return thrown.problems
  if (thrown instanceof Refusal) return [`is refused (${thrown.code}): ${thrown.detail}`]
  // A function or a symbol: what no record can hold cannot be copied.
  if (thrown instanceof DOMException) return [`is no row: ${thrown.message}`]
  throw thrown
}

/** What takes back that ids and secrets were drawn and places given. */
function undoOf({ random, store }: Context): () => void {
  const counters = { ...random.counters }
  const sequences = [...store.collections()].map(collection => [collection, collection.sequence] as const)
  return () => {
    random.counters = counters
    for (const [collection, sequence] of sequences) collection.sequence = sequence
  }
}

function show(context: Context, { collection: { name }, entry, secrets }: Added): Row {
  const { operations } = context.contract
  const operation = operations.find(({ resource }) => resource === name) ?? operations[0]
  const shown = operation ? view(context, name, entry.row, operation) : entry.row
  const masked = Object.entries(secrets).map(([member, secret]) => [member, maskSecrets(String(secret))])
  return printedAs({ ...shown, ...secrets }, { ...shown, ...Object.fromEntries(masked) })
}
