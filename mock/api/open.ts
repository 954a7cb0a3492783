/** Connects the engine of a mock with its public API. */
import type { Contract } from '../../openapi/contract/contract.ts'
import { BrokenConnectionError } from '../engine/broken-connection-error.ts'
import type { Context } from '../engine/context.ts'
import type { CreateResponse } from '../engine/create-response.ts'
import { Engine, type EngineChange } from '../engine/engine.ts'
import type { Exchange } from '../engine/exchange.ts'
import { canCancel } from '../engine/steps/read-body.ts'
import { Handlers } from '../msw/handlers.ts'
import { unlessAborted } from './abort.ts'
import { type Respond, withCors } from './cors.ts'
import { delayOf } from './delay.ts'
import { faultOf } from './fault.ts'
import { fetchedBy } from './fetched-by.ts'
import { seed } from './fixtures/seed.ts'
import { OperationInterceptors } from './operation-interceptors.ts'
import { overrideOf } from './override/override.ts'
import { RequestLog } from './request-log.ts'
import { isBodiless, requestOf } from './request-of.ts'
import { playScenario } from './scenarios/scenarios.ts'
import { signIn } from './sign-in.ts'
import type { Seeded } from './types/fixtures.ts'
import type { AnyMock, Mock } from './types/mock.ts'
import type { Resolver } from './types/override.ts'

export interface OpenOptions {
  readonly contract: Contract
  readonly seed: number
  readonly now?: string
  readonly baseUrl?: string
  /** Whether every response is checked against the contract. */
  readonly isChecked: boolean
  readonly onExchange?: (exchange: Exchange) => void
  readonly onChange?: (change: EngineChange) => void
  /** Creates the responses. Defaults to those of `fetch`. */
  readonly createResponse?: CreateResponse
  /** Called with what `fetch` and the handlers throw instead of a response, except for broken connections and aborts. */
  readonly onDefect?: (thrown: unknown) => void
}

/** A mock with its engine, for the server. */
export interface OpenMock {
  readonly mock: Mock
  readonly engine: Engine
}

/** @throws {RangeError} if `now` is not a time, or `baseUrl` does not end with the contract's base path */
export function openMock({ onExchange, onDefect, baseUrl, ...options }: OpenOptions): OpenMock {
  const log = new RequestLog(options.contract)
  const engine = new Engine({
    ...options,
    onExchange: (summary, sent) => {
      const exchange = log.add(summary, sent)
      onExchange?.(exchange())
    },
  })
  const interceptors = new OperationInterceptors(engine)
  const origin = baseUrl ?? 'http://localhost'
  const answer = (request: Request) => {
    const { signal } = request
    // Nothing is awaited without a body and without interceptors, so the signal cannot abort meanwhile.
    if (isBodiless(request) && !engine.interceptor && !signal.aborted) return engine.fetch(request)
    return unlessAborted(signal, () => engine.fetch(request))
  }
  const reported = onDefect ? reporting(answer, onDefect) : answer
  const respond = withCors(reported)
  const fetched = fetchedBy(respond)
  const handlers = new Handlers({ contract: options.contract, baseUrl, respond })
  const resetTo = <T>(change: (context: Context) => T): T => {
    const result = engine.resetTo(change)
    interceptors.clear()
    log.clear()
    return result
  }
  const mock: Mock = {
    fetch: async (input, init) => {
      if (!(input instanceof Request) || init !== undefined) return fetched(requestOf(input, init, origin))
      if (isBodiless(input)) return fetched(input)
      // A copy takes the body, or throws what `fetch` throws if the body was used before. It takes longer than the
      // response, so there is none if the body is read at once.
      if (input.bodyUsed || input.body?.locked || engine.interceptor) return fetched(new Request(input))
      const response = fetched(input)
      if (!input.bodyUsed) discardBody(input)
      return response
    },
    clock: engine.context.clock,
    contract: options.contract,
    baseUrl,
    get handlers() {
      return [handlers.all]
    },
    handlersFor: (...operations) => operations.map(id => handlers.for(id)),
    get requests() {
      return log.requests
    },
    signIn: (who, options) => signIn(engine.context, who, options),
    reset: () => resetTo(() => {}),
    snapshot: () => engine.snapshot(),
    restore: snapshot => engine.restore(snapshot),
    seed: fixtures => seed(engine.context, fixtures) as Seeded<string>,
    scenario: name => resetTo(context => playScenario(context, name)),
    override: (id, resolver) =>
      interceptors.addResponder(overrideOf(options.contract, id, resolver as Resolver, options.isChecked)),
    fail: (id, fault) => interceptors.addResponder(faultOf(engine, id, fault)),
    delay: (id, milliseconds) => interceptors.addDelay(delayOf(options.contract, id, milliseconds)),
  }
  answers.set(mock, reported)
  return { mock, engine }
}

/** Takes a body that nothing reads, as `fetch` does. */
function discardBody(request: Request): void {
  if (canCancel(request)) request.body?.cancel().catch(() => {})
  else void new Request(request)
}

/** How mocks respond without CORS. */
const answers = new WeakMap<AnyMock, Respond>()

/** How a mock responds without CORS, for a server that has its own. */
export const answerOf = (mock: AnyMock): Respond => answers.get(mock) ?? (request => mock.fetch(request))

function reporting(answer: Respond, onDefect: (thrown: unknown) => void): Respond {
  return async request => {
    try {
      return await answer(request)
    } catch (thrown) {
      if (!(thrown instanceof BrokenConnectionError) && !request.signal.aborted) onDefect(thrown)
      throw thrown
    }
  }
}
