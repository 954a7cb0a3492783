import type { Contract, Operation } from '../../openapi/generate/contract.ts'
import { act } from './acts/index.ts'
import { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { Refusal } from './refusal.ts'
import { settle } from './rules/due.ts'
import { IdempotencyStore, type Repeatable, stillRunning } from './rules/idempotency.ts'
import { Schemas } from './schemas.ts'
import { authenticate, type CredentialScheme, credentialSchemes } from './steps/authenticate.ts'
import { authorize, select } from './steps/authorize.ts'
import { find } from './steps/find.ts'
import { type RawBody, readBody } from './steps/read-body.ts'
import { respond, respondRefusal } from './steps/respond.ts'
import { type Route, Router } from './steps/route.ts'
import { parseBody, validate } from './steps/validate.ts'
import { Store } from './store/store.ts'
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
  readonly onExchange?: (exchange: Exchange) => void
}

/**
 * A contract brought to life. A request goes through the steps in the order in which the contract promises its checks;
 * from the moment its body is read it runs without a pause, so no other request comes in between.
 */
export class Engine {
  readonly context: Context
  readonly #router: Router
  readonly #schemes: readonly CredentialScheme[]
  readonly #isChecked: boolean
  readonly #onExchange: EngineOptions['onExchange']

  constructor({ contract, seed, now, isChecked, onExchange }: EngineOptions) {
    this.context = {
      contract,
      clock: new Clock(now),
      store: new Store(contract),
      random: new SeededRandom(seed),
      schemas: Schemas.of(contract),
      idempotency: new IdempotencyStore(),
    }
    this.#router = new Router(contract)
    this.#schemes = credentialSchemes(contract)
    this.#isChecked = isChecked
    this.#onExchange = onExchange
  }

  /**
   * Answers a request.
   * @param onExchange called after the answer, in place of the one that the engine was made with
   * @throws {ContractViolation} where the answer would break the contract
   */
  async fetch(request: Request, onExchange = this.#onExchange): Promise<Response> {
    const url = new URL(request.url)
    const requestId = this.context.random.requestId()
    let route: Route | undefined
    let refusal: Refusal | undefined
    let response: Response
    try {
      route = this.#router.route(request.method, url.pathname)
      response = await this.#answer(request, url, route, requestId)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      refusal = thrown
      response = respondRefusal(this.context, route?.operation, refusal, url.pathname, requestId, this.#isChecked)
    }
    onExchange?.({
      requestId,
      method: maskSecrets(request.method),
      path: maskPath(url.pathname),
      status: response.status,
      ...(route && { operation: route.operation.id }),
      ...(refusal && { refusal: { code: refusal.code, rule: refusal.rule, at: refusal.at } }),
    })
    return response
  }

  async #answer(request: Request, url: URL, route: Route, requestId: string): Promise<Response> {
    const { operation } = route
    if (!operation.body) return this.#run(request, url, route, undefined, requestId)
    const { idempotency } = this.context
    const running = runningScope(operation, request, url, this.#schemes)
    const isFirst = running === undefined || idempotency.start(running)
    try {
      const raw = await readBody(request)
      const isRunning = !isFirst && idempotency.isRunning(running)
      return this.#run(request, url, route, raw, requestId, isRunning)
    } finally {
      if (isFirst && running !== undefined) idempotency.finish(running)
    }
  }

  /**
   * The pipeline.
   * @param isRunning whether another request with the same idempotency key has not been answered yet
   */
  #run(
    request: Request,
    url: URL,
    route: Route,
    raw: RawBody | undefined,
    requestId: string,
    isRunning = false,
  ): Response {
    const { context } = this
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
