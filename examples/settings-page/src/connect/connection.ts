import type { Fetch, SystemId } from 'latchkey'

/** The address of a system. */
export interface Place {
  /** Includes the base path of the API. */
  readonly baseUrl: string
  /** Sends the requests; defaults to the browser's `fetch`. */
  readonly fetch?: Fetch
}

/**
 * Finds a system, or creates one.
 * @param onLost called when the system no longer exists
 */
type Find = (system: SystemId, onLost: () => void) => Promise<Place>

/** Finds the systems that can be selected. */
export class Connection {
  /** The first one is the default. */
  readonly systems: readonly SystemId[]
  /** The URL of the documentation; undefined if the server has none. */
  readonly docs: string | undefined
  readonly #find: Find
  readonly #places = new Map<SystemId, Promise<Place | Error>>()
  readonly #listeners = new Set<() => void>()

  constructor(systems: readonly SystemId[], find: Find, docs?: string) {
    this.systems = systems
    this.docs = docs
    this.#find = find
  }

  /** The place of a system, or the error if it has none. Returns the same promise until `forget` is called. */
  placeOf(system: SystemId): Promise<Place | Error> {
    const known = this.#places.get(system)
    if (known) return known
    const place = this.#find(system, () => {
      if (this.#places.get(system) === place) this.forget(system)
    }).catch((error: Error) => error)
    this.#places.set(system, place)
    return place
  }

  /** Makes the next `placeOf` find the place again. */
  forget(system: SystemId): void {
    this.#places.delete(system)
    for (const listener of this.#listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
