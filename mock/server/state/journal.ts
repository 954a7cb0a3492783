import { closeSync, constants, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../error-code.ts'
import { encodeLine } from './line.ts'
import { StateError } from './state-error.ts'

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND
/** The file holds hashes of secrets. */
const OWNER_ONLY = 0o600
/** Bytes that must have been appended before a rewrite is worth its time. */
const LEAST_GROWTH = 1024 * 1024

/**
 * Writes a state file: a header, a snapshot, and one line for each turn since the snapshot. Turns are appended. A
 * rewrite puts a new file in the place of the old one, so a reader finds the old file or the new one, and never half
 * of one.
 */
export class Journal {
  readonly #file: string
  #descriptor: number
  /** The bytes of all complete lines. */
  #size: number
  /** The size after the last rewrite. */
  #base: number
  /** Whether the file may end with a part of a line. */
  #isRagged = false

  /**
   * Writes a new file.
   * @throws {StateError} if that fails; a file that existed before is unchanged
   */
  constructor(file: string, header: unknown, snapshot: unknown) {
    this.#file = file
    try {
      const { descriptor, size } = replaceFile(file, header, snapshot)
      this.#descriptor = descriptor
      this.#size = this.#base = size
    } catch (error) {
      const hint = 'Choose a file with --state, in a directory with free space that this process may write to.'
      throw new StateError(`${file} cannot be written (${errorCode(error)}).`, hint, error)
    }
  }

  /** Whether the turns take up more than the snapshot, so that a rewrite is worth its time. */
  get isLong(): boolean {
    return this.#size - this.#base > Math.max(LEAST_GROWTH, this.#base)
  }

  /**
   * Appends one line. Once this returns, the line survives the end of the process.
   * @throws {Error} of Node.js if the line cannot be written
   */
  append(value: unknown): void {
    const line = Buffer.from(encodeLine(value))
    // A part of a line at the end is dropped by the reader. Before another line, it would be damage.
    if (this.#isRagged) ftruncateSync(this.#descriptor, this.#size)
    this.#isRagged = true
    writeAll(this.#descriptor, line)
    this.#isRagged = false
    this.#size += line.length
  }

  /** Replaces the file. @throws {Error} of Node.js if that fails; the old file then stays in use */
  rewrite(header: unknown, snapshot: unknown): void {
    const { descriptor, size } = replaceFile(this.#file, header, snapshot)
    closeSync(this.#descriptor)
    this.#descriptor = descriptor
    this.#size = this.#base = size
    this.#isRagged = false
  }

  close(): void {
    fsyncSync(this.#descriptor)
    closeSync(this.#descriptor)
  }
}

function replaceFile(file: string, header: unknown, snapshot: unknown): { descriptor: number; size: number } {
  const temporary = `${file}.new`
  const bytes = Buffer.from(encodeLine(header) + encodeLine(snapshot))
  const descriptor = openSync(temporary, NEW_FILE, OWNER_ONLY)
  try {
    writeAll(descriptor, bytes)
    fsyncSync(descriptor)
    renameSync(temporary, file)
    syncDirectory(dirname(file))
  } catch (error) {
    closeSync(descriptor)
    rmSync(temporary, { force: true })
    throw error
  }
  return { descriptor, size: bytes.length }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written)
}

/** A rename survives a power failure once its directory is synced. Windows cannot open directories, and need not. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(directory, constants.O_RDONLY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
