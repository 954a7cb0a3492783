import { BTree } from './b-tree.ts'

/** What is due at a time: which record, of which resource. The store looks up what then happens to it. */
export interface Timer {
  readonly resource: string
  readonly id: string
}

/** Timers in the order in which they are due. One whose record has changed since is harmless: the record decides. */
export class Timers {
  readonly #queue = new BTree<readonly [at: number, seq: number], Timer>(
    undefined,
    (one, other) => one[0] - other[0] || one[1] - other[1],
  )
  #seq = 0

  schedule(at: number, timer: Timer): void {
    this.#queue.set([at, ++this.#seq], timer)
  }

  /** Takes the first timer that is due by now, with the time it was due at. */
  next(now: number): { at: number; timer: Timer } | undefined {
    const key = this.#queue.minKey()
    if (key === undefined || key[0] > now) return undefined
    const timer = this.#queue.get(key)
    this.#queue.delete(key)
    return timer && { at: key[0], timer }
  }
}
