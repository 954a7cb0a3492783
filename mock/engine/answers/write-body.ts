import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { isJson } from './choose-response.ts'
import { writeXml } from './write-xml.ts'

/** A body as it is sent: JSON as a value, which the server writes; anything else as text or bytes. */
export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }

/** The smallest files of some formats, in Base64. */
const FILES: Readonly<Record<string, string>> = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'image/gif': 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  'application/zip': 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==',
}
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

/** @param value of an example or made from the schema */
export function writeBody(
  media: string,
  value: unknown,
  schema: JsonSchema | undefined,
  schemas: Readonly<Record<string, JsonSchema>>,
): AnswerBody {
  const type = media.split(';')[0]?.trim().toLowerCase() ?? ''
  if (isJson(type)) return { kind: 'json', value }
  const file = FILES[type]
  // An example of a file is a name or a description of it more often than its content.
  if (file !== undefined) return { kind: 'bytes', bytes: fromBase64(file) }
  if (type === 'image/svg+xml') return text(typeof value === 'string' && value.startsWith('<') ? value : SVG)
  if (typeof value === 'string')
    return isBinary(type) ? { kind: 'bytes', bytes: new TextEncoder().encode(value) } : text(value)
  if (/[/+]xml$/.test(type)) return text(writeXml(value, schema, schemas))
  if (type === 'application/x-www-form-urlencoded') return text(formOf(value))
  if (type === 'text/event-stream')
    return text(
      linesOf(value)
        .map(item => `data: ${JSON.stringify(item)}\n\n`)
        .join(''),
    )
  if (/[/+](x-)?(ndjson|jsonl|jsonlines|json-seq|stream\+json)$/.test(type))
    return text(
      linesOf(value)
        .map(item => `${JSON.stringify(item)}\n`)
        .join(''),
    )
  if (type === 'text/csv') return text(csvOf(value))
  return isBinary(type) && value === undefined ? { kind: 'bytes', bytes: new Uint8Array() } : text(plain(value))
}

const text = (text: string): AnswerBody => ({ kind: 'text', text })

export function isBinary(type: string): boolean {
  return (
    /^(image|audio|video|font|model)\//.test(type) ||
    /^application\/(octet-stream|pdf|zip|gzip|x-tar|x-gzip|vnd\.|msword|protobuf|x-protobuf)/.test(type)
  )
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
}

const linesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
const plain = (value: unknown) =>
  isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value ?? '')

function formOf(value: unknown): string {
  const entries = Object.entries(isObject(value) ? value : {}).flatMap(([name, member]) =>
    linesOf(member).map(item => [name, plain(item)]),
  )
  return new URLSearchParams(entries).toString()
}

function csvOf(value: unknown): string {
  const rows = linesOf(value).filter(isObject)
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const lines = [names, ...rows.map(row => names.map(name => plain(row[name])))]
  return lines.map(cells => `${cells.map(quoted).join(',')}\r\n`).join('')
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
