/** The overrides, faults and delays of one mock. */
import type { Operation } from '../../openapi/contract/contract.ts'
import type { Engine } from '../engine/engine.ts'
import type { Interceptor } from '../engine/interceptor.ts'
import type { Remover } from './types/mock.ts'

/** An interceptor for some operations. */
export interface OperationInterceptor {
  readonly appliesTo: (operation: Operation) => boolean
  readonly interceptor: Interceptor
}

/** Installs its interceptor in the engine only while it is not empty, so that the usual request pays nothing. */
export class OperationInterceptors {
  readonly #engine: Engine
  #delays: readonly OperationInterceptor[] = []
  #responders: readonly OperationInterceptor[] = []

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** All delays of an operation run before its overrides and faults. */
  addDelay(delay: OperationInterceptor): Remover {
    this.#set([...this.#delays, delay], this.#responders)
    return () => this.#set(without(this.#delays, delay), this.#responders)
  }

  /** The override or fault that was added last runs first. Its `next` is the one that was added before it. */
  addResponder(responder: OperationInterceptor): Remover {
    this.#set(this.#delays, [...this.#responders, responder])
    return () => this.#set(this.#delays, without(this.#responders, responder))
  }

  clear(): void {
    this.#set([], [])
  }

  #set(delays: readonly OperationInterceptor[], responders: readonly OperationInterceptor[]): void {
    this.#delays = delays
    this.#responders = responders
    const isEmpty = delays.length === 0 && responders.length === 0
    this.#engine.interceptor = isEmpty ? undefined : (visit, next) => this.#intercept(visit, next)
  }

  #intercept: Interceptor = (visit, last) => {
    const { operation } = visit.route
    const applicable = [...this.#responders, ...this.#delays].filter(({ appliesTo }) => appliesTo(operation))
    const first = applicable.reduce(
      (next, { interceptor }) =>
        () =>
          interceptor(visit, next),
      last,
    )
    return first()
  }
}

const without = (all: readonly OperationInterceptor[], removed: OperationInterceptor) =>
  all.filter(one => one !== removed)
