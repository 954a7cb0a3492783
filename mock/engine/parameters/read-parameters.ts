import type { Parameter } from '../../../openapi/contract/contract.ts'
import { type Entries, readEntries, readText } from './styles.ts'
import { define, type Schemas } from './typed.ts'

/** The parameters that an operation declares, by place. */
export interface DeclaredParameters {
  readonly path: readonly Parameter[]
  readonly query: readonly Parameter[]
  readonly headers: readonly Parameter[]
  readonly cookies: readonly Parameter[]
}

/** The parameters of a request, percent-encoded as they were sent. */
export interface SentParameters {
  /** By name. */
  readonly path: Readonly<Record<string, string>>
  /** With or without the question mark. */
  readonly search: string
  readonly headers: Headers
}

export interface ReadParameters {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
  readonly cookies: Readonly<Record<string, unknown>>
  /** Query parameters that were sent more than once and are not lists. */
  readonly repeated: readonly string[]
  /** The names in the query that no parameter has. */
  readonly unknown: readonly string[]
}

/** These are not parameters in OpenAPI: media types and security schemes describe them. */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

/** The declared parameters of a request, in the types of their schemas. */
export function readParameters(declared: DeclaredParameters, sent: SentParameters, schemas: Schemas): ReadParameters {
  const path: Record<string, unknown> = {}
  for (const parameter of declared.path) {
    const text = Object.hasOwn(sent.path, parameter.name) ? sent.path[parameter.name] : undefined
    // In a path, a plus sign is a plus sign.
    if (text !== undefined) define(path, parameter.name, readText(parameter, text.replaceAll('+', '%2B'), schemas))
  }
  const headers: Record<string, unknown> = {}
  for (const parameter of declared.headers) {
    const text = NOT_PARAMETERS.has(parameter.name.toLowerCase()) ? null : headerOf(sent.headers, parameter.name)
    if (text !== null) define(headers, parameter.name, readText(parameter, encoded(text), schemas))
  }
  const query = readAll(declared.query, entriesOf(sent.search.replace(/^\?/, ''), '&'), schemas)
  const cookies = readAll(declared.cookies, entriesOf(sent.headers.get('cookie') ?? '', ';'), schemas)
  return {
    path,
    query: query.values,
    headers,
    cookies: cookies.values,
    repeated: query.repeated,
    unknown: query.unknown,
  }
}

function readAll(parameters: readonly Parameter[], entries: Entries, schemas: Schemas) {
  const values: Record<string, unknown> = {}
  if (entries.length === 0) return { values, repeated: [], unknown: [] }
  const known = new Set<string>()
  const repeated: string[] = []
  for (const parameter of parameters) {
    const found = readEntries(parameter, entries, schemas)
    if (!found) continue
    define(values, parameter.name, found.value)
    for (const name of found.names) known.add(name)
    if (found.isRepeated) repeated.push(parameter.name)
  }
  if (entries.every(([name]) => /^\w+$/.test(name) && known.has(name))) return { values, repeated, unknown: [] }
  const names = new URLSearchParams(entries.map(([name]) => name).join('&')).keys()
  return { values, repeated, unknown: [...new Set(names)].filter(name => !known.has(name)) }
}

/** @param separator `&` of a query, `;` of cookies */
export function entriesOf(text: string, separator: '&' | ';'): Entries {
  if (text === '') return []
  return text
    .split(separator)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      const end = part.indexOf('=')
      return end < 0 ? [part, ''] : [part.slice(0, end), part.slice(end + 1)]
    })
}

/** A header is not percent-encoded: what looks like it stays. */
const encoded = (text: string) => text.replaceAll('%', '%25').replaceAll('+', '%2B')

/** Null if it was not sent, or if its name is not one of a header. */
function headerOf(headers: Headers, name: string): string | null {
  try {
    return headers.get(name)
  } catch {
    return null
  }
}
