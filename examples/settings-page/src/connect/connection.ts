import type { Fetch, SystemId } from 'latchkey'

/** Where a system is. */
export interface Place {
  /** With the base path of the API. */
  readonly baseUrl: string
  /** What sends the requests; the browser's own unless said. */
  readonly fetch?: Fetch
}

/**
 * Finds a system, or makes one.
 * @param onLost to be called where it turns out to be there no longer
 */
type Find = (system: SystemId, onLost: () => void) => Promise<Place>

/** How the page reaches the shops of the systems that can be chosen. */
export class Connection {
  /** The first one is that of a page without a choice. */
  readonly systems: readonly SystemId[]
  readonly #find: Find
  readonly #places = new Map<SystemId, Promise<Place | Error>>()
  readonly #listeners = new Set<() => void>()

  constructor(systems: readonly SystemId[], find: Find) {
    this.systems = systems
    this.#find = find
  }

  /** The place of a system, or why it has none: the same promise until it is forgotten. */
  placeOf(system: SystemId): Promise<Place | Error> {
    const known = this.#places.get(system)
    if (known) return known
    const place = this.#find(system, () => {
      if (this.#places.get(system) === place) this.forget(system)
    }).catch((error: Error) => error)
    this.#places.set(system, place)
    return place
  }

  /** Has the place found anew. */
  forget(system: SystemId): void {
    this.#places.delete(system)
    for (const listener of this.#listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
