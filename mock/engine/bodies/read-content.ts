import type { BodyContent } from '../../../openapi/contract/contract.ts'
import { flatten } from '../answers/flat-schema.ts'
import { nested } from '../parameters/nested.ts'
import { entriesOf } from '../parameters/read-parameters.ts'
import { decoded, readEntries } from '../parameters/styles.ts'
import { define, type Schemas, typed } from '../parameters/typed.ts'
import { isFormType, isJsonType, isTextType, type MediaType } from './media.ts'
import { readParts } from './multipart.ts'

/** The value of a body, or what is wrong with its form. It does not quote the body, which may hold a secret. */
export type ReadContent = { readonly value: unknown } | { readonly malformed: string }

/**
 * The value of a body: JSON as it is, the fields of a form in the types of the schema, text as text, anything else as text
 * with one character for each byte.
 */
export function readContent(bytes: Uint8Array, media: MediaType, content: BodyContent, schemas: Schemas): ReadContent {
  const { type } = media
  if (type === 'multipart/form-data') return readMultipart(bytes, media, content, schemas)
  const isForm = isFormType(type)
  if (!isForm && !isJsonType(type) && !isTextType(type)) return { value: bytesAsText(bytes) }
  const text = textOf(bytes, media.parameters.charset)
  if (text === undefined) return { malformed: `The body is not text in ${media.parameters.charset ?? 'UTF-8'}.` }
  if (isForm) return { value: readForm(text, content, schemas) }
  return isJsonType(type) ? readJson(text) : { value: typed([content.schema ?? true], text, schemas) }
}

function readJson(text: string): ReadContent {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    // The parser's message quotes the text: only the position is passed on.
    const position = /at position (\d+)/.exec(String(error))?.[1]
    return {
      malformed: `The body is not JSON.${position === undefined ? '' : ` The error is at character ${position}.`}`,
    }
  }
}

/** Fields with an encoding are read as it says, the others by the brackets in their names. */
function readForm(text: string, { schema = {}, encoding = {} }: BodyContent, schemas: Schemas): unknown {
  const entries = entriesOf(text, '&')
  const { properties } = flatten([schema], new Map(), schemas)
  const value: Record<string, unknown> = {}
  const read = new Set<string>()
  for (const [name, { style, explode, contentType }] of Object.entries(encoding)) {
    const parts = properties.get(name)
    if (!parts || (style === undefined && explode === undefined && !isJsonType(contentType ?? ''))) continue
    const own = { name, required: false, schema: { allOf: parts } }
    const media = isJsonType(contentType ?? '') ? { media: contentType ?? '' } : {}
    const how = { ...(style && { style }), ...(explode !== undefined && { explode }), ...media }
    const found = readEntries({ ...own, ...how }, entries, schemas)
    if (!found) continue
    define(value, name, found.value)
    for (const other of found.names) read.add(other)
  }
  const others = entries
    .map(([name, item]) => [decoded(name), decoded(item)] as const)
    .filter(([name]) => !read.has(name))
  return {
    ...asObject(
      typed(
        [schema],
        listed(
          nested(others, name => properties.has(name)),
          schema,
          schemas,
        ),
        schemas,
      ),
    ),
    ...value,
  }
}

/** A list of one item looks like a text. */
function listed(fields: Record<string, unknown>, schema: BodyContent['schema'], schemas: Schemas): object {
  const { properties } = flatten([schema ?? true], new Map(), schemas)
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const { types } = flatten(properties.get(name) ?? [], new Map(), schemas)
    const isList = types?.includes('array') && !types.includes('string') && typeof value === 'string'
    define(result, name, isList ? [value] : value)
  }
  return result
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

function readMultipart(bytes: Uint8Array, media: MediaType, content: BodyContent, schemas: Schemas): ReadContent {
  const { boundary } = media.parameters
  if (!boundary) return { malformed: 'The Content-Type of the body names no boundary.' }
  const parts = readParts(bytes, boundary)
  if (!parts) return { malformed: 'The body is not multipart/form-data with the boundary that its Content-Type names.' }
  const texts: [string, string][] = []
  const value: Record<string, unknown> = {}
  const { properties } = flatten([content.schema ?? true], new Map(), schemas)
  for (const { name, media: type, filename, bytes } of parts) {
    if (isJsonType(type.type)) {
      const json = readJson(textOf(bytes, undefined) ?? '')
      if ('malformed' in json) return { malformed: `The part ${JSON.stringify(name)} is not JSON.` }
      add(value, name, json.value, isListOf(properties.get(name) ?? [], schemas))
    } else if (filename !== undefined || !(type.type === '' || isTextType(type.type))) {
      add(value, name, bytesAsText(bytes), isListOf(properties.get(name) ?? [], schemas))
    } else texts.push([name, textOf(bytes, type.parameters.charset) ?? bytesAsText(bytes)])
  }
  const tree = nested(texts, name => properties.has(name))
  const fields = typed([content.schema ?? true], listed(tree, content.schema, schemas), schemas)
  return { value: { ...asObject(fields), ...value } }
}

function isListOf(parts: Parameters<typeof flatten>[0], schemas: Schemas): boolean {
  return flatten(parts, new Map(), schemas).types?.includes('array') === true
}

/** Parts with the same name are a list. */
function add(fields: Record<string, unknown>, name: string, value: unknown, isList: boolean): void {
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (Array.isArray(known)) known.push(value)
  else if (known !== undefined) define(fields, name, [known, value])
  else define(fields, name, isList && !Array.isArray(value) ? [value] : value)
}

/** Undefined if the bytes are not text in the charset, or if the charset is not known. */
function textOf(bytes: Uint8Array, charset: string | undefined): string | undefined {
  try {
    return new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function bytesAsText(bytes: Uint8Array): string {
  let text = ''
  // A call takes a limited number of arguments.
  for (let start = 0; start < bytes.length; start += 8_192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192))
  return text
}
