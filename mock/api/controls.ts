import type { Operation } from '../../openapi/contract/contract.ts'
import type { Engine } from '../engine/engine.ts'
import type { Interceptor } from '../engine/interceptor.ts'
import type { Remover } from './types/mock.ts'

/** What stands in the way of some requests. */
export interface Control {
  readonly isFor: (operation: Operation) => boolean
  readonly interceptor: Interceptor
}

/** Everything that is set around the operations of one mock. The engine asks only as long as something is set. */
export class Controls {
  readonly #engine: Engine
  #delays: readonly Control[] = []
  #answers: readonly Control[] = []

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** Every delay is waited for before anything answers. */
  addDelay(control: Control): Remover {
    this.#set([...this.#delays, control], this.#answers)
    return () => this.#set(without(this.#delays, control), this.#answers)
  }

  /** The last one set is asked first, and what it calls next is the one before it. */
  addAnswer(control: Control): Remover {
    this.#set(this.#delays, [...this.#answers, control])
    return () => this.#set(this.#delays, without(this.#answers, control))
  }

  clear(): void {
    this.#set([], [])
  }

  #set(delays: readonly Control[], answers: readonly Control[]): void {
    this.#delays = delays
    this.#answers = answers
    const isIdle = delays.length === 0 && answers.length === 0
    this.#engine.interceptor = isIdle ? undefined : (visit, answer) => this.#intercept(visit, answer)
  }

  #intercept: Interceptor = (visit, answer) => {
    const { operation } = visit.route
    const controls = [...this.#answers, ...this.#delays].filter(({ isFor }) => isFor(operation))
    return controls.reduce(
      (next, { interceptor }) =>
        () =>
          interceptor(visit, next),
      answer,
    )()
  }
}

const without = (controls: readonly Control[], control: Control) => controls.filter(other => other !== control)
