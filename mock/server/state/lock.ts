import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { errorCode } from '../error-code.ts'
import { StateError } from './state-error.ts'

/** Lets one process at a time write to a file. The file `FILE.lock` names the process. */
export class Lock {
  readonly #path: string
  readonly #text: string

  /**
   * Acquires the lock, or takes it over if its process has ended.
   * @throws {StateError} if another process holds it
   */
  constructor(file: string) {
    this.#path = `${file}.lock`
    this.#text = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
    const own = `${this.#path}.${process.pid}`
    try {
      writeFileSync(own, this.#text)
      this.#take(file, own)
    } catch (error) {
      if (error instanceof StateError) throw error
      const hint = 'Choose a file with --state, in a directory that this process may write to.'
      throw new StateError(`${this.#path} cannot be written (${errorCode(error)}).`, hint, error)
    } finally {
      rmSync(own, { force: true })
    }
  }

  release(): void {
    if (read(this.#path) === this.#text) rmSync(this.#path, { force: true })
  }

  #take(file: string, own: string): void {
    for (;;) {
      if (link(own, this.#path)) return
      const text = read(this.#path)
      if (text === undefined) continue
      const holder = holderOf(text, this.#path)
      if (holder !== undefined) {
        throw new StateError(
          `${file} is in use by process ${holder}.`,
          'End that process, or choose another file with --state.',
        )
      }
      this.#moveAway(own, text)
    }
  }

  /**
   * Moves an abandoned lock aside. If another process has replaced it in the meantime, the lock that was moved is the
   * new one, and is put back.
   */
  #moveAway(own: string, text: string): void {
    const aside = `${own}.old`
    try {
      renameSync(this.#path, aside)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return
      throw error
    }
    if (read(aside) !== text) link(aside, this.#path)
    rmSync(aside, { force: true })
  }
}

/** Creates a second name for a file, atomically; false if the name exists. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The process that holds a lock; undefined if it has ended, also if its id has since been given to another process. */
function holderOf(text: string, path: string): number | undefined {
  const [, pid, started] = /^\{"pid":(\d+)(?:,"started":"(\d+)")?\}$/.exec(text) ?? []
  if (pid === undefined)
    throw new StateError(`${path} is not a lock file of Latchkey.`, 'Choose another file with --state.')
  const number = Number(pid)
  return isRunning(number) && startOf(number) === started ? number : undefined
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** When a process was started, in kernel ticks; undefined if it has ended, or the system has no /proc. */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The second field, the program's name in parentheses, may contain spaces. The state is the third, the start the 22nd.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie keeps its id until its parent waits for it. In a container, that may never happen.
  return fields?.[0] === 'Z' ? undefined : fields?.[19]
}
