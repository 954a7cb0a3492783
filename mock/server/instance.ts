/** A mock and what the server serves with it. */
import type { Contract } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import { scenarioName } from '../api/scenarios/scenarios.ts'
import type { Fault } from '../api/types/fault.ts'
import type { Fixtures } from '../api/types/fixtures.ts'
import type { AnyMock, Mock, Remover } from '../api/types/mock.ts'
import type { Exchange } from '../engine/engine.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import { Mask } from './mask.ts'

export interface InstanceOptions {
  readonly mock: AnyMock
  /** Handles a request to the API and reports the exchange. Defaults to the mock's `fetch`, which reports nothing. */
  readonly answer?: (request: Request, onExchange: (exchange: Exchange) => void) => Promise<Response>
  /** The full OpenAPI document as JSON; undefined if there is none. */
  readonly document: () => Promise<string | undefined>
  /** The path below which everything is served. Defaults to the root. */
  readonly prefix?: string
  /** Called at the start and after each reset, to bring the mock into its initial state. */
  readonly prepare?: (mock: Mock) => void
}

export class Instance {
  readonly mock: Mock
  readonly answer: NonNullable<InstanceOptions['answer']>
  readonly document: InstanceOptions['document']
  readonly prefix: string
  /** Masks the secrets in the log lines of its requests. */
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

  /** @throws {SnapshotError} if it is not a snapshot of this system */
  restore(snapshot: unknown): void {
    this.mock.restore(snapshot as Snapshot)
  }

  /**
   * @param rows by resource
   * @returns the records with their secrets, which are not masked when they are written as JSON
   * @throws {SeedError} if a row is invalid
   */
  seed(rows: JsonObject): JsonObject {
    const seeded = Object.entries(this.mock.seed(rows as Fixtures<string>))
    return Object.fromEntries(seeded.map(([resource, records]) => [resource, records.map(record => ({ ...record }))]))
  }

  /** @throws {RangeError} if there is no such scenario, or the system does not support it */
  scenario(name: string) {
    return this.mock.scenario(scenarioName(name))
  }

  /** @throws {RangeError} if there is no such operation, or it does not declare the fault */
  fail(operation: string, fault: Fault): void {
    this.#faults.push(this.mock.fail(operation, fault))
  }

  clearFaults(): void {
    for (const remove of this.#faults.splice(0)) remove()
  }

  /** @throws {RangeError} if there is no such operation, or the delay is invalid */
  delay(operation: string, milliseconds: number | readonly [number, number]): void {
    this.#delays.push(this.mock.delay(operation, milliseconds))
  }

  clearDelays(): void {
    for (const remove of this.#delays.splice(0)) remove()
  }
}

/** The contract with its base path below a prefix, so that links in responses include the prefix. */
export function below(prefix: string, contract: Contract): Contract {
  return { ...contract, basePath: prefix + contract.basePath }
}
