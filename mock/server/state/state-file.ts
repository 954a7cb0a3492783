import type { Engine, EngineChange } from '../../engine/engine.ts'
import { errorCode } from '../error-code.ts'
import { type RecordName, recordKey } from '../record-name.ts'
import { endOfTurns } from '../turn.ts'
import { Journal } from './journal.ts'
import { Lock } from './lock.ts'
import { readJournal } from './read-journal.ts'
import { restoreState } from './restore-state.ts'
import { StateError } from './state-error.ts'
import { headerOf, turnOf } from './state-lines.ts'
import { StateNotSavedError } from './state-not-saved-error.ts'
import { statePath } from './state-path.ts'

/** What is written, and the engine that it comes from. */
interface Writer {
  readonly journal: Journal
  engine: Engine
}

/**
 * Keeps the state of one mock in a file. Every change is in the file before its response is sent, so a crash loses
 * nothing that a client knows of.
 *
 * @example
 * const state = new StateFile('shop.state')
 * const engine = new Engine({ ..., onChange: change => state.changed(change) })
 * state.start(engine)
 * const response = await engine.fetch(request)
 * await state.saved() // now the response can be sent
 */
export class StateFile {
  readonly path: string
  readonly #lock: Lock
  readonly #content: ReturnType<typeof readJournal>
  readonly #endOfTurn = endOfTurns()
  /** How often the file could not be written, and why the last time. */
  failures = 0
  lastFailure: StateNotSavedError | undefined
  #writer: Writer | undefined
  /** The records that changed since the last write. */
  readonly #changed = new Map<string, RecordName>()
  /** Whether the whole state changed since the last write. */
  #isReplaced = false
  #savedClock: number | null = null
  /** The write at the end of this turn. */
  #saving: Promise<void> | undefined

  /**
   * Locks a file for this process, and reads it.
   * @throws {StateError} if the file is in use, cannot be read or is damaged
   */
  constructor(file: string) {
    this.path = statePath(file)
    this.#lock = new Lock(this.path)
    this.#content = this.#orRelease(() => readJournal(this.path))
  }

  /** Whether the file held a state. */
  get isRestored(): boolean {
    return typeof this.#content === 'object'
  }

  /** What the user should know about the content of the file, if anything. */
  get note(): string | undefined {
    if (this.#content === 'empty') return `${this.path} was empty. The server starts with a new state.`
    if (!this.#content?.isTorn) return undefined
    return `The last line of ${this.path} was incomplete and was dropped. No response depended on it.`
  }

  /**
   * Restores the state that the file holds, if any, and writes the state of this engine from now on.
   * @param seed the seed that the state must have; undefined for any
   * @throws {StateError} if the file is of another version, system or seed, or cannot be written
   */
  start(engine: Engine, seed?: number): void {
    this.#orRelease(() => {
      if (typeof this.#content === 'object') restoreState(this.path, this.#content, engine, seed)
      this.#changed.clear()
      this.#isReplaced = false
      this.#savedClock = engine.context.clock.fixed
      const journal = new Journal(this.path, headerOf(engine.context.contract), engine.snapshot())
      this.#writer = { journal, engine }
    })
  }

  /** Continues with another engine. Its state replaces the content of the file. */
  follow(engine: Engine): void {
    if (this.#writer) this.#writer.engine = engine
    this.#isReplaced = true
  }

  /** Must be called at each change of the engine's state. */
  changed(change: EngineChange): void {
    if ('entry' in change) {
      const name: RecordName = [change.resource, change.entry.id]
      this.#changed.set(recordKey(name), name)
    } else if (change.does === 'reset' || change.does === 'restore') {
      this.#isReplaced = true
    }
  }

  /**
   * Resolves when every change up to now is in the file.
   * @throws {StateNotSavedError} if the file cannot be written; the engine has the state of the file then
   */
  saved(): Promise<void> {
    this.#saving ??= this.#endOfTurn().then(() => {
      this.#saving = undefined
      this.#saveOrUndo()
    })
    return this.#saving
  }

  #saveOrUndo(): void {
    try {
      this.#save()
    } catch (error) {
      const code = errorCode(error)
      if (code === undefined) throw error
      this.failures++
      this.lastFailure = new StateNotSavedError(this.path, code)
      this.#undo()
      throw this.lastFailure
    }
  }

  /**
   * Returns the engine to the state that the file holds. If it cannot take that state, because its contract has changed,
   * its own state stays to be written.
   */
  #undo(): void {
    try {
      const content = readJournal(this.path)
      if (!this.#writer || typeof content !== 'object') return
      restoreState(this.path, content, this.#writer.engine, undefined)
      this.#forgetChanges()
    } catch (error) {
      if (!(error instanceof StateError)) throw error
    }
  }

  #save(): void {
    if (!this.#writer) return
    const { journal, engine } = this.#writer
    const clock = engine.context.clock.fixed
    if (this.#isReplaced) journal.rewrite(headerOf(engine.context.contract), engine.snapshot())
    else if (this.#changed.size > 0 || clock !== this.#savedClock)
      journal.append(turnOf(engine, this.#changed.values()))
    this.#forgetChanges()
    if (journal.isLong) compact(this.#writer)
  }

  /** The state of the engine is that of the file. */
  #forgetChanges(): void {
    this.#isReplaced = false
    this.#changed.clear()
    this.#savedClock = this.#writer?.engine.context.clock.fixed ?? null
  }

  /**
   * Writes the last changes, and releases the file.
   * @throws {StateError} if the file cannot be written; it then lacks only changes that no response reported
   */
  close(): void {
    try {
      this.#save()
      if (!this.#writer) return
      compact(this.#writer)
      this.#writer.journal.close()
    } catch (error) {
      if (errorCode(error) === undefined) throw error
      const hint =
        'It contains every change that a response reported. Free some space, or choose another file with --state.'
      throw new StateError(`${this.path} could not be written at the end (${errorCode(error)}).`, hint, error)
    } finally {
      this.#writer = undefined
      this.#lock.release()
    }
  }

  #orRelease<T>(attempt: () => T): T {
    try {
      return attempt()
    } catch (error) {
      this.#lock.release()
      throw error
    }
  }
}

/** Shortens the file. If there is no room for a new one, the long one stays in use: it holds the same state. */
function compact({ journal, engine }: Writer): void {
  try {
    journal.rewrite(headerOf(engine.context.contract), engine.snapshot())
  } catch (error) {
    if (errorCode(error) === undefined) throw error
  }
}
