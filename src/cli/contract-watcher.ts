import { type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorCode } from '../../mock/server/error-code.ts'
import { contractFiles } from '../../openapi/read/contract-files.ts'

/** Editors save a file in several steps. A save ends when nothing changes for this many milliseconds. */
const QUIET = 50

interface Watched {
  readonly watcher: FSWatcher
  /** It tells the directory from a later one with the same path. */
  readonly identity: string
}

/**
 * Watches the files of a contract: the document and what it refers to. It watches their directories, because editors
 * replace a file on save, and a watcher of the old file sees nothing of the new one.
 */
export class ContractWatcher {
  readonly #file: string
  readonly #onChange: () => Promise<void>
  readonly #others: () => readonly string[]
  readonly #watchers = new Map<string, Watched>()
  #files: readonly string[] = []
  #timer: NodeJS.Timeout | undefined
  /** The last call of `onChange`; the next one waits for it. */
  #running: Promise<void> = Promise.resolve()
  #isClosed = false

  /**
   * @param onChange called after each change; the next call waits until its promise resolves
   * @param others more files that the contract consists of now, such as overlays: paths or URLs
   */
  constructor(file: string, onChange: () => Promise<void>, others: () => readonly string[] = () => []) {
    this.#file = file
    this.#others = others
    this.#onChange = onChange
  }

  /** Watches the files that the contract consists of now. */
  async start(): Promise<void> {
    const files = [...(await contractFiles(this.#file)), ...this.#others().flatMap(pathOf)]
    // A directory can be removed and created again, which only a watcher of the one around it sees.
    const root = dirname(resolve(this.#file))
    this.#files = [...new Set([...files, ...files.flatMap(file => directoriesBetween(root, file))])]
    this.#watchDirectories()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const { watcher } of this.#watchers.values()) watcher.close()
  }

  #watchDirectories(): void {
    if (this.#isClosed) return
    const directories = new Set(this.#files.map(file => dirname(file)))
    for (const [directory, { watcher, identity }] of this.#watchers) {
      if (directories.has(directory) && identity === identityOf(directory)) continue
      watcher.close()
      this.#watchers.delete(directory)
    }
    for (const directory of directories) this.#watch(directory)
  }

  #watch(directory: string): void {
    if (this.#watchers.has(directory)) return
    const watcher = this.#open(directory)
    if (!watcher) return
    // The directory was removed. The contract stays loaded.
    watcher.on('error', () => {
      watcher.close()
      this.#watchers.delete(directory)
    })
    this.#watchers.set(directory, { watcher, identity: identityOf(directory) })
  }

  /** Undefined for a directory that does not exist, or that cannot be watched: a reference can name any. */
  #open(directory: string): FSWatcher | undefined {
    try {
      return watch(directory, (_, name) => {
        if (name === null || this.#includes(directory, name)) this.#waitForQuiet()
      })
    } catch (error) {
      if (errorCode(error) === undefined) throw error
      return undefined
    }
  }

  #includes(directory: string, name: string): boolean {
    return this.#files.some(file => dirname(file) === directory && basename(file) === name)
  }

  #waitForQuiet(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#changed())
    }, QUIET)
  }

  async #changed(): Promise<void> {
    // Directories that were created again are watched before their files are read, so that no later change is missed.
    this.#watchDirectories()
    await this.#onChange()
    await this.start()
  }
}

/** Nothing for what is on the network. */
function pathOf(file: string): string[] {
  if (/^https?:/i.test(file)) return []
  return [/^file:/i.test(file) ? fileURLToPath(file) : resolve(file)]
}

/** The directories below another one that lead to a file in it. */
function directoriesBetween(root: string, file: string): string[] {
  const directories: string[] = []
  for (let at = dirname(file); at.startsWith(root + sep); at = dirname(at)) directories.push(at)
  return directories
}

/** The number of a directory may be used again for the next one. */
function identityOf(directory: string): string {
  const found = statSync(directory, { throwIfNoEntry: false })
  return found ? `${found.ino} ${found.birthtimeMs}` : ''
}
