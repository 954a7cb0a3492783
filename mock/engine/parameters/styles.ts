/** How OpenAPI writes lists and objects as text: https://spec.openapis.org/oas/v3.1.1#style-values */
import type { Parameter, ParameterStyle } from '../../../openapi/contract/contract.ts'
import { flatten } from '../answers/flat-schema.ts'
import { matches } from '../validation/matches.ts'
import { nested, pathOf } from './nested.ts'
import { define, type Schemas, typed, typesOf } from './typed.ts'

/** The parts of a query, a form or a cookie, percent-encoded as they were sent. */
export type Entries = readonly (readonly [name: string, value: string])[]

/** A parameter as it was found; undefined if it was not sent. */
export interface Found {
  readonly value: unknown
  /** The names that belong to it. */
  readonly names: readonly string[]
  /** Whether something that is not a list was sent more than once. */
  readonly isRepeated?: boolean
}

const isExploded = ({ style, explode }: Parameter, byDefault: ParameterStyle) =>
  explode ?? ['form', 'deepObject'].includes(style ?? byDefault)

/** The value of a parameter in a path or a header (`simple`, `label`, `matrix`), percent-encoded as it was sent. */
export function readText(parameter: Parameter, text: string, schemas: Schemas): unknown {
  const { name, style = 'simple', schema } = parameter
  const explode = isExploded(parameter, 'simple')
  const separator = separatorIn(style, explode)
  const bare = style === 'label' ? text.replace(/^\./, '') : style === 'matrix' ? text.replace(/^;/, '') : text
  // Not exploded, a matrix has its name once; exploded, before each item.
  const own = style === 'matrix' ? withoutName(bare, name, explode) : bare
  return chosen(parameter, schemas, {
    array: () =>
      own === ''
        ? []
        : own.split(separator).map(item => decoded(style === 'matrix' ? withoutName(item, name, false) : item)),
    object: () => objectOf(own.split(separator), explode),
    text: () => decoded(style === 'matrix' ? withoutName(own, name, false) : own),
    schema,
  })
}

function separatorIn(style: ParameterStyle, isExploded: boolean): RegExp {
  if (style === 'label') return isExploded ? /\./ : /[.,]/
  if (style === 'matrix') return isExploded ? /;/ : /,/
  // Spaces may follow the commas of a header.
  return /,[ \t]*/
}

/** The value of a parameter in a query, a form or a cookie. */
export function readEntries(parameter: Parameter, entries: Entries, schemas: Schemas): Found | undefined {
  const { name, style = 'form' } = parameter
  const explode = isExploded(parameter, 'form')
  if (style === 'deepObject') return readDeep(parameter, entries, schemas)
  const own = entries.filter(([other]) => decoded(other) === name)
  const types = typesOf([parameter.schema], schemas)
  if (own.length === 0) {
    // An exploded object is sent under the names of its properties.
    return style === 'form' && explode && types.has('object') ? readProperties(parameter, entries, schemas) : undefined
  }
  const texts = own.map(([, value]) => value)
  const separator = style === 'spaceDelimited' ? /%20|\+| / : style === 'pipeDelimited' ? /\||%7C/i : /,/
  const [only = ''] = texts
  const split = explode || texts.length > 1 ? texts : only === '' ? [] : only.split(separator)
  const value = chosen(parameter, schemas, {
    array: () => split.map(decoded),
    object: () => objectOf(only.split(separator), false),
    text: () => decoded(only),
    schema: parameter.schema,
  })
  return { value, names: [name], isRepeated: texts.length > 1 && !Array.isArray(value) }
}

/** `filter[a]=1&filter[b][c]=2` */
function readDeep({ name, schema }: Parameter, entries: Entries, schemas: Schemas): Found | undefined {
  const own = entries
    .map(([key, value]) => [decoded(key), decoded(value)] as const)
    .filter(([key]) => pathOf(key)[0] === name)
  if (own.length === 0) return undefined
  const value = nested(own)[name]
  const isList = typesOf([schema], schemas).has('array') && !Array.isArray(value) && typeof value === 'string'
  return { value: typed([schema], isList ? [value] : value, schemas), names: own.map(([key]) => key) }
}

function readProperties({ schema }: Parameter, entries: Entries, schemas: Schemas): Found | undefined {
  const { properties } = flatten([schema], new Map(), schemas)
  const own = entries
    .map(([key, value]) => [decoded(key), decoded(value)] as const)
    .filter(([key]) => properties.has(key))
  return own.length === 0 ? undefined : { value: typed([schema], nested(own), schemas), names: own.map(([key]) => key) }
}

interface Readings {
  readonly array: () => unknown
  readonly object: () => unknown
  readonly text: () => unknown
  readonly schema: Parameter['schema']
}

/** The first reading that the schema allows, of the types that it names. */
function chosen({ media }: Parameter, schemas: Schemas, { array, object, text, schema }: Readings): unknown {
  if (media !== undefined) return parsed(String(text()))
  const types = typesOf([schema], schemas)
  const isPlain = [...types].some(type => type !== 'array' && type !== 'object') || types.size === 0
  const readings = [
    ...(types.has('array') ? [array] : []),
    ...(types.has('object') ? [object] : []),
    ...(isPlain ? [text] : []),
  ]
  const values = readings.map(read => typed([schema], read(), schemas))
  if (values.length === 1) return values[0]
  return values.find(value => matches(schema, value, { schemas, direction: 'request' })) ?? values.at(-1)
}

/** `R=100,G=200` if it is exploded, otherwise `R,100,G,200`. */
function objectOf(parts: readonly string[], isExploded: boolean): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  if (isExploded || parts.every(part => part.includes('='))) {
    for (const part of parts) {
      const [name = '', ...value] = part.split('=')
      if (part !== '') define(object, decoded(name), decoded(value.join('=')))
    }
    return object
  }
  for (let index = 0; index + 1 < parts.length; index += 2)
    define(object, decoded(parts[index] ?? ''), decoded(parts[index + 1] ?? ''))
  return object
}

function withoutName(text: string, name: string, isExploded: boolean): string {
  return !isExploded && text.startsWith(`${name}=`) ? text.slice(name.length + 1) : text
}

/** JSON of a parameter that is described by `content`; the text itself if it is not JSON, which fails validation. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Text with percent-encoding, `+` for a space, or mistakes in them. */
export function decoded(text: string): string {
  // As most text is, which is found out faster than it is copied.
  if (!/[%+]/.test(text)) return text
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
