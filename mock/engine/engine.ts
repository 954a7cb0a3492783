import type { Contract, Operation } from '../../openapi/generate/contract.ts'
import { act } from './acts/index.ts'
import { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { Refusal } from './refusal.ts'
import { contextFrom } from './restore.ts'
import { settle } from './rules/due.ts'
import { IdempotencyStore, type Repeatable, stillRunning } from './rules/idempotency.ts'
import { Schemas } from './schemas.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'
import { authenticate, type CredentialScheme, credentialSchemes } from './steps/authenticate.ts'
import { authorize, select } from './steps/authorize.ts'
import { find } from './steps/find.ts'
import { type RawBody, readBody } from './steps/read-body.ts'
import { respond, respondRefusal } from './steps/respond.ts'
import { type Route, Router } from './steps/route.ts'
import { parseBody, validate } from './steps/validate.ts'
import { type Change, Store } from './store/store.ts'
import type { Call, Principal } from './types.ts'
import { maskPath, maskSecrets } from './values/mask.ts'
import { SeededRandom } from './values/random.ts'
import { hashSecret } from './values/secret.ts'

/** What was asked and what came of it. Never holds a credential. */
export interface Exchange {
  readonly requestId: string
  readonly method: string
  /** Without the query, which may hold a key, and with secrets masked. */
  readonly path: string
  /** 0 where there was no answer: a connection that broke or was given up, or a mistake that was thrown. */
  readonly status: number
  /** The operationId; undefined where the request matched none. */
  readonly operation?: string
  /** Of a refusal: its code, the rule that refused, and the JSON pointer to that rule in the contract. */
  readonly refusal?: { readonly code: string; readonly rule: string; readonly at: string }
}

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

/** A request that has found its operation. */
export interface Visit {
  readonly request: Request
  readonly url: URL
  readonly route: Route
  readonly requestId: string
}

export interface Outcome {
  readonly response: Response
  readonly refusal?: Exchange['refusal']
}

/**
 * Stands between a request that has found its operation and the steps that answer it (`next`), before anyone asks for
 * credentials. What it throws is thrown by `fetch`, but for a Refusal, which is answered.
 */
export type Around = (visit: Visit, next: () => Promise<Outcome>) => Promise<Outcome>

/**
 * A contract brought to life. A request goes through the steps in the order in which the contract promises its checks;
 * from the moment its body is read it runs without a pause, so no other request comes in between.
 */
export class Engine {
  /** Undefined, as long as nothing stands there, costs nothing. */
  around: Around | undefined
  #context: Context
  readonly #seed: number
  readonly #start: number | null
  readonly #onChange: EngineOptions['onChange']
  readonly #router: Router
  readonly #schemes: readonly CredentialScheme[]
  readonly #isChecked: boolean
  readonly #onExchange: EngineOptions['onExchange']

  constructor({ contract, seed, now, isChecked, onExchange, onChange }: EngineOptions) {
    const clock = new Clock(now)
    this.#seed = seed
    this.#start = clock.fixed
    this.#onChange = onChange
    this.#onExchange = onExchange
    this.#router = Router.of(contract)
    this.#schemes = credentialSchemes(contract)
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
    this.#context = contextFrom(snapshot, empty, this.#onChange)
    clock.restore((snapshot as Snapshot).clock)
    this.#onChange?.({ does: 'restore' })
  }

  /**
   * Answers a request.
   * @param onExchange called after the answer, besides the one that the engine was made with
   * @throws {ContractViolation} where the answer would break the contract
   */
  async fetch(request: Request, onExchange?: (exchange: Exchange) => void): Promise<Response> {
    const context = this.#context
    const url = new URL(request.url)
    const requestId = context.random.requestId()
    let route: Route | undefined
    let outcome: Outcome | undefined
    try {
      route = this.#router.route(request.method, url.pathname)
      const visit = { request, url, route, requestId }
      outcome = this.around
        ? await this.around(visit, () => this.#outcome(context, visit))
        : { response: await this.#answer(context, visit) }
    } catch (thrown) {
      outcome = this.#refused(context, thrown, route?.operation, url.pathname, requestId)
      if (!outcome) throw thrown
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
      store: Store.seeded(contract, this.#onChange),
      random: new SeededRandom(this.#seed),
      schemas: Schemas.of(contract),
      idempotency: new IdempotencyStore(),
    }
  }

  async #outcome(context: Context, visit: Visit): Promise<Outcome> {
    try {
      return { response: await this.#answer(context, visit) }
    } catch (thrown) {
      const refused = this.#refused(context, thrown, visit.route.operation, visit.url.pathname, visit.requestId)
      if (!refused) throw thrown
      return refused
    }
  }

  /** Undefined where what was thrown is no refusal. */
  #refused(
    context: Context,
    thrown: unknown,
    operation: Operation | undefined,
    pathname: string,
    requestId: string,
  ): Outcome | undefined {
    if (!(thrown instanceof Refusal)) return undefined
    const { code, rule, at } = thrown
    const response = respondRefusal(context, operation, thrown, pathname, requestId, this.#isChecked)
    return { response, refusal: { code, rule, at } }
  }

  async #answer(context: Context, visit: Visit): Promise<Response> {
    const { request, url, route } = visit
    const { operation } = route
    if (!operation.body) return this.#run(context, visit, undefined)
    const { idempotency } = context
    const running = runningScope(operation, request, url, this.#schemes)
    const isFirst = running === undefined || idempotency.start(running)
    try {
      const raw = await readBody(request)
      const isRunning = !isFirst && idempotency.isRunning(running)
      return this.#run(context, visit, raw, isRunning)
    } finally {
      if (isFirst && running !== undefined) idempotency.finish(running)
    }
  }

  /**
   * The pipeline.
   * @param isRunning whether another request with the same idempotency key has not been answered yet
   */
  #run(
    context: Context,
    { request, url, route, requestId }: Visit,
    raw: RawBody | undefined,
    isRunning = false,
  ): Response {
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
    const answer = first ?? act(context, { operation, resource, target, principal, selected, query, body, now })
    if (repeatable && !first) context.idempotency.keep(repeatable, answer, now)
    const response = respond(context, operation, answer, url.pathname, requestId, this.#isChecked)
    if (first) response.headers.set('Idempotency-Replayed', 'true')
    return response
  }
}

function exchangeOf(
  request: Request,
  url: URL,
  requestId: string,
  route: Route | undefined,
  outcome: Outcome | undefined,
): Exchange {
  return {
    requestId,
    method: maskSecrets(request.method),
    path: maskPath(url.pathname),
    status: outcome?.response.status ?? 0,
    ...(route && { operation: route.operation.id }),
    ...(outcome?.refusal && { refusal: outcome.refusal }),
  }
}

/** Whose request it is and what it asks for, where it can be repeated. */
function repeatableOf(
  operation: Operation,
  request: Request,
  pathname: string,
  { account, actor, isNarrowed, credential }: Principal,
  selected: Call['selected'],
  body: unknown,
): Repeatable | undefined {
  const key = idempotencyKey(operation, request)
  if (key === undefined) return undefined
  // An answer may hold a secret: what a narrowed credential asks for is not answered with what another one was given.
  const caller = isNarrowed ? credential.entry.id : actor
  return {
    scope: JSON.stringify([account, caller, operation.id, key]),
    fingerprint: hashSecret(JSON.stringify([pathname, body, selected])),
  }
}

/** Only where the operation declares the header. */
function idempotencyKey(operation: Operation, request: Request): string | undefined {
  if (!operation.headers.some(({ name }) => name.toLowerCase() === 'idempotency-key')) return undefined
  return request.headers.get('idempotency-key') ?? undefined
}

/** Who sends what under which key, told before anything is known of the sender; hashed, since it holds the credential. */
function runningScope(
  operation: Operation,
  request: Request,
  url: URL,
  schemes: readonly CredentialScheme[],
): string | undefined {
  const key = idempotencyKey(operation, request)
  if (key === undefined) return undefined
  const names = schemes.map(({ carrier }) => (carrier.in === 'header' ? carrier.name : 'Authorization'))
  const credentials = names.map(name => request.headers.get(name))
  return hashSecret(JSON.stringify([operation.id, key, credentials, url.search]))
}
