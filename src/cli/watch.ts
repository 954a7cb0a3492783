import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { contractFiles } from '../../openapi/read/contract-files.ts'

/** Editors write a file in several steps: this many milliseconds of quiet are its end. */
const QUIET = 50

/**
 * Calls back when a file that a contract is written in changes. Directories are watched, since editors put a new file in
 * the place of the old one, which would no longer be watched.
 */
export class ContractWatch {
  readonly #file: string
  readonly #onChange: () => Promise<void>
  #watchers = new Map<string, FSWatcher>()
  #names = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  /** @param onChange never called twice at a time */
  constructor(file: string, onChange: () => Promise<void>) {
    this.#file = file
    this.#onChange = onChange
  }

  /** Watches the files that the contract is written in now. */
  async start(): Promise<void> {
    const files = await contractFiles(this.#file)
    if (this.#isClosed) return
    this.#names = new Set(files)
    const directories = new Set(files.map(file => dirname(file)))
    for (const [directory, watcher] of this.#watchers) {
      if (directories.has(directory)) continue
      watcher.close()
      this.#watchers.delete(directory)
    }
    for (const directory of directories) this.#watch(directory)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
  }

  #watch(directory: string): void {
    if (this.#watchers.has(directory)) return
    const watcher = watch(directory, (_, name) => {
      const isOurs =
        name === null || [...this.#names].some(file => dirname(file) === directory && basename(file) === name)
      if (isOurs) this.#wait()
    })
    // A directory that is removed: what was loaded stays.
    watcher.on('error', () => {
      watcher.close()
      this.#watchers.delete(directory)
    })
    this.#watchers.set(directory, watcher)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#changed(), QUIET)
  }

  async #changed(): Promise<void> {
    await this.#onChange()
    await this.start()
  }
}
