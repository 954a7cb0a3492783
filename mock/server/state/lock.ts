import { closeSync, lstatSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { errorCode } from '../error-code.ts'
import { StateError } from './state-error.ts'

const OWNER_ONLY = 0o600

/**
 * Lets one server at a time use a file. `FILE.lock` is an empty file that carries a lock of the operating system, taken by
 * SQLite, because Node.js has no function for it. The operating system knows the lock in every container, and releases it
 * when the process ends, however it ends. So a lock is never stale, and nobody waits for one to expire.
 *
 * This process must not open the lock file in another way: closing it would release the lock (POSIX). The file stays
 * when the lock is released: if it were removed, another process could hold a lock on the removed file.
 */
export class Lock {
  #database: DatabaseSync | undefined

  /** @throws {StateError} if another server has the lock, or the file cannot be locked */
  constructor(file: string) {
    const path = `${file}.lock`
    createLockFile(path)
    const database = openDatabase(path)
    try {
      // Nothing is written, so the journal that SQLite prepares needs no file.
      database.exec('PRAGMA journal_mode = MEMORY')
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      throw isLocked(error) ? inUse(file, path) : cannotLock(path, error)
    }
    this.#database = database
  }

  /** May be called again. */
  release(): void {
    this.#database?.close()
    this.#database = undefined
  }
}

/** @throws {StateError} if the file cannot be created, or is a link or the file of another program */
function createLockFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY))
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      const hint = 'Choose a file with --state, in a directory that this process may write to.'
      throw new StateError(`${path} cannot be created (${errorCode(error)}).`, hint, error)
    }
    const found = lstatSync(path)
    if (found.isFile() && found.size === 0) return
    const hint = 'Choose another file with --state. If an older version of Latchkey has left it, remove it.'
    throw new StateError(`${path} is not a lock file of Latchkey.`, hint)
  }
}

function openDatabase(path: string): DatabaseSync {
  // Node.js 22.12 lacks the module, and an import would break everything else there.
  const sqlite: typeof import('node:sqlite') | undefined = process.getBuiltinModule('node:sqlite')
  if (!sqlite)
    throw new StateError(
      `--state needs Node.js 22.13 or later, and this is ${process.versions.node}.`,
      'Update Node.js, or leave --state out.',
    )
  try {
    return new sqlite.DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw cannotLock(path, error)
  }
}

/** By the text of SQLite: not all runtimes pass its code on. */
const isLocked = (error: unknown) => error instanceof Error && error.message.includes('database is locked')

function inUse(file: string, path: string): StateError {
  return new StateError(
    `${file} is in use by another server, which may run in another container.`,
    `Stop that server (on Linux and macOS, \`fuser ${path}\` prints its process id), or choose another file with --state.`,
  )
}

function cannotLock(path: string, error: unknown): StateError {
  return new StateError(
    `${path} cannot be locked (${error instanceof Error ? error.message : error}).`,
    'Choose a file with --state, in a directory that this process may write to and whose file system supports locks.',
    error,
  )
}
