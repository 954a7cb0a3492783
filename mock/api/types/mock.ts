/** What `createMock` returns. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Snapshot } from '../../engine/snapshot.ts'
import type { MockHandler } from '../../msw/handler.ts'
import type { Session } from '../session.ts'
import type { SignInOptions } from '../sign-in.ts'
import type { Fault } from './fault.ts'
import type { Fixtures, Seeded } from './fixtures.ts'
import type { AnySystem, OperationId, OperationOf } from './operations.ts'
import type { Resolver } from './override.ts'
import type { Scenario, ScenarioName } from './scenario.ts'

/** Removes an override, a fault or a delay. Calling it again does nothing. */
export type Remover = () => void

/** The part of a mock that does not depend on its system. */
export interface AnyMock {
  /**
   * Handles a request as the system would. It is a plain function: it uses no network and intercepts nothing. Only the
   * path of the URL counts, not its origin. A relative URL is resolved as in a page. If the request's signal aborts, it
   * rejects with the signal's reason.
   * @throws {TypeError} as `fetch` does, such as for a request whose body was sent before, or a body that breaks off
   * @throws {ContractViolationError} if the response would break the contract; production builds do not check that
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly contract: Contract
  /** The base URL that the mock was created with; undefined for any origin. */
  readonly baseUrl: string | undefined
  /**
   * Handlers for MSW 3: `setupServer(...mock.handlers)`, `setupWorker(...mock.handlers)`,
   * `defineNetwork({ handlers: mock.handlers })`. They handle every request below the base path, unknown paths included
   * (with a 404), and leave all other requests alone. Reading them throws a RangeError if the contract has an empty base
   * path, no server, and the mock no `baseUrl`: they would take every request of a page. Their speed does not depend on the number of operations. MSW is
   * not loaded to create them.
   *
   * @example
   * const mock = createMock({ system: 'warehouse' })
   * const server = setupServer(...mock.handlers)
   * beforeAll(() => server.listen())
   * afterEach(() => {
   *   server.resetHandlers()
   *   mock.reset()
   * })
   * afterAll(() => server.close())
   */
  readonly handlers: MockHandler[]
  /**
   * The last 1000 requests, oldest first, each with its query, headers, body and result. A rejected request names the
   * rule that rejected it, and the place of the rule in the contract. No entry contains a credential: they are masked.
   */
  readonly requests: readonly Exchange[]

  /**
   * Opens a session of a user without their password.
   * @param who a full login (`admin@south.example`), or its part before the @ (`admin`, of the first account that has
   * such a user), or that part with the account's name in front (`south-admin`)
   * @throws {RangeError} if there is no such user, the user is disabled, or the document has no written rules for users
   */
  signIn(who: string, options?: SignInOptions): Session

  /**
   * Returns the mock to its initial state: seed records, ids and clock. It removes overrides, faults, delays and
   * logged requests.
   */
  reset(): void
  /** The whole state as plain JSON, without secrets and without responses that are kept for idempotency keys. */
  snapshot(): Snapshot
  /**
   * Restores a snapshot, with its seed and clock. Overrides, faults and delays stay.
   * @throws {SnapshotError} if it is damaged, or of another version or system; the state is unchanged then
   */
  restore(snapshot: Snapshot): void

  /**
   * Resets the mock, and brings it into a state that is useful in tests. The state follows from the contract's rules.
   * @throws {RangeError} if the system does not support the scenario; nothing changes then
   *
   * @example
   * const { login, ids } = mock.scenario('at-limit')
   * const { headers } = mock.signIn(login)
   */
  scenario(name: ScenarioName): Scenario
}

/**
 * A mock with its own state.
 *
 * `System` determines the types of operations and records. It is the id of a system, or the types of your own document,
 * which `latchkey generate` writes. It is `string` for a document without types.
 */
export interface Mock<System extends AnySystem = string> extends AnyMock {
  readonly system?: System
  /**
   * Handlers for these operations only. Other handlers, or the network, receive all other requests.
   * @throws {RangeError} if the contract has no such operation
   *
   * @example
   * setupServer(...mock.handlersFor('createApiKey', 'listApiKeys'))
   */
  handlersFor(...operations: OperationId<System>[]): MockHandler[]

  /**
   * Adds records under the system's own rules. Fields that a row leaves out get their defaults, ids and secrets are
   * generated, timestamps are set, and limits hold. Of a document without written rules, a resource has exactly the rows
   * of its first seed, and no records that are made up.
   * @returns the records as the system shows them, and their secrets; printing or stringifying a record masks them
   * @throws {SeedError} which lists every problem of the rows; nothing is added then
   */
  seed(fixtures: Fixtures<System>): Seeded<System>

  /**
   * Responds to an operation instead of the mock, before authentication. The last override that was set runs first. Its
   * response must comply with the contract, as every response must. A document without written rules allows statuses
   * that it does not declare.
   *
   * @example
   * mock.override('createApiKey', ({ respond }) =>
   *   respond(409, { code: 'active_key_limit_reached', limit: 5, used: 5, scope: 'user' }))
   */
  override<Id extends OperationId<System>>(operation: Id, resolver: Resolver<OperationOf<System, Id>>): Remover

  /**
   * Makes requests fail. The last fault that was set runs first.
   * @param operation `*` for all operations; a fault with a code then applies to the operations that declare the code
   * @throws {RangeError} if no such operation declares the fault
   *
   * @example
   * mock.fail('listOrders', { status: 503, times: 2 })
   * mock.fail('*', { error: 'network', nth: 3 })
   */
  fail<Id extends OperationId<System>>(operation: Id | '*', fault: Fault<System, Id>): Remover

  /**
   * Delays requests before anything else happens to them. All delays of an operation add up.
   * @param milliseconds a fixed time, or a range, from which the seed determines each delay
   */
  delay(operation: OperationId<System> | '*', milliseconds: number | readonly [least: number, most: number]): Remover
}
