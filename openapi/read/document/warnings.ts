/** Collects warnings: the same mistake in many places is one warning. */
import { escapeKey, type Keys } from '../../contract/pointer.ts'
import { locate } from './locate.ts'
import type { Origin, Place, TextFile, Warning, WarningKind } from './types.ts'

const MOST_PLACES = 20

interface Group {
  readonly kind: WarningKind
  readonly message: string
  readonly places: Place[]
  count: number
}

export class Warnings {
  readonly #groups = new Map<string, Group>()
  readonly #places = new Places()
  readonly #mostPlaces: number

  constructor(mostPlaces = MOST_PLACES) {
    this.#mostPlaces = mostPlaces
  }

  /** @param keys copied: the caller may change them afterwards */
  add(kind: WarningKind, message: string, file: TextFile, keys: Keys): void {
    const id = `${kind} ${message}`
    let group = this.#groups.get(id)
    if (!group) {
      group = { kind, message, places: [], count: 0 }
      this.#groups.set(id, group)
    }
    group.count++
    if (group.places.length < this.#mostPlaces) group.places.push(this.#places.of(file, [...keys]))
  }

  /** A warning whose position the parser has given. */
  addAt(kind: WarningKind, message: string, place: Place): void {
    this.#groups.set(`${kind} ${message} ${place.file}`, { kind, message, places: [place], count: 1 })
  }

  /** The warnings, the most frequent first. */
  get list(): readonly Warning[] {
    return [...this.#groups.values()].sort((a, b) => b.count - a.count)
  }
}

/** The places of values in files. The lines and columns in a file are computed together, when the first one is read. */
export class Places {
  readonly #positions = new Map<TextFile, Positions>()

  /** The place where a value is written. */
  of(read: TextFile, at: Keys): Place {
    const { file, keys } = originOf(read, at)
    let positions = this.#positions.get(file)
    if (!positions) {
      positions = new Positions(file.text)
      this.#positions.set(file, positions)
    }
    return new LazyPlace(file.name, keys, positions)
  }
}

function originOf(file: TextFile, keys: Keys): Origin {
  const origin = file.origin?.(keys)
  return origin ? originOf(origin.file, origin.keys) : { file, keys }
}

/** The positions in one text, all computed when the first one is read. */
class Positions {
  readonly #text: string | undefined
  readonly #wanted: Keys[] = []
  readonly #found = new Map<Keys, { readonly line: number; readonly column: number }>()

  constructor(text: string | undefined) {
    this.#text = text
  }

  want(keys: Keys): void {
    this.#wanted.push(keys)
  }

  of(keys: Keys): { readonly line: number; readonly column: number } {
    if (this.#wanted.length > 0 && this.#text !== undefined) {
      const found = locate(this.#text, this.#wanted)
      for (const [index, wanted] of this.#wanted.entries())
        this.#found.set(wanted, found[index] ?? { line: 1, column: 1 })
      this.#wanted.length = 0
    }
    return this.#found.get(keys) ?? { line: 1, column: 1 }
  }
}

class LazyPlace implements Place {
  readonly file: string
  readonly #keys: Keys
  readonly #positions: Positions

  constructor(file: string, keys: Keys, positions: Positions) {
    this.file = file
    this.#keys = keys
    this.#positions = positions
    positions.want(keys)
  }

  get line(): number {
    return this.#positions.of(this.#keys).line
  }

  get column(): number {
    return this.#positions.of(this.#keys).column
  }

  get pointer(): string {
    return ['#', ...this.#keys.map(escapeKey)].join('/')
  }
}
