import type { BodyPath, PageMembers, PageStyle } from '../../contract/shape.ts'
import { plain } from './names.ts'
import type { OperationFacts, ParameterFacts, SuccessFacts } from './operations.ts'
import type { Shape, Shapes } from './shapes.ts'

type Style = PageStyle['style']

/** Names of parameters that say where a page starts, without separators. The first that is there counts. */
const POSITIONS: readonly (readonly [Style, RegExp])[] = [
  ['after', /^(startingafter|afterid|sinceid|lastid|lastseenid)$/],
  [
    'cursor',
    /^(page)?(cursor|nexttoken|pagetoken|nextpagetoken|continuationtoken|continuation|pagecursor|pageafter|after|aftercursor|marker|startcursor|startkey|exclusivestartkey|nextcursor|bookmark|next|starttoken|scrollid)$/,
  ],
  [
    'offset',
    /^(pageoffset|offset|skip|\$?skip|startat|startindex|firstresult|start|from|first|startposition|pagingoffset)$/,
  ],
  ['page', /^(page|pagenumber|pageno|pagenum|pageindex|currentpage|p|pg|pageid)$/],
]
const SIZES =
  /^(limit|perpage|pagesize|size|count|pagelimit|maxresults|max|top|\$?top|maxitems|rows|itemsperpage|resultsperpage|take|num|pageperpage|n|amount|length|maxresult|first|last|maxrecords|numresults|pagecount|recordsperpage|maxpagesize|results)$/

/**
 * How a list is split into pages. If no parameter says so, all records are on one page, and what the response says about
 * the next page must say that there is none. Undefined if it says nothing either.
 */
export function pagesOf(
  shapes: Shapes,
  operation: OperationFacts,
  success: SuccessFacts,
  list: BodyPath,
): PageStyle | undefined {
  const members = membersOf(shapes, success.schema, list)
  return pagedBy(shapes, operation, success, members) ?? wholePage(members)
}

function wholePage(members: PageMembers): PageStyle | undefined {
  return Object.keys(members).length > 0 ? { style: 'page', in: 'query', members } : undefined
}

function pagedBy(
  shapes: Shapes,
  operation: OperationFacts,
  success: SuccessFacts,
  members: PageMembers,
): PageStyle | undefined {
  const [place, parameters] = inputsOf(shapes, operation)
  for (const [style, names] of POSITIONS) {
    const position = parameters.find(({ name, schema }) => names.test(plain(name)) && isScalar(shapes.of(schema)))
    if (!position) continue
    const size = parameters.find(({ name }) => name !== position.name && SIZES.test(plain(name)))
    const name = plain(position.name)
    // `start` and `from` alone may be times, and `after` an id.
    if (!size && style !== 'page' && !/cursor|token|marker|offset|skip|after/.test(name)) continue
    if (isTime(shapes.of(position.schema))) continue
    const sizeShape = size && shapes.of(size.schema).schema
    const positionShape = shapes.of(position.schema).schema
    const first = positionShape.default ?? positionShape.minimum
    return {
      style,
      in: place,
      position: position.name,
      ...(size && { size: size.name }),
      ...(typeof sizeShape?.default === 'number' && { default: sizeShape.default }),
      ...(typeof sizeShape?.maximum === 'number' && { max: sizeShape.maximum }),
      ...(style === 'page' && first === 0 && ({ first: 0 } as const)),
      ...(success.link && ({ link: true } as const)),
      members,
    }
  }
  return undefined
}

/** A GET has its inputs in the query, a call by POST also in the body. */
export function inputsOf(
  shapes: Shapes,
  operation: OperationFacts,
): readonly [PageStyle['in'], readonly ParameterFacts[]] {
  const query = operation.parameters.filter(parameter => parameter.in === 'query')
  if (operation.method === 'GET' || operation.body === undefined) return ['query', query]
  const body = shapes.of(operation.body)
  const members = [...body.properties].map(([name, schema]) => ({
    in: 'body',
    name,
    required: body.required.has(name),
    schema,
  }))
  return ['body', members]
}

const MEMBERS: readonly (readonly [keyof PageMembers, RegExp])[] = [
  ['more', /^(hasmore|hasnext|hasnextpage|more|ismore|moreresults)$/],
  ['last', /^islast(page)?$/],
  [
    'total',
    /^(total|totalcount|count|totalitems|totalresults|totalrecords|totalentries|totalelements|numfound|recordcount|resultcount|totalsize|x?totalrows|totalnumber)$/,
  ],
  ['pages', /^(totalpages|pages|pagecount|lastpage|numpages|pagetotal)$/],
  ['page', /^(page|currentpage|pagenumber|pageindex|pageno|number)$/],
  ['offset', /^(offset|skip|start|startat|startindex|from)$/],
  ['size', /^(limit|perpage|pagesize|size|maxresults|itemsperpage|pagelimit)$/],
  [
    'next',
    /^(next|nextcursor|nextpage|nexttoken|nextpagetoken|cursor|after|endcursor|continuationtoken|nextmarker|nextoffset|nextpagecursor|cursorsafter|aftercursor)$/,
  ],
  ['previous', /^(prev|previous|prevcursor|previouscursor|prevpage|previouspage|before|previouspagetoken)$/],
]
const HOLDERS =
  /^(meta|metadata|pagination|paging|page|pages|links|cursors|cursor|responsemetadata|pageinfo|info|@?odata|summary|pagemeta|_links|_meta)$/
const URL_MEMBERS: Readonly<Partial<Record<keyof PageMembers, keyof PageMembers>>> = {
  next: 'nextUrl',
  previous: 'previousUrl',
}

/** The members of the response body that say where the page stands. */
function membersOf(shapes: Shapes, schema: unknown, list: BodyPath): PageMembers {
  const members: Partial<Record<keyof PageMembers, BodyPath>> = {}
  collect(shapes, shapes.of(schema), [], list, members, 0)
  return members
}

function collect(
  shapes: Shapes,
  shape: Shape,
  path: BodyPath,
  list: BodyPath,
  members: Partial<Record<keyof PageMembers, BodyPath>>,
  depth: number,
): void {
  for (const [name, schema] of shape.properties) {
    const value = shapes.of(schema)
    const isOnWay = list[depth] === name && list.length > depth + 1
    if (value.kind === 'object' && depth < 3 && (isOnWay || HOLDERS.test(plain(name)) || /^links?$/.test(name))) {
      const isNext = /^(next|prev|previous)$/.test(name)
      if (!isNext) collect(shapes, value, [...path, name], isOnWay ? list : [], members, depth + 1)
    } else if (isScalar(value)) {
      const kind = memberKind(name, value, path)
      if (kind && members[kind] === undefined) members[kind] = [...path, name]
    }
  }
}

function memberKind(name: string, shape: Shape, path: BodyPath): keyof PageMembers | undefined {
  const full = plain(name).replace(/^odata/, '')
  const word = full.replace(/(url|uri|link|href)$/, '')
  const kind = MEMBERS.find(([, names]) => names.test(word))?.[0]
  if (kind === undefined) return undefined
  const isUrl = shape.schema.format === 'uri' || word !== full || path.some(step => /links?$/i.test(step))
  return isUrl ? (URL_MEMBERS[kind] ?? kind) : kind
}

function isScalar({ kind }: Shape): boolean {
  return kind !== 'object' && kind !== 'array'
}

function isTime({ schema }: Shape): boolean {
  return schema.format === 'date' || schema.format === 'date-time'
}
