/**
 * A file that holds a state and every change to it: a header, the whole state, then one line a turn. Changes are
 * appended; now and then the file is written anew beside the old one and takes its place, so a reader finds the old one
 * or the new one, never half of one.
 */
import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '../error-code.ts'
import { decodeLine, encodeLine } from './line.ts'
import { StateError } from './state-error.ts'

/** What a state file holds, as JSON values. */
export interface JournalContent {
  readonly header: unknown
  readonly snapshot: unknown
  /** In the order in which they happened. */
  readonly turns: readonly unknown[]
  /** Whether the last line was not whole: a change that was being written when the process ended, and never answered. */
  readonly isTorn: boolean
}

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND
/** Hashes of secrets are for nobody else to read. */
const OWNER_ONLY = 0o600
/** Changes that are appended before the file may be written anew, in bytes: below, it is not worth the time. */
const LEAST_GROWTH = 1024 * 1024
const NEWLINE = 0x0a

/**
 * Reads a state file.
 * @returns undefined where there is none, or an empty one
 * @throws {StateError} where it cannot be read, is no state file or is damaged
 */
export function readJournal(file: string): JournalContent | undefined {
  const bytes = readBytes(file)
  if (bytes === undefined || bytes.length === 0) return undefined
  const values: unknown[] = []
  for (let start = 0, end: number; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(NEWLINE, start)
    const json = end < 0 ? undefined : decodeLine(bytes.toString('utf8', start, end))
    if (json !== undefined) {
      values.push(JSON.parse(json))
      continue
    }
    const isLast = end < 0 || end === bytes.length - 1
    // The header and the state appear with the file; only what was appended can be torn.
    if (!isLast || values.length < 2) throw damaged(file, values.length + 1)
    return contentOf(values, true)
  }
  if (values.length < 2) throw damaged(file, values.length + 1)
  return contentOf(values, false)
}

function contentOf([header, snapshot, ...turns]: readonly unknown[], isTorn: boolean): JournalContent {
  return { header, snapshot, turns, isTorn }
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StateError(`${file} cannot be read (${errorCode(error)}).`, 'Choose a file with --state.', error)
  }
}

function damaged(file: string, line: number): StateError {
  return line === 1
    ? new StateError(
        `${file} is no state file of Latchkey, or its first line is damaged.`,
        'Choose another file with --state; a new one is made where there is none.',
      )
    : new StateError(
        `${file} is damaged in line ${line}: its checksum does not fit.`,
        'It was left as it is. Put a copy of it back, or move it away to start anew.',
      )
}

/** Appends to a state file. */
export class Journal {
  readonly #file: string
  #descriptor: number
  /** Bytes that are whole lines. */
  #size: number
  /** The size at which the file was last written anew. */
  #base: number
  /** Whether a part of a line may stand at the end. */
  #isRagged = false

  /**
   * Writes the file anew.
   * @throws {StateError} where that is not possible; what was there stays
   */
  constructor(file: string, header: unknown, snapshot: unknown) {
    this.#file = file
    try {
      const { descriptor, size } = replaceFile(file, header, snapshot)
      this.#descriptor = descriptor
      this.#size = this.#base = size
    } catch (error) {
      const hint = 'Choose a file in a directory that this process may write to, with space, with --state.'
      throw new StateError(`${file} cannot be written (${errorCode(error)}).`, hint, error)
    }
  }

  /** Whether so much was appended that writing the file anew pays. */
  get isLong(): boolean {
    return this.#size - this.#base > Math.max(LEAST_GROWTH, this.#base)
  }

  /**
   * Appends one line. When this returns, the line outlives the process.
   * @throws {Error} of Node's where it could not be written
   */
  append(value: unknown): void {
    const line = Buffer.from(encodeLine(value))
    // At the end, a part of a line is a change that was never answered; in the middle, it would be damage.
    if (this.#isRagged) ftruncateSync(this.#descriptor, this.#size)
    this.#isRagged = true
    writeAll(this.#descriptor, line)
    this.#isRagged = false
    this.#size += line.length
  }

  /** Writes the file anew. @throws {Error} of Node's where that is not possible; the old one then stays in use */
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
  const beside = `${file}.new`
  const bytes = Buffer.from(encodeLine(header) + encodeLine(snapshot))
  const descriptor = openSync(beside, NEW_FILE, OWNER_ONLY)
  try {
    writeAll(descriptor, bytes)
    fsyncSync(descriptor)
    renameSync(beside, file)
    syncDirectory(dirname(file))
  } catch (error) {
    closeSync(descriptor)
    rmSync(beside, { force: true })
    throw error
  }
  return { descriptor, size: bytes.length }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written)
}

/** The new name of a file is safe when its directory is. Windows opens no directories, and needs no such thing. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(directory, constants.O_RDONLY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
