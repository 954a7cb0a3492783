/** The lines of a state file. */
import { crc32 } from 'node:zlib'

/** The checksum before the first line. */
export const START = 0

const DIGITS = 8

export interface Line {
  /** The JSON of a value. */
  readonly json: string
  /** The checksum of this line and of all lines before it. */
  readonly checksum: number
}

/**
 * A value as a line: its checksum, a space, and its JSON. The checksum (CRC-32) continues that of the line before, so it
 * also shows that a line was removed, moved or repeated.
 */
export function lineOf(value: unknown, before: number): Line {
  const json = JSON.stringify(value)
  return { json, checksum: crc32(json, before) }
}

export const encodeLine = ({ json, checksum }: Line): string => `${prefixOf(checksum)}${json}\n`

/** A line without its newline; undefined if the checksum does not match. */
export function decodeLine(text: string, before: number): Line | undefined {
  const json = text.slice(DIGITS + 1)
  const checksum = crc32(json, before)
  return text.slice(0, DIGITS + 1) === prefixOf(checksum) ? { json, checksum } : undefined
}

const prefixOf = (checksum: number) => `${checksum.toString(16).padStart(DIGITS, '0')} `
