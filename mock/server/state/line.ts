/** The lines of a state file. */
import { crc32 } from 'node:zlib'

const CHECKSUM = 8

/** A value as one line: the CRC-32 of its JSON, a space, and the JSON. */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `${checksum(json)} ${json}\n`
}

/** The JSON of a line without its newline; undefined if the checksum does not match. */
export function decodeLine(line: string): string | undefined {
  const json = line.slice(CHECKSUM + 1)
  return line.slice(0, CHECKSUM + 1) === `${checksum(json)} ` ? json : undefined
}

const checksum = (json: string) => crc32(json).toString(16).padStart(CHECKSUM, '0')
