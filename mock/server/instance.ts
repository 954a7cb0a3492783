import type { Contract } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import type { AnyMock, Fault, Fixtures, Mock, Remover } from '../api/types.ts'
import type { Exchange } from '../engine/engine.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import { Mask } from './mask.ts'

export interface InstanceOptions {
  readonly mock: AnyMock
  /** Answers the API, and says what came of it; the mock's own `fetch`, which says nothing, unless given. */
  readonly answer?: (request: Request, onExchange: (exchange: Exchange) => void) => Promise<Response>
  /** The full OpenAPI document, as JSON; undefined where there is none. */
  readonly document: () => Promise<string | undefined>
  /** Where its pages, its controls and its API are; for the server's own, at the root. */
  readonly prefix?: string
  /** How the mock was asked to be from the start: done at once, and after each reset. */
  readonly prepare?: (mock: Mock) => void
}

/** A mock, and what is served with it. */
export class Instance {
  readonly mock: Mock
  readonly answer: NonNullable<InstanceOptions['answer']>
  readonly document: InstanceOptions['document']
  readonly prefix: string
  /** Makes what its requests hold fit to be printed. */
  readonly mask: Mask
  readonly #prepare: (mock: Mock) => void
  #faults: Remover[] = []
  #delays: Remover[] = []

  constructor({ mock, answer, document, prefix = '', prepare = () => {} }: InstanceOptions) {
    this.mock = mock as Mock
    this.answer = answer ?? (request => mock.fetch(request))
    this.document = document
    this.prefix = prefix
    this.mask = new Mask(mock.contract)
    this.#prepare = prepare
    prepare(this.mock)
  }

  reset(): void {
    this.mock.reset()
    this.#faults = []
    this.#delays = []
    this.#prepare(this.mock)
  }

  /** @throws {SnapshotError} where it is no snapshot of this system */
  restore(snapshot: unknown): void {
    this.mock.restore(snapshot as Snapshot)
  }

  /**
   * @param rows by resource
   * @returns the records, whose secrets are written as JSON as they are: who made them gets them
   * @throws {SeedError} where they are no rows of it
   */
  seed(rows: JsonObject): JsonObject {
    const seeded = Object.entries(this.mock.seed(rows as Fixtures<string>))
    return Object.fromEntries(seeded.map(([resource, records]) => [resource, records.map(record => ({ ...record }))]))
  }

  /** @throws {RangeError} where there is no such operation, or it cannot fail so */
  fail(operation: string, fault: Fault): void {
    this.#faults.push(this.mock.fail(operation, fault))
  }

  clearFaults(): void {
    for (const remove of this.#faults.splice(0)) remove()
  }

  /** @throws {RangeError} where there is no such operation, or that is no time */
  delay(operation: string, milliseconds: number | readonly [number, number]): void {
    this.#delays.push(this.mock.delay(operation, milliseconds))
  }

  clearDelays(): void {
    for (const remove of this.#delays.splice(0)) remove()
  }
}

/** The contract with its API below a prefix, so that all that its answers refer to is there too. */
export function below(prefix: string, contract: Contract): Contract {
  return { ...contract, basePath: prefix + contract.basePath }
}
