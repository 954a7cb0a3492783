/** The mock that the server runs. */
import type { OpenMock } from '../../mock/api/open.ts'
import type { Mock } from '../../mock/api/types/mock.ts'
import type { Context } from '../../mock/engine/context.ts'
import type { EngineChange } from '../../mock/engine/engine.ts'
import type { SchemaFault } from '../../mock/engine/validation/prepare.ts'
import {
  type OpenSession,
  openSession,
  randomCharacters,
  reopenSession,
} from '../../mock/server/banner/open-session.ts'
import { Instance } from '../../mock/server/instance.ts'
import { migrateState } from '../../mock/server/migrate-state.ts'
import { StateError } from '../../mock/server/state/state-error.ts'
import { StateFile } from '../../mock/server/state/state-file.ts'
import { CliError } from './cli-error.ts'
import type { System } from './load-system.ts'
import type { MockCommandOptions } from './mock-command.ts'
import { openSystem } from './open-system.ts'

export type MainInstanceOptions = Pick<MockCommandOptions, 'seed' | 'clock' | 'state' | 'delay' | 'fail'>

/** The mock at the root of the server, as the command line configures it. It can change its contract while it runs. */
export class MainInstance {
  readonly state: StateFile | undefined
  readonly #options: MainInstanceOptions
  /** The random part of the token of `session`, which stays valid after a reset. Undefined if a seed is chosen. */
  readonly #token: string | undefined
  #system: System
  #open: OpenMock
  #instance: Instance
  readonly #onFault: (fault: SchemaFault) => void
  #session: OpenSession | undefined

  /**
   * @param onFault called once for each mistake in a schema or an example, when it is first used
   * @throws {CliError} if the state file cannot be used, or an operation does not declare the fault of `fail`
   */
  constructor(system: System, options: MainInstanceOptions, onFault: (fault: SchemaFault) => void = () => {}) {
    this.#onFault = onFault
    this.#system = system
    this.#options = options
    const { state, seed } = options
    this.#token = seed === undefined ? randomCharacters() : undefined
    this.state = state === undefined ? undefined : asCliError(() => new StateFile(state))
    try {
      this.#open = this.#openMock(system)
      asCliError(() => this.state?.start(this.#open.engine, seed))
      this.#instance = this.#instanceOf(this.#open)
    } catch (error) {
      this.state?.close()
      throw error
    }
  }

  get system(): System {
    return this.#system
  }

  get instance(): Instance {
    return this.#instance
  }

  /** A session of the first user who can sign in, opened at the start and again at each reset, with the same token. */
  get session(): OpenSession | undefined {
    return this.#session
  }

  /**
   * Changes the contract, and keeps the records that fit the new one.
   * @returns how many records were dropped, by resource
   * @throws {CliError} if an operation no longer declares the fault of `fail`; nothing is changed then
   */
  reload(system: System): ReadonlyMap<string, number> {
    const open = this.#openMock(system)
    const dropped = migrateState(this.#open.engine, open.engine)
    this.#instance = this.#instanceOf(open)
    this.#system = system
    this.#open = open
    this.state?.follow(open.engine)
    return dropped
  }

  /** Writes the state and releases the file. @throws {CliError} if the file cannot be written */
  close(): void {
    asCliError(() => this.state?.close())
  }

  #openMock(system: System): OpenMock {
    const { seed, clock } = this.#options
    const onChange = this.state && ((change: EngineChange) => this.state?.changed(change))
    const open = openSystem(system, { seed, clock, onChange })
    open.engine.context.schemas.onFault(this.#onFault)
    return open
  }

  #instanceOf({ mock, engine }: OpenMock): Instance {
    return new Instance({
      mock,
      answer: (request, onExchange) => engine.fetch(request, onExchange),
      document: () => this.#system.document(),
      prepare: () => this.#prepare(mock, engine.context),
    })
  }

  #prepare(mock: Mock, context: Context): void {
    const { fail = [], delay } = this.#options
    for (const { operation, status } of fail) asCliError(() => mock.fail(operation, { status }))
    if (delay) mock.delay('*', delay)
    this.#session = this.#session
      ? reopenSession(context, this.#session, this.#token)
      : openSession(context, this.#token)
  }
}

function asCliError<T>(attempt: () => T): T {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof StateError) throw new CliError(1, error.message, error.hint)
    if (error instanceof RangeError) throw new CliError(2, error.message)
    throw error
  }
}
