import type { OpenMock } from '../../mock/api/open.ts'
import type { Mock } from '../../mock/api/types.ts'
import { carryOver } from '../../mock/server/carry-over.ts'
import { Instance } from '../../mock/server/instance.ts'
import { type OpenSession, openSession } from '../../mock/server/open-session.ts'
import { StateError } from '../../mock/server/state/state-error.ts'
import { StateFile } from '../../mock/server/state/state-file.ts'
import type { FailArgument } from './arguments.ts'
import { Failure } from './failure.ts'
import { openSystem } from './instances.ts'
import type { System } from './systems.ts'

export interface OwnArguments {
  readonly seed?: number
  readonly clock?: string
  readonly state?: string
  readonly delay?: readonly [number, number]
  readonly fail?: readonly FailArgument[]
}

/** The server's own mock: as the command line asks for it, kept in a file, and made anew when its contract changes. */
export class Own {
  readonly state: StateFile | undefined
  /** Of the first user who can sign in, since the start or the last reset. */
  session: OpenSession | undefined
  readonly #values: OwnArguments
  #system: System
  #open: OpenMock
  #instance: Instance

  /** @throws {Failure} where the state file cannot be used, or something cannot fail as it should */
  constructor(system: System, values: OwnArguments) {
    this.#system = system
    this.#values = values
    this.state = values.state === undefined ? undefined : orFailure(() => new StateFile(values.state ?? ''))
    try {
      this.#open = this.#openMock(system)
      orFailure(() => this.state?.start(this.#open.engine, values.seed))
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

  /**
   * Becomes a mock of another contract, with the state as far as it fits.
   * @returns how many records of which resource did not
   * @throws {Failure} where something cannot fail any more as it should; nothing is changed then
   */
  reload(system: System): ReadonlyMap<string, number> {
    const open = this.#openMock(system)
    const dropped = carryOver(this.#open.engine, open.engine)
    this.#instance = this.#instanceOf(open)
    this.#system = system
    this.#open = open
    this.state?.follow(open.engine)
    return dropped
  }

  /** Writes what there is to write. @throws {Failure} where that is not possible */
  close(): void {
    orFailure(() => this.state?.close())
  }

  #openMock(system: System): OpenMock {
    const { seed, clock } = this.#values
    return openSystem(system, { seed, clock, onChange: this.state && (change => this.state?.changed(change)) })
  }

  #instanceOf({ mock, engine }: OpenMock): Instance {
    return new Instance({
      mock,
      answer: (request, onExchange) => engine.fetch(request, onExchange),
      document: () => this.#system.document(),
      prepare: mock => this.#prepare(mock),
    })
  }

  #prepare(mock: Mock): void {
    const { fail = [], delay } = this.#values
    for (const { operation, status } of fail) orFailure(() => mock.fail(operation, { status }))
    if (delay) mock.delay('*', delay)
    this.session = openSession(mock)
  }
}

function orFailure<T>(attempt: () => T): T {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof StateError) throw new Failure(1, error.message, error.hint)
    if (error instanceof RangeError) throw new Failure(2, error.message)
    throw error
  }
}
