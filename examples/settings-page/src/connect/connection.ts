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

/** A place, or the error if there is none. */
type Found = Place | Error

/** Finds the systems that can be selected. */
export class Connection {
  /** The first one is the default. */
  readonly systems: readonly SystemId[]
  /** The URL of the documentation; undefined if the server has none. */
  readonly docs: string | undefined
  readonly #find: Find
  readonly #places = new Map<SystemId, Found | Promise<Found>>()
  /** The newest search for each system. */
  readonly #finding = new Map<SystemId, Promise<Found>>()
  readonly #listeners = new Set<() => void>()

  constructor(systems: readonly SystemId[], find: Find, docs?: string) {
    this.systems = systems
    this.docs = docs
    this.#find = find
  }

  /** The system with this id, or else the default one. */
  systemOf(id: string | null): SystemId | undefined {
    return this.systems.find(system => system === id) ?? this.systems[0]
  }

  /**
   * The place of a system, or the error if it has none; a promise until it is found. Returns the same value until
   * `forget` is called.
   */
  placeOf(system: SystemId): Found | Promise<Found> {
    const known = this.#places.get(system)
    if (known) return known
    const finding = this.#find(system, () => {
      if (this.#finding.get(system) === finding) this.forget(system)
    }).catch((error: Error) => error)
    this.#finding.set(system, finding)
    this.#places.set(system, finding)
    void finding.then(found => {
      if (this.#places.get(system) === finding) this.#places.set(system, found)
    })
    return finding
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
