/** The overrides, faults and delays of one mock. */
import type { Operation } from '../../openapi/contract/contract.ts'
import type { Engine } from '../engine/engine.ts'
import type { Outcome } from '../engine/exchange.ts'
import type { Interceptor } from '../engine/interceptor.ts'
import type { Remover } from './types/mock.ts'

/** An interceptor for some operations. */
export interface OperationInterceptor {
  readonly appliesTo: (operation: Operation) => boolean
  /** Called for each request that reaches it: whether it intercepts the request. Defaults to every request. */
  readonly isDue?: () => boolean
  /** Whether it will intercept no more requests, so that it can be removed. Defaults to never. */
  readonly isUsedUp?: () => boolean
  readonly interceptor: Interceptor
}

/** Removers of interceptors that are no longer installed. */
const removed = new WeakSet<Remover>()

/** Whether there is nothing left to remove. */
export const isRemoved = (remover: Remover): boolean => removed.has(remover)

interface Installed {
  readonly added: OperationInterceptor
  readonly remove: Remover
}

/** Installs its interceptor in the engine only while it is not empty, so that the usual request pays nothing. */
export class OperationInterceptors {
  readonly #engine: Engine
  #delays: readonly Installed[] = []
  #responders: readonly Installed[] = []

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** All delays of an operation run before its overrides and faults. */
  addDelay(added: OperationInterceptor): Remover {
    const installed = installedAs(added, () => this.#set(without(this.#delays, installed), this.#responders))
    this.#set([...this.#delays, installed], this.#responders)
    return installed.remove
  }

  /** The override or fault that was added last runs first. Its `next` is the one that was added before it. */
  addResponder(added: OperationInterceptor): Remover {
    const installed = installedAs(added, () => this.#set(this.#delays, without(this.#responders, installed)))
    this.#set(this.#delays, [...this.#responders, installed])
    return installed.remove
  }

  clear(): void {
    for (const { remove } of [...this.#delays, ...this.#responders]) removed.add(remove)
    this.#set([], [])
  }

  #set(delays: readonly Installed[], responders: readonly Installed[]): void {
    this.#delays = delays
    this.#responders = responders
    const isEmpty = delays.length === 0 && responders.length === 0
    this.#engine.interceptor = isEmpty ? undefined : (visit, next) => this.#intercept(visit, next)
  }

  #intercept: Interceptor = (visit, last) => {
    const { operation } = visit.route
    const applicable = [...this.#responders, ...this.#delays].filter(({ added }) => added.appliesTo(operation))
    // A loop, because a recursion over thousands of faults that are not due would overflow the stack.
    const run = (end: number): Promise<Outcome> => {
      for (let index = end - 1; index >= 0; index--) {
        const { added, remove } = applicable[index] as Installed
        const isDue = added.isDue?.() ?? true
        if (added.isUsedUp?.()) remove()
        if (isDue) return added.interceptor(visit, () => run(index))
      }
      return last()
    }
    return run(applicable.length)
  }
}

function installedAs(added: OperationInterceptor, uninstall: () => void): Installed {
  const remove = () => {
    removed.add(remove)
    uninstall()
  }
  return { added, remove }
}

const without = (all: readonly Installed[], one: Installed) => all.filter(other => other !== one)
