import { type MediaType, mediaTypeOf } from './media.ts'

/** A part of `multipart/form-data` (RFC 7578). */
export interface Part {
  readonly name: string
  /** Undefined if the part is not a file. */
  readonly filename: string | undefined
  readonly media: MediaType
  readonly bytes: Uint8Array
}

const MAX_PARTS = 10_000

/** The parts of a body; undefined if it is malformed. */
export function readParts(body: Uint8Array, boundary: string): readonly Part[] | undefined {
  // One character for each byte, so that positions are those of the bytes.
  const text = latin1(body)
  const delimiter = `--${boundary}`
  const parts: Part[] = []
  let start = text.startsWith(delimiter) ? 0 : text.indexOf(`\r\n${delimiter}`) + 2
  if (start === 1) return undefined
  for (;;) {
    start += delimiter.length
    if (text.startsWith('--', start)) return parts
    // Spaces may follow a boundary.
    const line = /^[ \t]*\r\n/.exec(text.slice(start, start + 100))
    const end = line ? text.indexOf(`\r\n${delimiter}`, start + line[0].length - 2) : -1
    if (!line || end < 0 || parts.length >= MAX_PARTS) return undefined
    const part = readPart(text, body, start + line[0].length, end)
    if (!part) return undefined
    parts.push(part)
    start = end + 2
  }
}

function readPart(text: string, body: Uint8Array, start: number, end: number): Part | undefined {
  const gap = text.startsWith('\r\n', start) ? start : text.indexOf('\r\n\r\n', start)
  if (gap < 0 || gap > end) return undefined
  const headers = new Map<string, string>()
  for (const line of utf8(body.subarray(start, gap)).split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  const disposition = mediaTypeOf(headers.get('content-disposition') ?? '')
  const { name, filename } = disposition.parameters
  if (disposition.type !== 'form-data' || name === undefined) return undefined
  const bytes = body.subarray(gap === start ? start + 2 : gap + 4, Math.max(end, gap + 2))
  return { name, filename, media: mediaTypeOf(headers.get('content-type') ?? ''), bytes }
}

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
