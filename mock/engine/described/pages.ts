/** Pages of lists, in the style that an operation describes. */
import { isObject } from '../../../openapi/contract/json.ts'
import type { BodyPath, PageStyle } from '../../../openapi/contract/shape.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { decodeCursor, encodeCursor } from '../values/cursor.ts'

export interface Page {
  readonly entries: readonly Entry[]
  /** What the response says about the page, by its places. */
  readonly members: readonly (readonly [BodyPath, unknown])[]
  /** The value of the `Link` header. */
  readonly link?: string
}

const DEFAULT_SIZE = 20

/** A list that a parameter splits into pages. */
type Paged = PageStyle & { readonly position: string }

const isPaged = (pages: PageStyle): pages is Paged => pages.position !== undefined

/** @param found all records of the list, in order */
export function readPage(call: Call, found: () => readonly Entry[]): Page {
  const { pages } = call.operation.shape ?? {}
  const all = found()
  if (!pages) return { entries: all, members: [] }
  if (!isPaged(pages)) return wholePage(pages, all)
  const size = sizeOf(call, pages, all.length)
  const start = startOf(call, pages, all, size)
  const entries = all.slice(start, start + size)
  const next = start + size < all.length ? positionAt(call, pages, all, start + size, size) : undefined
  const previous = start > 0 ? positionAt(call, pages, all, Math.max(0, start - size), size) : undefined
  const first = positionAt(call, pages, all, 0, size)
  const last = positionAt(call, pages, all, Math.max(0, Math.ceil(all.length / size) - 1) * size, size)
  const urlAt = (position: string | number | undefined) =>
    position === undefined ? null : urlWith(call, pages.position, position)
  const { members } = pages
  const values = membersAt([
    [members.total, all.length],
    [members.pages, Math.ceil(all.length / size)],
    [members.page, Math.floor(start / size) + (pages.first ?? 1)],
    [members.offset, start],
    [members.size, size],
    [members.more, next !== undefined],
    [members.last, next === undefined],
    [members.next, next ?? null],
    [members.previous, previous ?? null],
    [members.nextUrl, urlAt(next)],
    [members.previousUrl, urlAt(previous)],
  ])
  const relations = { next, prev: previous, first: previous && first, last: next && last }
  return {
    entries,
    members: values,
    ...(pages.link && { link: linkOf(relations, position => urlWith(call, pages.position, position)) }),
  }
}

/** All records, for a list without a parameter for pages. */
function wholePage({ members }: PageStyle, all: readonly Entry[]): Page {
  return {
    entries: all,
    members: membersAt([
      [members.total, all.length],
      [members.pages, 1],
      [members.page, 1],
      [members.offset, 0],
      [members.size, Math.max(1, all.length)],
      [members.more, false],
      [members.last, true],
      [members.next, null],
      [members.previous, null],
      [members.nextUrl, null],
      [members.previousUrl, null],
    ]),
  }
}

/** The members that the response has. */
function membersAt(values: readonly (readonly [BodyPath | undefined, unknown])[]): Page['members'] {
  return values.flatMap(([path, value]) => (path ? [[path, value] as const] : []))
}

function valuesOf({ query, body }: Call, { in: place }: PageStyle): Readonly<Record<string, unknown>> {
  if (place === 'query') return query
  return isObject(body) ? body : {}
}

function sizeOf(call: Call, pages: PageStyle, total: number): number {
  const asked = pages.size === undefined ? undefined : Number(valuesOf(call, pages)[pages.size])
  const size = asked !== undefined && Number.isInteger(asked) && asked > 0 ? asked : (pages.default ?? DEFAULT_SIZE)
  return Math.max(1, Math.min(size, pages.max ?? Math.max(size, total)))
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
    case 'after': {
      const segment = encodeURIComponent(String(value))
      return all.findIndex(({ id }) => lastSegment(id) === segment) + 1
    }
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
      return decodeURIComponent(lastSegment(all[index - 1]?.id ?? ''))
    case 'cursor':
      return encodeCursor([all[index]?.seq ?? 0, index], call.operation.id)
  }
}

/** The id of a record as its key has it, without those of its parents. */
function lastSegment(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
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
