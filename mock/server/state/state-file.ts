import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Engine, EngineChange } from '../../engine/engine.ts'
import { SnapshotError } from '../../engine/snapshot-error.ts'
import { errorCode } from '../error-code.ts'
import { endOfTurn } from '../turn.ts'
import { checkHeader, headerOf, keyOf, type RecordName, replay, turnOf } from './content.ts'
import { Journal, type JournalContent, readJournal } from './journal.ts'
import { Lock } from './lock.ts'
import { StateError } from './state-error.ts'

/** What is written, and of which engine. */
interface Writing {
  readonly journal: Journal
  engine: Engine
}

/**
 * The state of one mock in a file: nothing that was answered is lost when the process ends, however it ends.
 *
 * @example
 * const state = new StateFile('shop.state')
 * const engine = new Engine({ ..., onChange: change => state.changed(change) })
 * state.start(engine)
 * const answer = await engine.fetch(request)
 * await state.kept() // now the answer may be given
 */
export class StateFile {
  readonly path: string
  readonly #lock: Lock
  readonly #content: JournalContent | undefined
  #writing: Writing | undefined
  /** The records that changed since the last line was written. */
  readonly #changed = new Map<string, RecordName>()
  /** Whether what changed is everything. */
  #isReplaced = false
  #writtenClock: number | null = null
  #hasFailed = false

  /**
   * Takes a file for this process alone, and reads it.
   * @throws {StateError} where that is not possible
   */
  constructor(file: string) {
    this.path = resolved(file)
    this.#lock = new Lock(this.path)
    this.#content = this.#orRelease(() => readJournal(this.path))
  }

  /** Whether there was a state to go on with. */
  get isOld(): boolean {
    return this.#content !== undefined
  }

  /** Whether the last line was dropped: a change that was being written when the process ended, and never answered. */
  get isTorn(): boolean {
    return this.#content?.isTorn ?? false
  }

  /**
   * Restores what the file holds, if anything, and writes the state of this engine from now on.
   * @param seed what the state must have been drawn from; undefined where anything will do
   * @throws {StateError} where the file is of another version, system or seed, or cannot be written
   */
  start(engine: Engine, seed?: number): void {
    this.#orRelease(() => {
      if (this.#content) restore(this.path, this.#content, engine, seed)
      this.#changed.clear()
      this.#isReplaced = false
      this.#writtenClock = engine.context.clock.fixed
      const journal = new Journal(this.path, headerOf(engine.context.contract), engine.snapshot())
      this.#writing = { journal, engine }
    })
  }

  /** Goes on with another engine, whose state takes the place of what the file holds. */
  follow(engine: Engine): void {
    if (this.#writing) this.#writing.engine = engine
    this.#isReplaced = true
  }

  /** To be called at each change of the engine. */
  changed(change: EngineChange): void {
    if ('entry' in change) {
      const name: RecordName = [change.resource, change.entry.id]
      this.#changed.set(keyOf(name), name)
    } else {
      this.#isReplaced = true
    }
  }

  /**
   * Where the last attempt to write failed, makes another one.
   * @throws {Error} of Node's where it fails again: what then happened would be kept no more than what did before
   */
  recover(): void {
    if (this.#hasFailed) this.#flush()
  }

  /**
   * Resolves when all that has happened until now is in the file.
   * @throws {Error} of Node's where it could not be written; what happened stays to be written
   */
  async kept(): Promise<void> {
    await endOfTurn()
    this.#flush()
  }

  #flush(): void {
    if (!this.#writing) return
    const { journal, engine } = this.#writing
    const clock = engine.context.clock.fixed
    this.#hasFailed = true
    if (this.#isReplaced) journal.rewrite(headerOf(engine.context.contract), engine.snapshot())
    else if (this.#changed.size > 0 || clock !== this.#writtenClock)
      journal.append(turnOf(engine, this.#changed.values()))
    this.#hasFailed = false
    this.#isReplaced = false
    this.#changed.clear()
    this.#writtenClock = clock
    if (journal.isLong) compact(this.#writing)
  }

  /**
   * Writes what happened, and gives the file back.
   * @throws {StateError} where it could not be written: what was answered is in the file, and what was not is lost
   */
  close(): void {
    try {
      this.#flush()
      if (!this.#writing) return
      compact(this.#writing)
      this.#writing.journal.close()
    } catch (error) {
      if (errorCode(error) === undefined) throw error
      const hint = 'It holds all that was answered. Make room for it, or choose another file with --state.'
      throw new StateError(`${this.path} could not be written at the end (${errorCode(error)}).`, hint, error)
    } finally {
      this.#writing = undefined
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

/** @throws {StateError} where the content is not for this engine */
function restore(
  file: string,
  { header, snapshot, turns }: JournalContent,
  engine: Engine,
  seed: number | undefined,
): void {
  checkHeader(file, header, engine.context.contract)
  const state = replay(snapshot, turns)
  if (seed !== undefined && seed !== state.seed)
    throw new StateError(
      `${file} holds a state of the seed ${state.seed}, not of ${seed}.`,
      'It was left as it is. Leave --seed out, or choose another file with --state.',
    )
  try {
    engine.restore(state)
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error
    const isSame = header.contract === headerOf(engine.context.contract).contract
    const why = isSame ? '' : ' The contract has changed since it was written.'
    const hint =
      'It was left as it is. Start with the contract and the version that wrote it, or move it away to start anew.'
    throw new StateError(`${file} does not fit.${why} ${error.message}`, hint, error)
  }
}

/** A long file is as good as a short one: where there is no room to write it anew, that can wait. */
function compact({ journal, engine }: Writing): void {
  try {
    journal.rewrite(headerOf(engine.context.contract), engine.snapshot())
  } catch (error) {
    if (errorCode(error) === undefined) throw error
  }
}

/** The file behind a symbolic link, which a new file must not take the place of. */
function resolved(file: string): string {
  const path = realPath(file)
  // A pipe would be waited for for ever, and a device (/dev/null) would have a file put in its place.
  if (path !== undefined && !statSync(path).isFile())
    throw new StateError(`${file} is a directory, a device, a pipe or a socket.`, 'Choose a file with --state.')
  return path ?? resolve(file)
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StateError(`${file} cannot be read (${errorCode(error)}).`, 'Choose another file with --state.', error)
  }
}
