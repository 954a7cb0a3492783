import type { Contract } from '../../openapi/contract/contract.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { type CreateResponse, createResponse } from './create-response.ts'
import { schemesOf } from './credentials/secret-schemes.ts'
import { type Outcome, type Summary, summaryOf } from './exchange.ts'
import type { Interceptor, Visit } from './interceptor.ts'
import { runPipeline } from './pipeline.ts'
import { requestTargetOf } from './request-target.ts'
import { contextFrom } from './restore.ts'
import { type AnswerChange, type AnswerListener, IdempotencyStore } from './rules/idempotency.ts'
import { Schemas } from './schemas.ts'
import type { Sent } from './sent.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'
import { type RawBody, readBody } from './steps/read-body.ts'
import { respondRefusal } from './steps/respond.ts'
import { type Route, Router } from './steps/route.ts'
import { type Change, Store, type StoreListener } from './store/store.ts'
import { masksOf } from './values/mask.ts'
import { SeededRandom } from './values/random.ts'
import { hashes } from './values/secret.ts'
import { dialectOf } from './wire/dialect.ts'

export type { Summary }

/** Receives each request after its response: its summary, and what it sent. */
export type ExchangeListener = (summary: Summary, sent: Sent) => void

export interface EngineOptions {
  readonly contract: Contract
  readonly seed: number
  readonly now?: string
  /** Whether every response is checked against the contract. */
  readonly isChecked: boolean
  /** Called after each response, except for requests that were running at a reset. */
  readonly onExchange?: ExchangeListener
  /** Called after each change of the state. */
  readonly onChange?: (change: EngineChange) => void
  /** Creates the responses. Defaults to those of `fetch`. */
  readonly createResponse?: CreateResponse
}

/** A change of one record, of the answers kept for idempotency keys, or of the whole state. */
export type EngineChange = Change | AnswerChange | { readonly does: 'reset' | 'restore' }

/** Runs a contract: responds to requests, and keeps the state. */
export class Engine {
  /** Runs before the steps of each request. Undefined by default, so that it costs nothing. */
  interceptor: Interceptor | undefined
  #context: Context
  readonly #seed: number
  readonly #start: number | null
  readonly #onChange: EngineOptions['onChange']
  /** A request that was running at a reset changes the store of before, whose changes are not reported. */
  readonly #onStoreChange: StoreListener | undefined
  readonly #onAnswerChange: AnswerListener | undefined
  readonly #isChecked: boolean
  readonly #onExchange: EngineOptions['onExchange']
  readonly #createResponse: CreateResponse

  constructor(options: EngineOptions) {
    const { contract, seed, now, isChecked, onExchange, onChange } = options
    const clock = new Clock(now)
    this.#seed = seed
    this.#start = clock.fixed
    this.#onChange = onChange
    this.#onStoreChange = onChange && ((change, store) => store === this.#context.store && onChange(change))
    this.#onAnswerChange = onChange && ((change, store) => store === this.#context.idempotency && onChange(change))
    this.#onExchange = onExchange
    this.#isChecked = isChecked
    this.#createResponse = options.createResponse ?? createResponse
    this.#context = this.#fresh(contract, clock)
  }

  /** A new one after each reset. */
  get context(): Context {
    return this.#context
  }

  /** Restores the initial state. Requests that are running no longer change anything. */
  reset(): void {
    this.resetTo(() => {})
  }

  /**
   * Restores the initial state with some changes.
   * @param change changes the new state; if it throws, nothing is reset
   */
  resetTo<T>(change: (context: Context) => T): T {
    const { contract, clock } = this.#context
    const before = clock.fixed
    let isReset = false
    const changes: Change[] = []
    const context = this.#fresh(contract, clock, (change, store) => {
      if (store === this.#context.store) this.#onChange?.(change)
      else if (!isReset) changes.push(change)
    })
    clock.restore(this.#start)
    let result: T
    try {
      result = change(context)
    } catch (error) {
      clock.restore(before)
      throw error
    }
    isReset = true
    this.#context = context
    this.#onChange?.({ does: 'reset' })
    for (const change of changes) this.#onChange?.(change)
    return result
  }

  /** The whole state as plain JSON, without secrets. */
  snapshot(): Snapshot {
    return takeSnapshot(this.#context)
  }

  /**
   * Restores a snapshot, including its seed and clock.
   * @param snapshot a snapshot, or any JSON, which is checked
   * @throws {SnapshotError} if it is damaged, or of another version or system; nothing changes then
   */
  restore(snapshot: unknown): void {
    const { contract, clock, schemas, createResponse } = this.#context
    const empty = {
      contract,
      clock,
      schemas,
      idempotency: new IdempotencyStore(this.#onAnswerChange, dialectOf(contract).keepsFor),
      hashes,
      createResponse,
    }
    this.#context = contextFrom(snapshot, empty, this.#onStoreChange)
    clock.restore((snapshot as Snapshot).clock)
    this.#onChange?.({ does: 'restore' })
  }

  /**
   * Responds to a request.
   * @param onExchange called after the response, in addition to that of the options
   * @throws {ContractViolationError} if the response would break the contract
   */
  async fetch(request: Request, onExchange?: (summary: Summary) => void): Promise<Response> {
    const context = this.#context
    const url = requestTargetOf(request.url)
    const requestId = context.random.requestId()
    let route: Route | undefined
    let outcome: Outcome | undefined
    let body: RawBody | undefined
    const readBodyOnce = async () => {
      body ??= await readBody(request, dialectOf(context.contract).maxBody)
      return body
    }
    try {
      route = Router.of(context.contract).route(request.method, url.pathname, {
        headers: request.headers,
        target: url,
      })
      const visit = { context, request, url, route, requestId, readBody: readBodyOnce }
      if (this.interceptor) outcome = await this.#intercept(this.interceptor, visit)
      else {
        const response = this.#respond(visit)
        // Most requests have no body to wait for, and waiting for nothing takes time.
        outcome = { response: response instanceof Promise ? await response : response }
      }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      outcome = this.refuse({ context, url, requestId, ...(route && { route }) }, thrown)
    } finally {
      const report = context === this.#context ? this.#onExchange : undefined
      if (report || onExchange) {
        const summary = summaryOf(request, url, masksOf(context.contract), requestId, route, outcome)
        report?.(summary, { search: url.search, headers: request.headers, body })
        onExchange?.(summary)
      }
    }
    return request.method === 'HEAD' ? withoutBody(outcome.response) : outcome.response
  }

  #fresh(contract: Contract, clock: Clock, onStoreChange = this.#onStoreChange): Context {
    return {
      contract,
      clock,
      store: Store.seeded(contract, onStoreChange, () => clock.now),
      random: new SeededRandom(this.#seed),
      schemas: Schemas.of(contract),
      idempotency: new IdempotencyStore(this.#onAnswerChange, dialectOf(contract).keepsFor),
      hashes,
      createResponse: this.#createResponse,
    }
  }

  /**
   * The response to a refusal.
   * @throws {ContractViolationError} if the operation does not declare its code
   */
  refuse(
    { context, route, url, requestId }: Pick<Visit, 'context' | 'url' | 'requestId'> & Partial<Pick<Visit, 'route'>>,
    refusal: Refusal,
  ): Outcome {
    const { code, rule, at } = refusal
    const response = respondRefusal(context, route?.operation, refusal, url.pathname, requestId, this.#isChecked)
    return { response, refusal: { code, rule, at } }
  }

  /** Reads the body also if the interceptor does not, for the log. A broken connection breaks after the request. */
  async #intercept(interceptor: Interceptor, visit: Visit): Promise<Outcome> {
    try {
      return await interceptor(visit, () => this.#outcome(visit))
    } finally {
      const { request, route } = visit
      if (route.operation.body && !request.bodyUsed && !request.signal.aborted) await visit.readBody()
    }
  }

  #respond(visit: Visit): Response | Promise<Response> {
    return runPipeline(visit, schemesOf(visit.context.contract, visit.route.operation), this.#isChecked)
  }

  async #outcome(visit: Visit): Promise<Outcome> {
    try {
      return { response: await this.#respond(visit) }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      return this.refuse(visit, thrown)
    }
  }
}

/** The response to HEAD: that of GET without its body. A network error stays one. */
function withoutBody(response: Response): Response {
  if (response.type === 'error') return response
  const { status, statusText, headers } = response
  return new Response(null, { status, statusText, headers })
}
