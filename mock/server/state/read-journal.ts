/** Reads a state file. */
import { readFileSync } from 'node:fs'
import { errorCode } from '../error-code.ts'
import { decodeLine } from './line.ts'
import { StateError } from './state-error.ts'

/** The content of a state file, as JSON values. */
export interface JournalContent {
  readonly header: unknown
  readonly snapshot: unknown
  /** In the order of the changes. */
  readonly turns: readonly unknown[]
  /** Whether the last line was incomplete: the process ended while it wrote a change, before it responded. */
  readonly isTorn: boolean
}

const NEWLINE = 0x0a

/**
 * @returns undefined if the file does not exist or is empty
 * @throws {StateError} if the file cannot be read, is not a state file, or is damaged
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
    // The header and the snapshot are written in one step with the file. Only a line that was appended can be torn.
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
        `${file} is not a state file of Latchkey, or its first line is damaged.`,
        'Choose another file with --state. If the file does not exist, the server creates it.',
      )
    : new StateError(
        `${file} is damaged in line ${line}: the checksum does not match.`,
        'The file is unchanged. Restore a copy of it, or move it away to start with a new state.',
      )
}
