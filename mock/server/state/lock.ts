import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { errorCode } from '../error-code.ts'
import { StateError } from './state-error.ts'

/** The one process that writes to a file, as the file `FILE.lock` says. */
export class Lock {
  readonly #path: string
  readonly #text: string

  /**
   * Takes the lock; one whose process has ended is taken over.
   * @throws {StateError} where another process has it
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
      const hint = 'Choose a file in a directory that this process may write to with --state.'
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

  /** Of two processes that find the same lock left behind, the slower one may move the faster one's lock: it gives it back. */
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

/** Gives a file another name, all at once; false where there is one of that name. */
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

/** The process that holds a lock; undefined where it has ended, and where its number is another process's by now. */
function holderOf(text: string, path: string): number | undefined {
  const [, pid, started] = /^\{"pid":(\d+)(?:,"started":"(\d+)")?\}$/.exec(text) ?? []
  if (pid === undefined) throw new StateError(`${path} is no lock of Latchkey.`, 'Choose another file with --state.')
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

/** When a process was started, in the kernel's ticks; undefined where it has ended, or the system does not say. */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The second field, the program's name in parentheses, may hold spaces; the state is the third, the start the 22nd.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  // One that was killed keeps its number until its parent asks for it, which in a container may be never.
  return fields?.[0] === 'Z' ? undefined : fields?.[19]
}
