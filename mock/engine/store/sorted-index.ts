import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { BTree } from './b-tree.ts'

/** The position of a row in a sort order: the sorted value, then the order of creation. */
export type Position = readonly [value: unknown, seq: number]

/** The entries of one partition in the order of one property. A page costs the same for any number of entries. */
export class SortedIndex {
  readonly #field: string
  readonly #compare: Compare
  readonly #tree: InstanceType<typeof BTree<Position, Entry>>
  /** All entries in order, once a list has asked for them. */
  #all: Entry[] | undefined

  /** @param isDictionary whether the property sorts as in a dictionary: names, and values whose case does not matter */
  constructor(field: string, entries: Iterable<Entry>, isDictionary = false) {
    this.#field = field
    this.#compare = isDictionary ? compareWords : compareCodeUnits
    this.#tree = new BTree<Position, Entry>(undefined, this.#compare)
    for (const entry of entries) this.add(entry)
  }

  position(entry: Entry): Position {
    return [entry.row[this.#field] ?? null, entry.seq]
  }

  /** All entries in ascending order. A new last entry is added to the same list. */
  get all(): readonly Entry[] {
    this.#all ??= [...this.walk(undefined, false)]
    return this.#all
  }

  add(entry: Entry): void {
    const position = this.position(entry)
    const last = this.#all?.at(-1)
    if (last && this.#compare(this.position(last), position) < 0) this.#all?.push(entry)
    else this.#all = undefined
    this.#tree.set(position, entry)
  }

  remove(entry: Entry): void {
    this.#all = undefined
    this.#tree.delete(this.position(entry))
  }

  /** The entries after a position (or from the start), ascending or descending. */
  *walk(after: Position | undefined, descending: boolean): Generator<Entry> {
    const pairs = descending
      ? this.#tree.entriesReversed(after, undefined, after !== undefined)
      : this.#tree.entries(after)
    for (const [position, entry] of pairs) {
      if (after === undefined || this.#compare(position, after) !== 0) yield entry
    }
  }
}

export function isPosition(parts: readonly unknown[]): parts is Position {
  const [value, seq] = parts
  return parts.length === 2 && (value === null || typeof value !== 'object') && typeof seq === 'number'
}

type Compare = (one: Position, other: Position) => number

const compareCodeUnits: Compare = (one, other) =>
  compareValues(one[0], other[0], (text, next) => (text < next ? -1 : 1)) || one[1] - other[1]

const compareWords: Compare = (one, other) => compareValues(one[0], other[0], inEnglish) || one[1] - other[1]

let collator: Intl.Collator | undefined

/** English, whatever the language of the machine, so that a mock answers the same everywhere. Its rules take 5 ms to load. */
function inEnglish(one: string, other: string): number {
  collator ??= new Intl.Collator('en')
  return collator.compare(one, other)
}

/** Null first, numbers by value, text as given. */
function compareValues(one: unknown, other: unknown, compareTexts: (one: string, other: string) => number): number {
  if (one === other) return 0
  if (one === null) return -1
  if (other === null) return 1
  if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other)
  return (one as string | number) < (other as string | number) ? -1 : 1
}
