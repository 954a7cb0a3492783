/** A mock and what the server serves with it. */
import { basePathsOf } from '../../openapi/contract/base-paths.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import { isRemoved } from '../api/operation-interceptors.ts'
import { type CannedResponse, cannedResolver } from '../api/override/canned-response.ts'
import { scenarioName } from '../api/scenarios/scenarios.ts'
import type { Fault } from '../api/types/fault.ts'
import type { Fixtures } from '../api/types/fixtures.ts'
import type { AnyMock, Mock, Remover } from '../api/types/mock.ts'
import type { Resolver } from '../api/types/override.ts'
import type { ScenarioName } from '../api/types/scenario.ts'
import type { Summary } from '../engine/exchange.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import { Mask } from './mask.ts'

export interface InstanceOptions {
  readonly mock: AnyMock
  /** Handles a request to the API and reports the exchange. Defaults to the mock's `fetch`, which reports nothing. */
  readonly answer?: (request: Request, onExchange: (exchange: Summary) => void) => Promise<Response>
  /** The full OpenAPI document as JSON; undefined if there is none. */
  readonly document: () => Promise<string | undefined>
  /** The path below which everything is served. Defaults to the root. */
  readonly prefix?: string
  /** The state at the start and after each reset. Defaults to the seed records. */
  readonly scenario?: ScenarioName
  /** Called at the start and after each reset. */
  readonly prepare?: (mock: Mock) => void
}

export class Instance {
  readonly mock: Mock
  readonly answer: NonNullable<InstanceOptions['answer']>
  readonly document: InstanceOptions['document']
  readonly prefix: string
  /** Masks the secrets in the log lines of its requests. */
  readonly mask: Mask
  readonly #scenario: ScenarioName | undefined
  readonly #prepare: (mock: Mock) => void
  readonly #faults = new Removers()
  readonly #delays = new Removers()
  readonly #overrides = new Removers()

  constructor({ mock, answer, document, prefix = '', scenario, prepare = () => {} }: InstanceOptions) {
    this.mock = mock as Mock
    this.answer = answer ?? (request => mock.fetch(request))
    this.document = document
    this.prefix = prefix
    this.mask = new Mask(mock.contract)
    this.#scenario = scenario
    this.#prepare = prepare
    if (scenario !== undefined) this.mock.scenario(scenario)
    prepare(this.mock)
  }

  reset(): void {
    this.#reset(() => (this.#scenario === undefined ? this.mock.reset() : this.mock.scenario(this.#scenario)))
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
    return this.#reset(() => this.mock.scenario(scenarioName(name)))
  }

  /** @throws {RangeError} if there is no such operation, it does not declare the fault, or there are too many faults */
  fail(operation: string, fault: Fault): void {
    this.#faults.add(operation, this.mock.fail(operation, fault))
  }

  /** @param operation as it was passed to `fail`; undefined for all */
  removeFaults(operation?: string): void {
    this.#faults.remove(operation)
  }

  /** @throws {RangeError} if there is no such operation, or the delay is invalid */
  delay(operation: string, milliseconds: number | readonly [number, number]): void {
    this.#delays.add(operation, this.mock.delay(operation, milliseconds))
  }

  /** @param operation as it was passed to `delay`; undefined for all */
  removeDelays(operation?: string): void {
    this.#delays.remove(operation)
  }

  /**
   * @throws {RangeError} if there is no such operation, or `times` or a header is invalid
   * @throws {ContractViolationError} if the contract does not allow the response
   */
  override(operation: string, response: CannedResponse): void {
    const resolver = cannedResolver(this.mock.contract, operation, response, () => remover())
    const remover = this.mock.override(operation, resolver as Resolver<never>)
    this.#overrides.add(operation, remover)
  }

  /** @param operation as it was passed to `override`; undefined for all */
  removeOverrides(operation?: string): void {
    this.#overrides.remove(operation)
  }

  #reset<T>(reset: () => T): T {
    const result = reset()
    for (const removers of [this.#faults, this.#delays, this.#overrides]) removers.forget()
    this.#prepare(this.mock)
    return result
  }
}

/** How many faults, delays and overrides an instance may have, of each. Any client of the controls can add one. */
const MAX_ADDED = 1000

/** What removes the faults, delays or overrides of an instance, by operation. */
class Removers {
  #removers: { readonly operation: string; readonly remover: Remover }[] = []

  /** @throws {RangeError} if there are too many; the new one is removed then */
  add(operation: string, remover: Remover): void {
    this.#removers = this.#removers.filter(({ remover }) => !isRemoved(remover))
    if (this.#removers.length >= MAX_ADDED) {
      remover()
      throw new RangeError(`There are ${MAX_ADDED} of them already, which is the maximum. Remove some with DELETE.`)
    }
    this.#removers.push({ operation, remover })
  }

  remove(operation: string | undefined): void {
    const isRemoved = (one: { readonly operation: string }) => operation === undefined || one.operation === operation
    for (const { remover } of this.#removers.filter(isRemoved)) remover()
    this.#removers = this.#removers.filter(one => !isRemoved(one))
  }

  /** After a reset of the mock, which has removed all. */
  forget(): void {
    this.#removers = []
  }
}

/** The contract with its base paths below a prefix, so that links in responses include the prefix. */
export function below(prefix: string, contract: Contract): Contract {
  const [basePath = prefix, ...otherBasePaths] = basePathsOf(contract).map(path => prefix + path)
  return { ...contract, basePath, otherBasePaths }
}
