import type { Contract } from '../../openapi/contract/contract.ts'
import { Engine, type EngineChange, type Exchange } from '../engine/engine.ts'
import { Handlers } from '../msw/handlers.ts'
import { unlessAborted } from './abort.ts'
import { Controls } from './controls.ts'
import { delayOf } from './delay.ts'
import { faultOf } from './fault.ts'
import { overrideOf } from './override.ts'
import { RequestLog } from './request-log.ts'
import { playScenario } from './scenarios.ts'
import { seed } from './seed.ts'
import { signIn } from './sign-in.ts'
import type { Seeded } from './types/fixtures.ts'
import type { Mock } from './types/mock.ts'
import type { Resolver } from './types/override.ts'

export interface OpenOptions {
  readonly contract: Contract
  readonly seed: number
  readonly now?: string
  readonly baseUrl?: string
  /** Whether every answer is checked against the contract. */
  readonly isChecked: boolean
  readonly onExchange?: (exchange: Exchange) => void
  readonly onChange?: (change: EngineChange) => void
}

/** A mock and the engine below it, for doors that need more of it than a mock's users. */
export interface OpenMock {
  readonly mock: Mock
  readonly engine: Engine
}

/** @throws {RangeError} where `now` is no time, or `baseUrl` does not fit the contract */
export function openMock({ onExchange, baseUrl, ...options }: OpenOptions): OpenMock {
  const log = new RequestLog()
  const engine = new Engine({
    ...options,
    onExchange: exchange => {
      log.add(exchange)
      onExchange?.(exchange)
    },
  })
  const controls = new Controls(engine)
  const answer = (request: Request) => {
    const { method, signal } = request
    // Without a body to read, and with nothing in between, there is no time for a signal to abort. The body itself is
    // not asked for: a server would open a stream for it, and break the connection when nobody reads it.
    const isBodiless = method === 'GET' || method === 'HEAD'
    if (isBodiless && !engine.interceptor && !signal.aborted) return engine.fetch(request)
    return unlessAborted(signal, () => engine.fetch(request))
  }
  const handlers = new Handlers({ contract: options.contract, baseUrl, answer })
  const reset = () => {
    controls.clear()
    engine.reset()
    log.clear()
  }
  const mock: Mock = {
    fetch: async (input, init) =>
      answer(input instanceof Request && init === undefined ? input : new Request(input, init)),
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
    reset,
    snapshot: () => engine.snapshot(),
    restore: snapshot => engine.restore(snapshot),
    seed: fixtures => seed(engine.context, fixtures) as Seeded<string>,
    scenario: name => {
      reset()
      return playScenario(engine.context, name)
    },
    override: (id, resolver) =>
      controls.addAnswer(overrideOf(options.contract, id, resolver as Resolver, options.isChecked)),
    fail: (id, fault) => controls.addAnswer(faultOf(engine, id, fault)),
    delay: (id, milliseconds) => controls.addDelay(delayOf(options.contract, id, milliseconds)),
  }
  return { mock, engine }
}
