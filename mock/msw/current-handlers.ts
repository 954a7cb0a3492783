import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnyHandler } from 'msw'
import { loadMsw } from './load.ts'

const { HandlersController } = loadMsw('latchkey/mock/vitest')

type State = ReturnType<InstanceType<typeof HandlersController>['getInitialState']>

/** The handlers of one test, for its asynchronous context. */
export interface TestHandlers {
  state: State
}

const NONE: TestHandlers = { state: { initialHandlers: {}, handlers: {} } }

/**
 * Handlers by test. Tests that run at the same time share the global `fetch`, and each has its own handlers. MSW's
 * `boundary` isolates the handlers that each test adds, but all tests start with the same ones.
 *
 * A request belongs to the test in whose asynchronous context it is sent. Code that a module starts once, such as a
 * poller, keeps the context of the first test, or has none: its requests belong to the test that is running, if it is
 * the only one.
 */
export class CurrentHandlers extends HandlersController {
  readonly #contexts = new AsyncLocalStorage<TestHandlers>()
  readonly #running = new Set<TestHandlers>()

  /** Starts a test. */
  start(handlers: AnyHandler[]): TestHandlers {
    const test = { state: this.getInitialState(handlers) }
    this.#running.add(test)
    return test
  }

  /** Ends a test. Nothing reaches its handlers any more. */
  end(test: TestHandlers): void {
    this.#running.delete(test)
  }

  /** Runs a function whose requests belong to the test. */
  run<Result>(test: TestHandlers, run: () => Result): Result {
    return this.#contexts.run(test, run)
  }

  /** Runs a function whose requests belong to no test. */
  runWithout<Result>(run: () => Result): Result {
    return this.run(NONE, run)
  }

  /** The test in whose context the caller is, ended or not; undefined outside of tests. */
  get ofContext(): TestHandlers | undefined {
    return this.#contexts.getStore()
  }

  /** The test that requests of the caller belong to. */
  get current(): TestHandlers | undefined {
    const test = this.ofContext
    if (test && (this.#running.has(test) || test === NONE)) return test
    const [only, ...others] = this.#running
    return others.length === 0 ? only : undefined
  }

  protected override getState(): State {
    return (this.current ?? NONE).state
  }

  protected override setState(next: Partial<State>): void {
    const { current } = this
    if (current) current.state = { ...current.state, ...next }
  }
}
