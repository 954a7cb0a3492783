import { BTree } from './b-tree.ts'

/** A record for which something is due. What happens is decided by its state at that time. */
export interface Timer {
  readonly resource: string
  readonly id: string
  readonly kind: 'expiry' | 'retirement' | 'move'
}

type Key = readonly [at: number, seq: number]

/** Timers in the order in which they are due. A record has at most one of each kind. */
export class Timers {
  readonly #queue = new BTree<Key, Timer>(undefined, (one, other) => one[0] - other[0] || one[1] - other[1])
  readonly #keys = new Map<string, Key>()
  #seq = 0

  get size(): number {
    return this.#keys.size
  }

  /**
   * Sets a timer in place of the one that the record has.
   * @param at undefined to remove it
   */
  schedule(at: number | undefined, timer: Timer): void {
    const name = nameOf(timer)
    const before = this.#keys.get(name)
    if (before) this.#queue.delete(before)
    if (at === undefined) {
      this.#keys.delete(name)
      return
    }
    const key: Key = [at, ++this.#seq]
    this.#keys.set(name, key)
    this.#queue.set(key, timer)
  }

  /** Removes and returns the first timer that is due, with the time at which it was due. */
  next(now: number): { at: number; timer: Timer } | undefined {
    const key = this.#queue.minKey()
    if (key === undefined || key[0] > now) return undefined
    const timer = this.#queue.get(key)
    this.#queue.delete(key)
    if (timer) this.#keys.delete(nameOf(timer))
    return timer && { at: key[0], timer }
  }
}

const nameOf = ({ resource, id, kind }: Timer) => `${kind} ${resource} ${id}`
