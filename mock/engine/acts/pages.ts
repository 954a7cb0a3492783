/** Pages of lists, in the style that an operation describes. */
import { isObject } from '../../../openapi/contract/json.ts'
import type { PageStyle } from '../../../openapi/contract/shape.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { decodeCursor, encodeCursor } from '../values/cursor.ts'

export interface Page {
  readonly entries: readonly Entry[]
  /** What the response says about the page, by the names of placeholders. */
  readonly values: Readonly<Record<string, unknown>>
  /** The value of the `Link` header. */
  readonly link?: string
}

const DEFAULT_SIZE = 20

/** A list that a parameter splits into pages. */
type Paged = PageStyle & { readonly position: string }

const isPaged = (pages: PageStyle): pages is Paged => pages.position !== undefined

/** @param all all records of the list, in order */
export function readPage(call: Call, all: readonly Entry[]): Page {
  const { pages } = call.operation.shape ?? {}
  if (!pages || !isPaged(pages)) return wholePage(all)
  const size = sizeOf(call, pages, all.length)
  if (size === 0) return emptyPage(pages, all.length)
  const [start, end] = boundsOf(call, pages, all, size)
  const entries = all.slice(start, end)
  // Before the first record there is no id that a page could come after.
  const hasNext = end < all.length && (pages.style !== 'after' || end > 0)
  const next = hasNext ? positionAt(call, pages, all, end, size) : undefined
  const previous = start > 0 ? previousOf(call, pages, all, start, size) : undefined
  const urlAt = (position: string | number | undefined) =>
    position === undefined ? null : urlWith(call, pages.position, position)
  const values = {
    total: all.length,
    count: entries.length,
    pages: Math.ceil(all.length / size),
    page: Math.floor(start / size) + (pages.first ?? 1),
    offset: start,
    limit: size,
    more: next !== undefined,
    last: next === undefined,
    next: next ?? null,
    previous: previous ?? null,
    // A URL takes longer to write than a page to read.
    next_url: () => urlAt(next),
    previous_url: () => urlAt(previous),
  }
  if (!pages.link) return { entries, values }
  const first = positionAt(call, pages, all, 0, size)
  const last = positionAt(call, pages, all, Math.max(0, Math.ceil(all.length / size) - 1) * size, size)
  const relations = { next, prev: previous, first: previous && first, last: next && last }
  return { entries, values, link: linkOf(relations, position => urlWith(call, pages.position, position)) }
}

/** The indexes of the first record of a page, and of the first one after it. */
function boundsOf(call: Call, pages: Paged, all: readonly Entry[], size: number): [start: number, end: number] {
  const before = pages.before === undefined ? undefined : valuesOf(call, pages)[pages.before]
  if (before !== undefined && before !== '' && before !== null) {
    const end = indexOf(all, call, before)
    // An unknown id is before all records.
    return end < 0 ? [0, 0] : [Math.max(0, end - size), end]
  }
  const start = startOf(call, pages, all, size)
  return [start, Math.min(start + size, all.length)]
}

/** With `before`, a request for the page before sends the id of the first record of this page. */
function previousOf(call: Call, pages: Paged, all: readonly Entry[], start: number, size: number) {
  if (pages.style === 'after' && pages.before !== undefined) return idOf(call, all[start])
  return positionAt(call, pages, all, Math.max(0, start - size), size)
}

function indexOf(all: readonly Entry[], call: Call, id: unknown): number {
  return all.findIndex(entry => idOf(call, entry) === String(id))
}

function idOf({ resource }: Call, entry: Entry | undefined): string {
  return String(entry?.row[resource?.identity?.property ?? 'id'] ?? '')
}

/** What the response says about the other pages if there are none. */
const ALONE = { more: false, last: true, next: null, previous: null, next_url: null, previous_url: null }

/** A page that was asked to have no records. Following it would never end, so it has no next one. */
function emptyPage({ first }: Paged, total: number): Page {
  return { entries: [], values: { total, count: 0, pages: 0, page: first ?? 1, offset: 0, limit: 0, ...ALONE } }
}

/** All records, for a list without a parameter for pages. */
function wholePage(all: readonly Entry[]): Page {
  const { length } = all
  return {
    entries: all,
    values: { total: length, count: length, pages: 1, page: 1, offset: 0, limit: Math.max(1, length), ...ALONE },
  }
}

function valuesOf({ query, body }: Call, { in: place }: PageStyle): Readonly<Record<string, unknown>> {
  if (place === 'query') return query
  return isObject(body) ? body : {}
}

function sizeOf(call: Call, pages: PageStyle, total: number): number {
  const asked = pages.size === undefined ? undefined : Number(valuesOf(call, pages)[pages.size])
  if (asked === 0 && allowsNone(call, pages)) return 0
  const size = asked !== undefined && Number.isInteger(asked) && asked > 0 ? asked : (pages.default ?? DEFAULT_SIZE)
  return Math.max(1, Math.min(size, pages.max ?? Math.max(size, total)))
}

/** Whether a page may have no records: the schema of the parameter starts at 0. Elsewhere, 0 means the default. */
function allowsNone({ operation }: Call, { in: place, size }: PageStyle): boolean {
  const parameter = place === 'query' ? operation.query.find(({ name }) => name === size) : undefined
  return parameter?.schema.minimum === 0
}

/** @throws {Refusal} validation_failed for a cursor that no page has given */
function startOf(call: Call, pages: Paged, all: readonly Entry[], size: number): number {
  const value = valuesOf(call, pages)[pages.position]
  if (value === undefined || value === '' || value === null) return 0
  switch (pages.style) {
    case 'page':
      return Math.max(0, Math.trunc(Number(value) || 0) - (pages.first ?? 1)) * size
    case 'offset':
      return Math.max(0, Math.trunc(Number(value) || 0))
    case 'after':
      return indexOf(all, call, value) + 1
    case 'cursor': {
      const [seq, index] = decodeCursor(String(value), call.operation.id) ?? []
      if (typeof seq !== 'number' || typeof index !== 'number') {
        const message = 'must be a cursor of a previous page'
        throw validationFailed([{ in: pages.in, pointer: `/${pages.position}`, message }], 'pages')
      }
      // It moves only if records before it are deleted.
      const at = all[index]?.seq === seq ? index : all.findIndex(entry => entry.seq === seq)
      return at < 0 ? Math.min(index, all.length) : at
    }
  }
}

/** What a request sends to get the page that starts at an index. */
function positionAt(call: Call, pages: Paged, all: readonly Entry[], index: number, size: number): string | number {
  switch (pages.style) {
    case 'page':
      return Math.floor(index / size) + (pages.first ?? 1)
    case 'offset':
      return index
    case 'after':
      return idOf(call, all[index - 1])
    case 'cursor':
      return encodeCursor([all[index]?.seq ?? 0, index], call.operation.id)
  }
}

function urlWith({ request }: Call, parameter: string, value: string | number): string {
  const target = new URL(request.url)
  target.searchParams.set(parameter, String(value))
  return target.href
}

/** As in RFC 8288. */
function linkOf(
  relations: Readonly<Record<string, string | number | undefined>>,
  urlOf: (position: string | number) => string,
): string {
  return Object.entries(relations)
    .flatMap(([relation, position]) => (position === undefined ? [] : [`<${urlOf(position)}>; rel="${relation}"`]))
    .join(', ')
}
