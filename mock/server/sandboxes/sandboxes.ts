/** Isolated mocks on one server. */
import { randomBytes } from 'node:crypto'
import type { EngineChange } from '../../engine/engine.ts'
import type { Instance } from '../instance.ts'
import { SandboxesFullError } from './sandboxes-full-error.ts'

export interface SandboxOptions {
  readonly system?: string
  readonly seed?: number
  /** RFC 3339; the clock is frozen at this time. */
  readonly clock?: string
  readonly scenario?: string
}

export interface Sandbox {
  readonly id: string
  readonly instance: Instance
  /** Milliseconds since 1970. */
  usedAt: number
  readonly usage: Usage
}

/** What counts toward the maximum number of records. */
interface Usage {
  /** The number of records, without those that the sandbox started with, and of answers kept for idempotency keys. */
  records: number
}

export interface SandboxesOptions {
  /**
   * Creates an instance below a prefix.
   * @param onChange must be called at each change of the instance's state
   */
  readonly make: (
    options: SandboxOptions,
    prefix: string,
    onChange: (change: EngineChange) => void,
  ) => Promise<Instance>
  readonly max: number
  /** Milliseconds without a request after which a sandbox is deleted. */
  readonly idle: number
  /** The maximum number of records in all sandboxes together. */
  readonly maxRecords?: number
  /** Milliseconds since 1970. Defaults to the real time. */
  readonly now?: () => number
}

/** About 200 MB, since an API key takes about 1 kB. */
const MAX_RECORDS = 200_000
/** 128 bits. */
const ID_BYTES = 16

/** Mocks that share nothing but the server. Anyone who knows the id of a sandbox may use it, so ids are random. */
export class Sandboxes {
  readonly path = '/sandboxes'
  readonly idle: number
  /** Least recently used first. */
  readonly #byId = new Map<string, Sandbox>()
  readonly #make: SandboxesOptions['make']
  readonly #max: number
  readonly #maxRecords: number
  readonly #now: () => number
  #records = 0
  /** The ids of sandboxes that are being created. */
  readonly #pending = new Set<string>()

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

  /** A random id of 128 bits. */
  newId(): string {
    return randomBytes(ID_BYTES).toString('hex')
  }

  /**
   * @param id random; a client chooses it to decide which of several servers has the sandbox
   * @returns undefined if a sandbox with this id exists
   * @throws {SandboxesFullError} if there is no room for another sandbox
   */
  async create(options: SandboxOptions, id: string): Promise<Sandbox | undefined> {
    this.#expire()
    if (this.#byId.has(id) || this.#pending.has(id)) return undefined
    if (this.#byId.size + this.#pending.size >= this.#max)
      throw this.#full(`${this.#max} of ${this.#max} sandboxes are in use (--max-sandboxes).`)
    this.assertRoom()
    const usage = { records: 0 }
    this.#pending.add(id)
    try {
      const instance = await this.#make(options, `${this.path}/${id}`, change => this.#count(id, usage, change))
      const sandbox = { id, instance, usage, usedAt: this.#now() }
      this.#byId.set(id, sandbox)
      this.#records += usage.records
      return sandbox
    } finally {
      this.#pending.delete(id)
    }
  }

  /** Returns a sandbox and restarts its idle time; undefined if there is none with this id. */
  use(id: string): Sandbox | undefined {
    this.#expire()
    const sandbox = this.#byId.get(id)
    if (!sandbox) return undefined
    sandbox.usedAt = this.#now()
    this.#byId.delete(id)
    this.#byId.set(id, sandbox)
    return sandbox
  }

  /** @returns false if there is no sandbox with this id */
  delete(id: string): boolean {
    const sandbox = this.#byId.get(id)
    if (!sandbox) return false
    this.#records -= sandbox.usage.records
    return this.#byId.delete(id)
  }

  /** @throws {SandboxesFullError} if the maximum number of records is reached */
  assertRoom(): void {
    if (this.#records >= this.#maxRecords)
      throw this.#full(`The sandboxes hold ${this.#records} of ${this.#maxRecords} records.`)
  }

  #count(id: string, usage: Usage, { does }: EngineChange): void {
    const before = usage.records
    if (does === 'insert' || does === 'keep') usage.records++
    else if (does === 'remove' || does === 'forget') usage.records = Math.max(0, before - 1)
    else if (does === 'reset') usage.records = 0
    else if (does === 'restore') usage.records = this.#byId.get(id)?.instance.mock.snapshot().records.length ?? 0
    // A pending sandbox is counted as a whole when it is ready, and a deleted one may still finish a request.
    if (this.#byId.get(id)?.usage === usage) this.#records += usage.records - before
  }

  #expire(): void {
    const latest = this.#now() - this.idle
    for (const { id, usedAt } of this.#byId.values()) {
      if (usedAt > latest) return
      this.delete(id)
    }
  }

  #full(message: string): SandboxesFullError {
    const [oldest] = this.#byId.values()
    // A pending sandbox counts as used now.
    const now = this.#now()
    return new SandboxesFullError(message, (oldest?.usedAt ?? now) + this.idle - now)
  }
}
