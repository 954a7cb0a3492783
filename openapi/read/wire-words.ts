/** The keywords of a document that say how its requests and responses are written, as the shapes of its operations. */
import type { WireWords } from '../contract/contract.ts'
import { OWN_ANSWER_OF_MANY, OWN_ANSWERS } from '../contract/dialect.ts'
import type { Brackets, Identity, IdForm, PageStyle, RecordPlace, Shape, Sort, Within } from '../contract/shape.ts'
import { placeIn, SPREAD } from '../contract/template.ts'
import { isVerb } from '../contract/verbs.ts'
import type {
  DocumentWords,
  FilterWords,
  OperationWords,
  PagesWords,
  ResourceWords,
  SortWords,
  Template,
} from '../contract/words.ts'

/** An operation whose shape its keywords and those of the document change. */
export interface Shaped {
  readonly does: string
  /** Undefined if it has none. What it does was inferred then. */
  readonly words: OperationWords | undefined
  /** What was inferred. */
  readonly shape: Shape
  readonly hasResource: boolean
  /** The names of its parameters. */
  readonly path: readonly string[]
  readonly query: readonly string[]
  /** The properties of its resource, if the document lists them. */
  readonly properties: readonly string[]
}

/** Verbs that work on no single record. */
const WITHOUT_RECORD = [
  'create',
  'list',
  'count',
  'verify',
  'clear',
  'open',
  'close',
  'sign_in',
  'sign_out',
  'sign_out_everywhere',
]

/** What was inferred, with what the keywords say in its place. */
export function shapeWith(document: DocumentWords, operation: Shaped): Shape {
  const { does, words, shape, hasResource } = operation
  if (!words && !hasResource) return shape
  const { property, to, ...others } = shape
  const template = templateOf(document, operation)
  const answer = template === undefined ? shape.answer : placeIn(template, does === 'list' ? 'records' : 'record')
  const record = words?.record ?? undefined
  const isOfRecord = words !== undefined && !words.many && !WITHOUT_RECORD.includes(does) && does !== 'identify'
  const last = operation.path.at(-1)
  return {
    ...withoutAnswer(others),
    // A transition that keywords name is one of the lifecycle.
    ...(!words && property !== undefined && { property }),
    ...(!words && to !== undefined && { to }),
    ...(answer && { answer }),
    ...(template !== undefined && { template }),
    ...(isOfRecord && !shape.record && last !== undefined && { record: { in: 'path', name: last } as const }),
    ...(record && { record: recordPlace(record) }),
    ...(record?.or && { otherRecords: record.or.map(recordPlace) }),
    ...(words && inputOf(words, shape, does)),
    ...(words?.search && { search: document.search?.parameter ?? 'q' }),
    ...(document.select && { select: document.select }),
    ...(words?.link && { link: words.link }),
    ...(words?.closed !== undefined && { closed: words.closed }),
    ...(words?.absent !== undefined && { absent: words.absent }),
    ...(does === 'list' && listShape(document, operation)),
    ...(does === 'clear' && words?.pages && { pages: pageStyle(words.pages, undefined) }),
    ...(does === 'clear' && words?.sort && { sort: sortOf(words.sort) }),
  }
}

type PlaceWords = Pick<NonNullable<OperationWords['record']>, 'in' | 'by' | 'property'>

function recordPlace({ in: place, by, property }: PlaceWords): RecordPlace {
  return { in: place, name: by ?? '', ...(property !== undefined && { property }) }
}

function inputOf({ input }: OperationWords, shape: Shape, does: string): Pick<Shape, 'input' | 'inputTemplate'> {
  if (typeof input === 'object') return { input: [], inputTemplate: input }
  if (input !== undefined && !isVerb(does)) return { input: [], inputTemplate: { [SPREAD]: `$body.${input}` } }
  return { input: input?.split('.') ?? shape.input ?? [] }
}

function withoutAnswer({ answer: _, ...shape }: Shape): Shape {
  return shape
}

/** Undefined if the response follows from its schema. */
function templateOf({ answers = {} }: DocumentWords, { does, words, shape, hasResource }: Shaped): Template {
  if (words?.answer !== undefined) return words.answer
  if (Object.hasOwn(answers, does)) return answers[does]
  if (hasResource && answers.default !== undefined) return answers.default
  // What was inferred shows where the record is in the response.
  if (shape.answer || !words) return undefined
  if (words.many !== undefined) return OWN_ANSWER_OF_MANY
  return OWN_ANSWERS[does] ?? (does === 'delete' || does === 'identify' ? undefined : '$record')
}

function listShape(
  document: DocumentWords,
  { words, shape, query, properties }: Shaped,
): Pick<Shape, 'pages' | 'sort' | 'filters' | 'brackets'> {
  const pages = words?.pages ?? document.pages
  const sort = words?.sort ?? document.sort
  const filter = words?.filter ?? document.filter
  const known = shape.filters ?? []
  const named = words ? query.filter(name => properties.includes(name)) : []
  const place = filter?.in === 'body' ? ({ in: 'body' } as const) : {}
  const written = [
    ...named.map(name => ({ parameter: name, property: name })),
    ...Object.entries(filter?.by ?? {}).map(([parameter, property]) => ({ parameter, property, ...place })),
  ]
  const filters = written.filter(({ parameter }) => !known.some(other => other.parameter === parameter))
  return {
    ...(pages && { pages: pageStyle(pages, shape.pages) }),
    ...(sort && { sort: sortOf(sort) }),
    filters: [...known, ...filters],
    ...(filter?.style === 'brackets' && { brackets: bracketsOf(filter, properties) }),
  }
}

const POSITIONS: Readonly<Record<PageStyle['style'], string>> = {
  offset: 'offset',
  page: 'page',
  cursor: 'cursor',
  after: 'starting_after',
}

export function pageStyle(words: PagesWords, inferred: PageStyle | undefined): PageStyle {
  const {
    style = 'offset',
    in: place = 'query',
    position = POSITIONS[style],
    before,
    size = 'limit',
    max,
    first,
    link,
  } = words
  return {
    style,
    in: place,
    position,
    size,
    members: inferred?.members ?? {},
    ...(words.default !== undefined && { default: words.default }),
    ...(before !== undefined && { before }),
    ...(max !== undefined && { max }),
    ...(first === 0 && { first }),
    ...(link && { link }),
  }
}

export function sortOf({ parameter, direction, descending, default: order }: SortWords): Sort {
  return {
    ...(parameter !== undefined && { parameter }),
    ...(direction !== undefined && { direction }),
    ...(descending && { descending }),
    ...(order !== undefined && { default: order }),
  }
}

const OPERATORS = ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike'] as const

function bracketsOf({ operators = OPERATORS }: FilterWords, properties: readonly string[]): Brackets {
  return { properties, operators }
}

const WIRE: ReadonlySet<string> = new Set<WireWords>([
  'input',
  'status',
  'answer',
  'pages',
  'sort',
  'filter',
  'link',
  'closed',
  'absent',
  'ignores',
])

/** The keywords of an operation without those that its shape and its status hold. */
export function withoutWire(words: OperationWords): Omit<OperationWords, WireWords> {
  return Object.fromEntries(Object.entries(words).filter(([word]) => !WIRE.has(word))) as Omit<
    OperationWords,
    WireWords
  >
}

/** How the ids of a resource are made. Undefined for a singleton. */
export function identityOf(
  { id, singleton }: ResourceWords,
  inferred: Identity | undefined,
  type: Identity['type'],
): Identity | undefined {
  if (singleton || (!id && !inferred)) return undefined
  if (!id) return inferred
  // A form that nothing shows stays open: only new ids follow one.
  const isOpen = inferred !== undefined && inferred.form === undefined && id.prefix === undefined
  const [form, length] = (id.form ?? inferred?.form ?? (isOpen ? '' : 'prefix')).split(':')
  return {
    property: id.field ?? inferred?.property ?? 'id',
    type: form === 'integer' ? 'integer' : (inferred?.type ?? type),
    ...(form && { form: form as IdForm }),
    ...(id.prefix !== undefined && { prefix: id.prefix }),
    ...(length !== undefined && { length: Number(length) }),
    ...(id.given && { given: true }),
  }
}

export function parentsOf({ within }: ResourceWords, inferred: readonly Within[] | undefined): readonly Within[] {
  return (
    within?.map(({ parameter, in: place, resource, by, refuse }) => ({
      parameter,
      ...(place === 'body' && { in: place }),
      ...(refuse !== undefined && { refuse }),
      ...(resource !== undefined && { resource }),
      ...(by !== undefined && { property: by }),
    })) ??
    inferred ??
    []
  )
}
