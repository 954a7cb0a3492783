import type { Operation } from '../../../openapi/contract/contract.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { Refusal, validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { excessOf } from '../values/excess.ts'
import { supportedCodings } from './decode-body.ts'
import type { RawBody } from './read-body.ts'

/** Created when it is first used: some environments of tests have no TextDecoder, and the import must work in them. */
let utf8: TextDecoder | undefined

/**
 * The body as JSON; undefined if it is absent, or if the operation takes none.
 * @throws {Refusal} body_too_large, unsupported_media_type, malformed_json, validation_failed
 */
export function parseBody(operation: Operation, request: Request, raw: RawBody | undefined): unknown {
  if (!operation.body || !raw) return undefined
  const bytes = bytesOf(raw)
  if (bytes.length === 0) return undefined
  checkMediaType(operation.body.media, request)
  checkNesting(bytes)
  return parseJson(bytes)
}

/**
 * The bytes of a body.
 * @throws {Refusal} body_too_large, unsupported_media_type, malformed_json
 */
export function bytesOf(raw: RawBody): Uint8Array {
  if ('tooLarge' in raw) {
    const detail = `The body is larger than ${sizeText(raw.tooLarge)}.`
    throw new Refusal({ code: 'body_too_large', detail, rule: 'body' })
  }
  if ('unsupported' in raw) throw unsupportedCoding(raw.unsupported)
  if ('undecodable' in raw) {
    const detail = `The body is not valid ${raw.undecodable}, which its Content-Encoding names.`
    throw new Refusal({ code: 'malformed_json', detail, rule: 'body' })
  }
  return raw.bytes
}

/** `1 MiB (1,048,576 bytes)`. */
function sizeText(bytes: number): string {
  const number = `${bytes.toLocaleString('en-US')} bytes`
  const unit = [
    ['MiB', 1024 * 1024],
    ['KiB', 1024],
  ] as const
  const [name, size] = unit.find(([, size]) => bytes % size === 0) ?? []
  return size === undefined ? number : `${bytes / size} ${name} (${number})`
}

/** @throws {Refusal} validation_failed, for JSON that would take too long to check */
export function checkNesting(bytes: Uint8Array): void {
  const message = excessOf(bytes)
  if (message !== undefined) throw validationFailed([{ in: 'body', pointer: '', message }], 'body')
}

function checkMediaType(accepted: readonly string[], { headers }: Request): void {
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (accepted.includes(type)) return
  const sent = type ? `The body was sent as ${type}.` : 'The request has no Content-Type.'
  const detail = `${sent} Content-Type must be ${listOf(accepted, 'or')}.`
  throw new Refusal({ code: 'unsupported_media_type', detail, rule: 'body' })
}

function unsupportedCoding(coding: string): Refusal {
  const codings = supportedCodings()
  return new Refusal({
    code: 'unsupported_media_type',
    detail: `The body has the content coding ${coding}. Content-Encoding must be ${listOf(codings, 'or')}.`,
    rule: 'body',
    headers: { 'Accept-Encoding': codings.join(', ') },
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    utf8 ??= new TextDecoder('utf-8', { fatal: true })
    return JSON.parse(utf8.decode(bytes))
  } catch (error) {
    // The parser's message quotes the text, which may hold a secret: only the position is passed on.
    const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(String(error))?.[1]
    const place = position === undefined ? '' : ` The error is at character ${position}.`
    throw new Refusal({ code: 'malformed_json', detail: `The body is not JSON in UTF-8.${place}`, rule: 'body' })
  }
}
