import type { Contract } from '../../openapi/contract/contract.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { type SecretScheme, secretSchemes } from './credentials/secret-schemes.ts'
import { type Exchange, exchangeOf, type Outcome } from './exchange.ts'
import type { Interceptor, Visit } from './interceptor.ts'
import { requestTargetOf } from './request-target.ts'
import { contextFrom } from './restore.ts'
import { settle } from './rules/due.ts'
import { IdempotencyStore, stillRunning } from './rules/idempotency.ts'
import { repeatableOf, runningScope } from './rules/repetition.ts'
import { Schemas } from './schemas.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'
import { authenticate } from './steps/authenticate.ts'
import { authorize } from './steps/authorize.ts'
import { carryOut } from './steps/carry-out.ts'
import { find } from './steps/find.ts'
import { parseBody } from './steps/parse-body.ts'
import { type RawBody, readBody } from './steps/read-body.ts'
import { respond, respondRefusal } from './steps/respond.ts'
import { type Route, Router } from './steps/route.ts'
import { select } from './steps/select.ts'
import { validate } from './steps/validate.ts'
import { type Change, Store, type StoreListener } from './store/store.ts'
import { SeededRandom } from './values/random.ts'

export type { Exchange }

export interface EngineOptions {
  readonly contract: Contract
  readonly seed: number
  readonly now?: string
  /** Whether every answer is checked against the contract. */
  readonly isChecked: boolean
  /** Called after each answer, but not for requests that were under way at a reset. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Called after each change of what is remembered. */
  readonly onChange?: (change: EngineChange) => void
}

/** A change of one record, or of everything. */
export type EngineChange = Change | { readonly does: 'reset' | 'restore' }

/**
 * A contract brought to life. A request goes through the steps in the order in which the contract promises its checks;
 * from the moment its body is read it runs without a pause, so no other request comes in between.
 */
export class Engine {
  /** Runs before the steps of each request. Undefined when nothing is set, so that the usual request pays nothing. */
  interceptor: Interceptor | undefined
  #context: Context
  readonly #seed: number
  readonly #start: number | null
  readonly #onChange: EngineOptions['onChange']
  /** What a request that was under way at a reset does is done in a store that is nobody's any more. */
  readonly #onStoreChange: StoreListener | undefined
  readonly #schemes: readonly SecretScheme[]
  readonly #isChecked: boolean
  readonly #onExchange: EngineOptions['onExchange']

  constructor({ contract, seed, now, isChecked, onExchange, onChange }: EngineOptions) {
    const clock = new Clock(now)
    this.#seed = seed
    this.#start = clock.fixed
    this.#onChange = onChange
    this.#onStoreChange = onChange && ((change, store) => store === this.#context.store && onChange(change))
    this.#onExchange = onExchange
    this.#schemes = secretSchemes(contract)
    this.#isChecked = isChecked
    this.#context = this.#fresh(contract, clock)
  }

  /** Another one after each reset. */
  get context(): Context {
    return this.#context
  }

  /** Everything is as it was when the engine was made. Requests that are under way change nothing any more. */
  reset(): void {
    const { contract, clock } = this.#context
    clock.restore(this.#start)
    this.#context = this.#fresh(contract, clock)
    this.#onChange?.({ does: 'reset' })
  }

  /** All that is remembered, as plain JSON without secrets. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#context)
  }

  /**
   * Goes back to a snapshot, and on from there with its seed.
   * @param snapshot as it was taken; JSON of unknown origin is checked
   * @throws {SnapshotError} where it is damaged, or of another version or system; nothing is changed then
   */
  restore(snapshot: unknown): void {
    const { contract, clock, schemas } = this.#context
    const empty = { contract, clock, schemas, idempotency: new IdempotencyStore() }
    this.#context = contextFrom(snapshot, empty, this.#onStoreChange)
    clock.restore((snapshot as Snapshot).clock)
    this.#onChange?.({ does: 'restore' })
  }

  /**
   * Answers a request.
   * @param onExchange called after the answer, besides the one that the engine was made with
   * @throws {ContractViolationError} where the answer would break the contract
   */
  async fetch(request: Request, onExchange?: (exchange: Exchange) => void): Promise<Response> {
    const context = this.#context
    const url = requestTargetOf(request.url)
    const requestId = context.random.requestId()
    let route: Route | undefined
    let outcome: Outcome | undefined
    try {
      route = Router.of(context.contract).route(request.method, url.pathname)
      const visit = { context, request, url, route, requestId }
      outcome = this.interceptor
        ? await this.interceptor(visit, () => this.#outcome(visit))
        : { response: await this.#answer(visit) }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      outcome = this.refuse({ context, request, url, requestId, ...(route && { route }) }, thrown)
    } finally {
      const tellOwn = context === this.#context ? this.#onExchange : undefined
      if (tellOwn || onExchange) {
        const exchange = exchangeOf(request, url, requestId, route, outcome)
        tellOwn?.(exchange)
        onExchange?.(exchange)
      }
    }
    return outcome.response
  }

  #fresh(contract: Contract, clock: Clock): Context {
    return {
      contract,
      clock,
      store: Store.seeded(contract, this.#onStoreChange),
      random: new SeededRandom(this.#seed),
      schemas: Schemas.of(contract),
      idempotency: new IdempotencyStore(),
    }
  }

  /** The answer of a refusal. @throws {ContractViolationError} where the operation does not declare it */
  refuse(
    { context, route, url, requestId }: Omit<Visit, 'route'> & Partial<Pick<Visit, 'route'>>,
    refusal: Refusal,
  ): Outcome {
    const { code, rule, at } = refusal
    const response = respondRefusal(context, route?.operation, refusal, url.pathname, requestId, this.#isChecked)
    return { response, refusal: { code, rule, at } }
  }

  async #outcome(visit: Visit): Promise<Outcome> {
    try {
      return { response: await this.#answer(visit) }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      return this.refuse(visit, thrown)
    }
  }

  async #answer(visit: Visit): Promise<Response> {
    const { context, request, url, route } = visit
    const { operation } = route
    if (!operation.body) return this.#run(visit, undefined)
    const { idempotency } = context
    const running = runningScope(operation, request, url, this.#schemes)
    const isFirst = running === undefined || idempotency.start(running)
    try {
      const raw = await readBody(request)
      const isRunning = !isFirst && idempotency.isRunning(running)
      return this.#run(visit, raw, isRunning)
    } finally {
      if (isFirst && running !== undefined) idempotency.finish(running)
    }
  }

  /**
   * The pipeline.
   * @param isRunning whether another request with the same idempotency key has not been answered yet
   */
  #run({ context, request, url, route, requestId }: Visit, raw: RawBody | undefined, isRunning = false): Response {
    const { operation } = route
    const now = context.clock.now
    settle(context.store, now)
    context.idempotency.forget(now)
    const principal =
      operation.security.length > 0
        ? authenticate(context, this.#schemes, request.headers, url.searchParams, now)
        : undefined
    const selected = principal ? select(context, operation, principal, request.headers) : {}
    if (principal) authorize(operation, principal)
    const target = principal && find(context, route, principal, selected)
    const body = parseBody(operation, request, raw)
    const repeatable = principal && repeatableOf(operation, request, url.pathname, principal, selected, body)
    const first = repeatable && context.idempotency.replay(repeatable, now)
    // A repetition writes nothing: what it wrote before must not stand in its way (a value that is unique, or in the past).
    const writer = principal && !first ? { principal, target, now } : undefined
    const query = validate(context, operation, request, url.searchParams, body, writer)
    if (isRunning && !first) throw stillRunning()
    const resource = operation.resource === undefined ? undefined : context.contract.resources[operation.resource]
    const call = { operation, resource, target, principal, selected, query, body, now }
    const answer = first ?? carryOut(context, call)
    if (repeatable && !first) context.idempotency.keep(repeatable, answer, now)
    const response = respond(context, operation, answer, url.pathname, requestId, this.#isChecked)
    if (first) response.headers.set('Idempotency-Replayed', 'true')
    return response
  }
}
