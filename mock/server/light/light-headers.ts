/** The headers of a request, without those of `fetch`. */

/** Reads single headers as `Headers` does. For all else it becomes real ones. */
export class LightHeaders {
  readonly #raw: readonly string[]
  #real: Headers | undefined

  /** @param raw names and values in turn, as Node.js has them */
  constructor(raw: readonly string[]) {
    this.#raw = raw
  }

  get(name: string): string | null {
    if (this.#real) return this.#real.get(name)
    const key = name.toLowerCase()
    let value: string | null = null
    for (let at = 0; at < this.#raw.length; at += 2) {
      const raw = this.#raw[at]
      if (raw?.length !== key.length || raw.toLowerCase() !== key) continue
      const own = this.#raw[at + 1] ?? ''
      value = value === null ? own : value + (key === 'cookie' ? '; ' : ', ') + own
    }
    return value
  }

  has(name: string): boolean {
    return this.get(name) !== null
  }

  get real(): Headers {
    if (!this.#real) {
      this.#real = new Headers()
      for (let at = 0; at < this.#raw.length; at += 2) this.#real.append(this.#raw[at] ?? '', this.#raw[at + 1] ?? '')
    }
    return this.#real
  }

  [Symbol.iterator]() {
    return this.real[Symbol.iterator]()
  }
}
