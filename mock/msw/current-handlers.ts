import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnyHandler } from 'msw'
import { loadMsw } from './load.ts'

const { HandlersController } = loadMsw('latchkey/mock/vitest')

type State = ReturnType<InstanceType<typeof HandlersController>['getInitialState']>

/**
 * Handlers by asynchronous context. Tests that run at the same time share the global `fetch`, and each has its own
 * handlers. MSW's `boundary` isolates the handlers that each test adds, but all tests start with the same ones.
 */
export class CurrentHandlers extends HandlersController {
  readonly #contexts = new AsyncLocalStorage<{ state: State }>()

  /** Runs a function whose requests these handlers receive, and the handlers that it adds. */
  run<Result>(handlers: AnyHandler[], run: () => Result): Result {
    return this.#contexts.run({ state: this.getInitialState(handlers) }, run)
  }

  protected override getState(): State {
    return this.#contexts.getStore()?.state ?? { initialHandlers: {}, handlers: {} }
  }

  protected override setState(next: Partial<State>): void {
    const context = this.#contexts.getStore()
    if (context) context.state = { ...context.state, ...next }
  }
}
