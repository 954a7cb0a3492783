import { randomBytes } from 'node:crypto'
import type { EngineChange } from '../../engine/engine.ts'
import type { Instance } from '../instance.ts'

/** What a sandbox is made of. */
export interface SandboxOptions {
  readonly system?: string
  readonly seed?: number
  /** RFC 3339. */
  readonly clock?: string
  readonly scenario?: string
}

export interface Sandbox {
  readonly id: string
  readonly instance: Instance
  /** Milliseconds since 1970. */
  usedAt: number
  readonly holding: Holding
}

/** What a sandbox holds of what all of them may hold together. */
interface Holding {
  /** How many records there are, less those that it began with. */
  records: number
}

export interface SandboxesOptions {
  /**
   * Makes an instance below a prefix.
   * @param onChange to be called at each change of its state
   */
  readonly make: (
    options: SandboxOptions,
    prefix: string,
    onChange: (change: EngineChange) => void,
  ) => Promise<Instance>
  readonly max: number
  /** How long one that is not used stays, in milliseconds. */
  readonly idle: number
  /** How many records may be made in all of them. */
  readonly maxRecords?: number
  /** Milliseconds since 1970; the real time unless said. */
  readonly now?: () => number
}

/** About 200 MB: an API key takes about 1 kB. */
const MAX_RECORDS = 200_000
/** 128 bits and more. */

/** There is no room for what was asked. */
export class SandboxesFull extends Error {
  override readonly name = 'SandboxesFull'
  /** Milliseconds until the one that was used longest ago ends, if nobody uses it. */
  readonly retryAfter: number

  constructor(message: string, retryAfter: number) {
    super(message)
    this.retryAfter = retryAfter
  }
}

/** Mocks that share a server and nothing else: each has an id that nobody guesses, and ends when nobody uses it. */
export class Sandboxes {
  readonly path = '/sandboxes'
  readonly idle: number
  /** Those used longest ago first. */
  readonly #byId = new Map<string, Sandbox>()
  readonly #make: SandboxesOptions['make']
  readonly #max: number
  readonly #maxRecords: number
  readonly #now: () => number
  #records = 0
  /** The ids of those that are being made. */
  readonly #coming = new Set<string>()

  constructor({ make, max, idle, maxRecords = MAX_RECORDS, now = Date.now }: SandboxesOptions) {
    this.#make = make
    this.#max = max
    this.idle = idle
    this.#maxRecords = maxRecords
    this.#now = now
  }

  get size(): number {
    this.#expire()
    return this.#byId.size
  }

  /** An id that nobody guesses. */
  newId(): string {
    return randomBytes(16).toString('hex')
  }

  /**
   * @param id one that nobody guesses; who asks chooses it where it says which of several servers a sandbox is on
   * @returns undefined where there is one with that id
   * @throws {SandboxesFull}
   */
  async create(options: SandboxOptions, id: string): Promise<Sandbox | undefined> {
    this.#expire()
    if (this.#byId.has(id) || this.#coming.has(id)) return undefined
    if (this.#byId.size + this.#coming.size >= this.#max)
      throw this.#full(`There are ${this.#max} sandboxes, which is as many as there may be (--max-sandboxes).`)
    this.checkRoom()
    const holding = { records: 0 }
    this.#coming.add(id)
    try {
      const instance = await this.#make(options, `${this.path}/${id}`, change => this.#count(id, holding, change))
      const sandbox = { id, instance, holding, usedAt: this.#now() }
      this.#byId.set(id, sandbox)
      this.#records += holding.records
      return sandbox
    } finally {
      this.#coming.delete(id)
    }
  }

  /** One that is there, which has been used with this. */
  use(id: string): Sandbox | undefined {
    this.#expire()
    const sandbox = this.#byId.get(id)
    if (!sandbox) return undefined
    sandbox.usedAt = this.#now()
    this.#byId.delete(id)
    this.#byId.set(id, sandbox)
    return sandbox
  }

  /** @returns false where there is none */
  delete(id: string): boolean {
    const sandbox = this.#byId.get(id)
    if (!sandbox) return false
    this.#records -= sandbox.holding.records
    return this.#byId.delete(id)
  }

  /** @throws {SandboxesFull} where no more records can be made */
  checkRoom(): void {
    if (this.#records >= this.#maxRecords)
      throw this.#full(`The sandboxes hold ${this.#records} records, which is as many as there may be.`)
  }

  #count(id: string, holding: Holding, { does }: EngineChange): void {
    const before = holding.records
    if (does === 'insert') holding.records++
    else if (does === 'remove') holding.records = Math.max(0, before - 1)
    else if (does === 'reset') holding.records = 0
    else if (does === 'restore') holding.records = this.#byId.get(id)?.instance.mock.snapshot().records.length ?? 0
    // One that is gone may still be answering, and one that is being made is counted when it is there.
    if (this.#byId.get(id)?.holding === holding) this.#records += holding.records - before
  }

  #expire(): void {
    const latest = this.#now() - this.idle
    for (const { id, usedAt } of this.#byId.values()) {
      if (usedAt > latest) return
      this.delete(id)
    }
  }

  #full(message: string): SandboxesFull {
    const [oldest] = this.#byId.values()
    // Those that are being made are as good as used now.
    const now = this.#now()
    return new SandboxesFull(message, (oldest?.usedAt ?? now) + this.idle - now)
  }
}
