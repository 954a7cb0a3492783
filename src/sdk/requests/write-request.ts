import { assert } from '../assert.ts'
import type { Argument, Fields } from '../request-options.ts'
import type { Settings } from '../settings.ts'
import type { Operation } from '../system.ts'
import type { Outgoing } from './outgoing.ts'
import { isSet, writeQuery } from './write-query.ts'

/** The arguments of a call by what they are. */
export interface Input {
  /** They begin with the ids of the path, in its order. */
  readonly ids: readonly Argument[]
  readonly body: Argument
  readonly query: Fields | undefined
  readonly options: Fields
}

/** The names of the parameters of a path, in its order. */
export function pathParametersOf(path: string): readonly string[] {
  return Array.from(path.matchAll(/\{([^}]+)\}/g), ([, name = '']) => name)
}

/**
 * @param name The name of the method, for errors: `apiKeys.create`.
 * @throws {TypeError} an argument cannot be sent
 */
export function writeRequest(
  name: string,
  operation: Operation,
  { ids, body, query, options }: Input,
  { baseUrl, system, parts }: Settings,
): Outgoing {
  const { method, path, sends = 'application/json', isIdempotent, accepts, returns } = operation
  const search = writeQuery({ ...query, ...parts.query }, operation.query, system)
  const written = contentOf(body, operation, system.writeBody)
  const headers = {
    ...(accepts && { Accept: accepts }),
    ...(written && { 'Content-Type': written.type ?? sends }),
    ...parts.headers,
    ...(isIdempotent && {
      [system.idempotencyHeader ?? 'Idempotency-Key']: options.idempotencyKey || createIdempotencyKey(),
    }),
  }
  const url = baseUrl + writePath(name, path, ids)
  return {
    method,
    url: search ? `${url}${url.includes('?') ? '&' : '?'}${search}` : url,
    headers: Object.fromEntries(mergeHeaders(headers, options.headers)),
    body: written?.content ?? null,
    isForFile: returns === 'blob',
  }
}

/** @throws {TypeError} an id is empty, `.` or `..`: the path would be that of the whole collection */
function writePath(name: string, path: string, ids: readonly Argument[]): string {
  let index = 0
  return path.replace(/\{([^}]+)\}/g, (_, parameter: string) => {
    const text = String(ids[index++] ?? '')
    assert(!/^\.{0,2}$/.test(text), `${name}: ${parameter} must not be "${text}".`)
    return encodeURIComponent(text)
  })
}

function contentOf(body: Argument, operation: Operation, writeBody: Settings['system']['writeBody']) {
  if (body === undefined) return undefined
  const { sends } = operation
  return sends && writeBody && !/\bjson\b/.test(sends) ? writeBody(body, operation) : { content: JSON.stringify(body) }
}

function entriesOf(headers: AnyHeaders | undefined): (readonly [string, unknown])[] {
  return headers instanceof Headers ? [...headers] : Object.entries(headers ?? {})
}

type AnyHeaders = Headers | Readonly<Record<string, unknown>>

/** The later headers replace the earlier ones. @throws {TypeError} a header cannot be sent */
export function mergeHeaders(...all: readonly (AnyHeaders | undefined)[]): Headers {
  const merged = new Headers()
  for (const [name, value] of all.flatMap(entriesOf)) {
    // The error of `Headers` would quote the value.
    assert(/^[\t -~\x80-\xff]*$/.test(`${value}`), `The header ${name} must be one line of Latin-1 characters.`)
    if (isSet(value)) merged.set(name, `${value}`)
  }
  return merged
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that are loaded without HTTPS. */
function createIdempotencyKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
