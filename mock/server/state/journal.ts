import { closeSync, constants, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../error-code.ts'
import { encodeConfirmed } from './confirmed.ts'
import { encodeLine, lineOf, START } from './line.ts'
import { StateError } from './state-error.ts'

/** The file holds hashes of secrets. */
const OWNER_ONLY = 0o600
/** Bytes that must have been appended before a rewrite is worth its time. */
const LEAST_GROWTH = 1024 * 1024

/** A file that is open for writing. */
interface OpenFile {
  readonly descriptor: number
  /** Where the second line starts. */
  readonly confirmedAt: number
  /** The bytes of all complete lines. */
  readonly size: number
  /** The checksum of the last line. */
  readonly checksum: number
}

/**
 * Writes a state file: a header, how much of the file is confirmed, a snapshot, and one line for each turn since the
 * snapshot. Turns are appended. A rewrite puts a new file in the place of the old one, so a reader finds the old file or
 * the new one, and never half of one.
 */
export class Journal {
  readonly #file: string
  #open: OpenFile
  /** The size after the last rewrite. */
  #base: number
  /** Whether something that is not confirmed may follow the complete lines. */
  #isRagged = false

  /**
   * Writes a new file.
   * @throws {StateError} if that fails; a file that existed before is unchanged
   */
  constructor(file: string, header: unknown, snapshot: unknown) {
    this.#file = file
    try {
      this.#open = replaceFile(file, header, snapshot)
      this.#base = this.#open.size
    } catch (error) {
      const hint = 'Choose a file with --state, in a directory with free space that this process may write to.'
      throw new StateError(`${file} cannot be written (${errorCode(error)}).`, hint, error)
    }
  }

  /** Whether the turns take up more than the snapshot, so that a rewrite is worth its time. */
  get isLong(): boolean {
    return this.#open.size - this.#base > Math.max(LEAST_GROWTH, this.#base)
  }

  /**
   * Appends one line, and confirms it. Once this returns, the line survives the end of the process.
   * @throws {Error} of Node.js if the line cannot be written
   */
  append(value: unknown): void {
    const { descriptor, confirmedAt, size, checksum } = this.#open
    const line = lineOf(value, checksum)
    const bytes = Buffer.from(encodeLine(line))
    // What is not confirmed at the end is dropped by the reader. Before another line, it would be damage.
    if (this.#isRagged) ftruncateSync(descriptor, size)
    this.#isRagged = true
    writeAll(descriptor, bytes, size)
    writeAll(descriptor, Buffer.from(encodeConfirmed(size + bytes.length)), confirmedAt)
    this.#isRagged = false
    this.#open = { descriptor, confirmedAt, size: size + bytes.length, checksum: line.checksum }
  }

  /** Replaces the file. @throws {Error} of Node.js if that fails; the old file then stays in use */
  rewrite(header: unknown, snapshot: unknown): void {
    const open = replaceFile(this.#file, header, snapshot)
    closeSync(this.#open.descriptor)
    this.#open = open
    this.#base = open.size
    this.#isRagged = false
  }

  close(): void {
    fsyncSync(this.#open.descriptor)
    closeSync(this.#open.descriptor)
  }
}

function replaceFile(file: string, header: unknown, snapshot: unknown): OpenFile {
  const temporary = `${file}.new`
  const first = lineOf(header, START)
  const last = lineOf(snapshot, first.checksum)
  const [start, end] = [Buffer.from(encodeLine(first)), Buffer.from(encodeLine(last))]
  const size = start.length + encodeConfirmed(0).length + end.length
  const bytes = Buffer.concat([start, Buffer.from(encodeConfirmed(size)), end])
  // A crash may have left it, or someone may have put a link or a file with other permissions there.
  rmSync(temporary, { force: true })
  const descriptor = openSync(temporary, 'wx', OWNER_ONLY)
  try {
    writeAll(descriptor, bytes, 0)
    fsyncSync(descriptor)
    renameSync(temporary, file)
    syncDirectory(dirname(file))
  } catch (error) {
    closeSync(descriptor)
    rmSync(temporary, { force: true })
    throw error
  }
  return { descriptor, confirmedAt: start.length, size, checksum: last.checksum }
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written)
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
