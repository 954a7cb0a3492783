import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnyHandler } from 'msw'
import { loadMsw } from './load.ts'

const { HandlersController } = loadMsw()

type State = ReturnType<InstanceType<typeof HandlersController>['getInitialState']>

/**
 * Handlers by asynchronous context: tests that run at the same time share the global `fetch`, and each is answered by its
 * own. MSW's `boundary` would keep apart what each adds, but starts all from the same handlers.
 */
export class CurrentHandlers extends HandlersController {
  readonly #contexts = new AsyncLocalStorage<{ state: State }>()

  /** Runs something that is answered by these handlers, and by those that it adds to them. */
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
