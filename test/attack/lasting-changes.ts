import type { EngineChange } from '../../mock/engine/engine.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { Entry, Row } from '../../openapi/vocabulary/engine/record.ts'

/** Counts the changes of the records, without those that note the use of a credential. */
export class LastingChanges {
  readonly #touched: ReadonlySet<string>
  readonly #rows = new WeakMap<Entry, Row>()
  count = 0

  constructor({ schemes }: Contract) {
    this.#touched = new Set(
      Object.values(schemes).flatMap(scheme => ('touch' in scheme && scheme.touch ? [scheme.touch] : [])),
    )
  }

  /** Remembers a record, to compare it with what it becomes. */
  watch(entry: Entry): void {
    this.#rows.set(entry, entry.row)
  }

  /** Must be called at each change. */
  add(change: EngineChange): void {
    if (!('entry' in change)) return
    const { does, entry } = change
    const before = this.#rows.get(entry)
    if (does !== 'replace' || !before || this.#differs(before, entry.row)) this.count++
    this.watch(entry)
  }

  #differs(before: Row, after: Row): boolean {
    return Object.keys({ ...before, ...after }).some(name => before[name] !== after[name] && !this.#touched.has(name))
  }
}
