/** Reads a state file. */
import { readFileSync } from 'node:fs'
import { errorCode } from '../error-code.ts'
import { confirmedOf } from './confirmed.ts'
import { decodeLine, START } from './line.ts'
import { StateError } from './state-error.ts'
import { assertFormat, type Header } from './state-lines.ts'

/** The content of a state file, as JSON values. */
export interface JournalContent {
  readonly header: Header
  readonly snapshot: unknown
  /** In the order of the changes. */
  readonly turns: readonly unknown[]
  /** Whether the last line was dropped: the process ended while it wrote a change, before it responded. */
  readonly isTorn: boolean
}

const NEWLINE = 0x0a

/**
 * @returns undefined if the file does not exist, `empty` if it is empty
 * @throws {StateError} if the file cannot be read, is not a state file, has another format, or is damaged
 */
export function readJournal(file: string): JournalContent | 'empty' | undefined {
  const bytes = readBytes(file)
  if (bytes === undefined) return undefined
  if (bytes.length === 0) return 'empty'
  const values: unknown[] = []
  let header: Header | undefined
  let confirmed = 0
  let checksum = START
  let isTorn = false
  for (let start = 0, end: number, number = 1; start < bytes.length; start = end + 1, number++) {
    end = bytes.indexOf(NEWLINE, start)
    // The second line changes, so the others do not depend on it.
    const line = end < 0 ? undefined : decodeLine(bytes.toString('utf8', start, end), number === 2 ? START : checksum)
    if (!line) {
      isTorn = number > 3 && start >= confirmed
      if (isTorn) break
      throw damaged(file, number)
    }
    const value = parse(file, line.json, number)
    if (number === 2) {
      const count = confirmedOf(value)
      if (count === undefined) throw damaged(file, number)
      if (count > bytes.length) throw shortened(file, count - bytes.length)
      confirmed = count
      continue
    }
    checksum = line.checksum
    if (number === 1) {
      assertFormat(file, value)
      header = value
    } else values.push(value)
  }
  const [snapshot, ...turns] = values
  if (!header || snapshot === undefined) throw shortened(file, 0)
  return { header, snapshot, turns, isTorn }
}

function parse(file: string, json: string, line: number): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw damaged(file, line)
  }
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StateError(`${file} cannot be read (${errorCode(error)}).`, 'Choose a file with --state.', error)
  }
}

const UNCHANGED = 'The file is unchanged. Restore a copy of it, or move it away to start with a new state.'

function damaged(file: string, line: number): StateError {
  if (line > 1)
    return new StateError(
      `${file} is damaged in line ${line}, or a line before it was removed, moved or repeated: the checksum does not match.`,
      UNCHANGED,
    )
  return new StateError(
    `${file} is not a state file of Latchkey, or its first line is damaged.`,
    'Choose another file with --state. If the file does not exist, the server creates it.',
  )
}

function shortened(file: string, bytes: number): StateError {
  const missing =
    bytes === 0 ? 'its state is missing' : `the last ${bytes} bytes are missing, with changes that were reported`
  return new StateError(`${file} is damaged: ${missing}.`, UNCHANGED)
}
