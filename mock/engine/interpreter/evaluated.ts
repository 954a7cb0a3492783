/** The members and items of a value that keywords have looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
export class Evaluated {
  properties: Set<string> | 'all' = new Set()
  /** How many items from the first one on. */
  items = 0
  /** The indexes of others. */
  readonly #others = new Set<number>()

  addProperties(names: Iterable<string>): void {
    if (this.properties === 'all') return
    for (const name of names) this.properties.add(name)
  }

  addItems(count: number): void {
    this.items = Math.max(this.items, count)
  }

  addItem(index: number): void {
    this.#others.add(index)
  }

  hasItem(index: number): boolean {
    return index < this.items || this.#others.has(index)
  }

  add(other: Evaluated): void {
    const { properties, items } = other
    this.addItems(items)
    for (const index of other.#others) this.addItem(index)
    if (properties === 'all') this.properties = 'all'
    else this.addProperties(properties)
  }

  hasProperty(name: string): boolean {
    return this.properties === 'all' || this.properties.has(name)
  }
}
