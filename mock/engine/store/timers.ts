import { BTree } from './b-tree.ts'

/** A record for which something is due. What happens is decided by its state at that time. */
export interface Timer {
  readonly resource: string
  readonly id: string
}

/** Timers in the order in which they are due. A timer whose record has changed is harmless, because the record decides. */
export class Timers {
  readonly #queue = new BTree<readonly [at: number, seq: number], Timer>(
    undefined,
    (one, other) => one[0] - other[0] || one[1] - other[1],
  )
  #seq = 0

  schedule(at: number, timer: Timer): void {
    this.#queue.set([at, ++this.#seq], timer)
  }

  /** Removes and returns the first timer that is due, with the time at which it was due. */
  next(now: number): { at: number; timer: Timer } | undefined {
    const key = this.#queue.minKey()
    if (key === undefined || key[0] > now) return undefined
    const timer = this.#queue.get(key)
    this.#queue.delete(key)
    return timer && { at: key[0], timer }
  }
}
