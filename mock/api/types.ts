import type { RequestHandler } from 'msw'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { Clock } from '../engine/clock.ts'
import type { Exchange } from '../engine/engine.ts'
import type { Snapshot } from '../engine/snapshot.ts'
import type { SystemId } from '../generated/index.ts'
import type { Operations, Readable, Resources, Writable } from '../generated/types.ts'
import type { Session, SignInOptions } from './session.ts'

interface CommonOptions {
  /** What ids and secrets are drawn from: the same seed and the same requests give the same bytes. 1 unless said. */
  readonly seed?: number
  /** RFC 3339: the clock stands still there until it is moved. The real time unless said. */
  readonly now?: string
  /**
   * Where the API is for those who look at all requests, `handlers` and what is built on them: as an SDK is given it,
   * `https://shop.test/api/v1`. Any origin with the contract's base path unless said.
   */
  readonly baseUrl?: string
  /** Called after each answer. What it gets holds no credential. */
  readonly onExchange?: (exchange: Exchange) => void
}

export interface SystemOptions<System extends SystemId> extends CommonOptions {
  /** Which system to be; `standard` unless said. */
  readonly system?: System
  readonly contract?: never
}

export interface ContractOptions extends CommonOptions {
  readonly system?: never
  /** A compact contract of your own, in place of `system`. */
  readonly contract: Contract
}

export type MockOptions = SystemOptions<SystemId> | ContractOptions

/** Takes away what was set. Calling it again does nothing. */
export type Remover = () => void

/** What a mock of any system has. */
export interface AnyMock {
  /**
   * Answers a request as the system would. It is a plain function: no network, no interception.
   * Whatever the origin, the path counts. Where the request's signal aborts, it rejects with the signal's reason.
   * @throws {ContractViolationError} where the answer would break the contract (not in production builds, which do not check)
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly contract: Contract
  /** The one place where the API is; undefined where any origin will do. */
  readonly baseUrl: string | undefined
  /**
   * For MSW 3: `setupServer(...mock.handlers)`, `setupWorker(...mock.handlers)`, `defineNetwork({ handlers: mock.handlers })`.
   * They answer all that is under the base path, what the API does not have with its 404, and leave all else alone.
   * How long they take does not depend on how many operations there are. MSW is not loaded for them.
   */
  readonly handlers: RequestHandler[]
  /**
   * The last 1000 requests up to now, oldest first, each with what came of it; a refusal names its rule and its place in
   * the contract.
   * It holds no credential.
   */
  readonly requests: readonly Exchange[]

  /**
   * A session of a user, without their password.
   * @param who the part before the @ of a login (`admin`; of the first account that has it), that part with the other
   * account's name before it (`south-admin`), or a full login
   * @throws {RangeError} where there is nobody of that name, or they are disabled
   */
  signIn(who: string, options?: SignInOptions): Session

  /** As it was when it was made: seeded records, ids, clock; no overrides, faults, delays, requests. */
  reset(): void
  /** All that is remembered, as plain JSON without a secret. Answers kept for idempotency keys are left out. */
  snapshot(): Snapshot
  /**
   * Goes back to a snapshot, and on from there with its seed and clock. Overrides, faults and delays stay.
   * @throws {SnapshotError} where it is damaged, or of another version or system; nothing is changed then
   */
  restore(snapshot: Snapshot): void

  /**
   * Resets the mock, and brings it into a state that is worth a test. It is worked out from the rules of the contract.
   * @throws {RangeError} where the system has no such thing; the mock is then only reset
   *
   * @example
   * const { login, ids } = mock.scenario('at-limit')
   * const { headers } = mock.signIn(login)
   */
  scenario(name: ScenarioName): Scenario
}

/**
 * A mock with a state of its own.
 * `System` is the id of the system, which the types of operations and records follow; of a contract of one's own, any string.
 */
export interface Mock<System extends string = string> extends AnyMock {
  readonly system?: System
  /**
   * Handlers of these operations alone; all other requests are left to other handlers, or to the network.
   * @throws {RangeError} where the contract has no such operation
   *
   * @example
   * setupServer(...mock.handlersFor('createApiKey', 'listApiKeys'))
   */
  handlersFor(...operations: OperationId<System>[]): RequestHandler[]

  /**
   * Adds records, by the rules by which the system makes them: what a row leaves out gets its default, ids and secrets
   * are minted, times stamped, limits kept.
   * @returns the records as the system shows them, with the secrets that they were made with; printed or written as JSON,
   * they show these masked
   * @throws {SeedError} which lists everything that is wrong in the rows; nothing is added then
   */
  seed(fixtures: Fixtures<System>): Seeded<System>

  /**
   * Answers an operation in place of the mock, before anyone asks for credentials. The last one set is asked first.
   * The answer is checked against the contract like all others.
   *
   * @example
   * mock.override('createApiKey', ({ respond }) =>
   *   respond(409, { code: 'active_key_limit_reached', limit: 5, used: 5, scope: 'user' }))
   */
  override<Id extends OperationId<System>>(operation: Id, resolver: Resolver<OperationOf<System, Id>>): Remover

  /**
   * Lets requests fail. The last one set is asked first.
   * @param operation `*` for every operation; a refusal then meets those operations that declare it
   * @throws {RangeError} where no such operation declares the refusal
   *
   * @example
   * mock.fail('listOrders', { status: 503, times: 2 })
   * mock.fail('*', { error: 'network', nth: 3 })
   */
  fail<Id extends OperationId<System>>(operation: Id | '*', fault: Fault<System, Id>): Remover

  /**
   * Lets requests wait before they are looked at. All that are set add up.
   * @param milliseconds how long, or from how long to how long; which is drawn from the seed
   */
  delay(operation: OperationId<System> | '*', milliseconds: number | readonly [least: number, most: number]): Remover
}

// Operations ------------------------------------------------------------------------------------------------------

export type OperationId<System extends string> = [System] extends [SystemId]
  ? keyof Operations[System] & string
  : string

/** An operation of a system, as its types describe it. */
export type OperationOf<System extends string, Id extends string> = [System] extends [SystemId]
  ? Operations[System][Id & keyof Operations[System]]
  : unknown

type ResponsesOf<Operation> = Operation extends { responses: infer Responses } ? Responses : unknown

type BodyOf<Answer> = Answer extends { content: { 'application/json': infer Body } }
  ? Readable<Body>
  : Answer extends { content: { 'application/problem+json': infer Problem } }
    ? ProblemBody<Problem>
    : Answer extends { content?: never }
      ? undefined
      : unknown

/** What every problem document has, and the mock fills in. */
type Filled = 'type' | 'title' | 'status' | 'detail' | 'instance' | 'request_id'

/** A problem document: its code, and the code's own members. */
type ProblemBody<Problem> = Problem extends unknown
  ? Omit<Problem, Filled> & Partial<Pick<Problem, Filled & keyof Problem>>
  : never

type RequestBodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: { 'application/json': infer Json } }
    ? Writable<Json>
    : undefined
  : unknown

type ParamsOf<Operation> = Operation extends { parameters: { path: infer Path } }
  ? { readonly [Name in keyof Path]: string }
  : Readonly<Record<string, string>>

type Respond<Responses> = unknown extends Responses ? AnyRespond : TypedRespond<Responses>

type TypedRespond<Responses> = <Status extends keyof Responses & number>(
  status: Status,
  ...rest: [BodyOf<Responses[Status]>] extends [undefined]
    ? [body?: null, headers?: HeadersInit]
    : [body: BodyOf<Responses[Status]>, headers?: HeadersInit]
) => Response

type AnyRespond = (status: number, body?: unknown, headers?: HeadersInit) => Response

/** What an override works with. */
export interface Visit<Operation = unknown> {
  /** A copy of the request: its body can be read. */
  readonly request: Request
  /** The values of the path's parameters. */
  readonly params: ParamsOf<Operation>
  /** What was sent as JSON, unchecked; undefined where nothing was, or no JSON. */
  readonly body: RequestBodyOf<Operation> | undefined
  /**
   * An answer of a status that the operation declares. Of a problem document the code and its own members are enough.
   * Headers that the contract asks for are filled in.
   */
  readonly respond: Respond<ResponsesOf<Operation>>
  /** What the mock itself would answer, or an override that was set before. */
  readonly next: () => Promise<Response>
}

export type Resolver<Operation = unknown> = (visit: Visit<Operation>) => Response | Promise<Response>

// Faults ----------------------------------------------------------------------------------------------------------

type CodeOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses]: ProblemCodeOf<Responses[Status]> }[keyof Responses]
  : string

type ProblemCodeOf<Answer> = Answer extends { content: { 'application/problem+json': infer Problem } }
  ? Problem extends { code: infer Code extends string }
    ? Code
    : never
  : never

/** How a request fails: with a refusal of the contract, with a bare 5xx problem, or without an answer. */
export type Fault<System extends string = string, Id extends string = string> = Occasion &
  (
    | {
        /** One that the operation declares, whose first code is taken unless `code` is given; or any 5xx. */
        readonly status: number
        readonly code?: CodeOf<OperationOf<System, Id>>
        readonly error?: never
      }
    | { readonly code: CodeOf<OperationOf<System, Id>>; readonly status?: number; readonly error?: never }
    | {
        /**
         * `network`: rejects with a TypeError, as `fetch` does where a connection breaks. `timeout`: never answers; where
         * the request's signal aborts, it rejects with the signal's reason.
         */
        readonly error: 'network' | 'timeout'
        readonly status?: never
        readonly code?: never
      }
  )

interface Occasion {
  /** How many requests fail; all unless said, or one where `nth` is given. */
  readonly times?: number
  /** The first one that fails, counted from 1 since it was set. */
  readonly nth?: number
}

// Records ---------------------------------------------------------------------------------------------------------

type RecordOf<System extends string, Name> = [System] extends [SystemId]
  ? Resources[System][Name & keyof Resources[System]]
  : unknown

type ShownOf<Record> = Record extends { shown: infer Shown } ? Readable<Shown> : { readonly [member: string]: unknown }
type WrittenOf<Record> = Record extends { written: infer Written } ? Writable<Written> : unknown
type SecretsOf<Record> = Record extends { secrets: infer Secrets } ? Secrets : unknown

type ResourceName<System extends string> = [System] extends [SystemId] ? keyof Resources[System] & string : string

/** A row to seed: any of the members that a record has. */
export type Fixture<System extends string, Name extends string> = Partial<ShownOf<RecordOf<System, Name>>> &
  Partial<Omit<WrittenOf<RecordOf<System, Name>>, keyof ShownOf<RecordOf<System, Name>>>>

/** Rows by resource. */
export type Fixtures<System extends string> = {
  readonly [Name in ResourceName<System>]?: readonly Fixture<System, Name>[]
}

/** What was made of the rows, in their order. */
export type Seeded<System extends string> = {
  readonly [Name in ResourceName<System>]: readonly (ShownOf<RecordOf<System, Name>> &
    SecretsOf<RecordOf<System, Name>>)[]
}

// Scenarios -------------------------------------------------------------------------------------------------------

/**
 * - `empty`: nobody has made anything yet; there are the users and what they work in.
 * - `at-limit`: as many active credentials as may be.
 * - `revoked-history`: credentials that were switched off for good, over some days, and one that works.
 * - `read-only-user`: somebody who may read and change nothing.
 * - `window-open`: a window is open in which everything of a kind may be deleted.
 * - `ten-thousand-keys`: as many credentials.
 */
export type ScenarioName =
  | 'empty'
  | 'at-limit'
  | 'revoked-history'
  | 'read-only-user'
  | 'window-open'
  | 'ten-thousand-keys'

export interface Scenario {
  /** Whom to sign in as: `mock.signIn(scenario.login)`. */
  readonly login: string
  /** The resource that the scenario is about; null where it is about none. */
  readonly resource: string | null
  /** The ids of the records that it is about, in the order in which they were made. */
  readonly ids: readonly string[]
}
