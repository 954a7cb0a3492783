/** How the lists of an operation are split into pages, for the SDK. */
import type { Operation } from '../../contract/contract.ts'
import { defined } from '../../contract/json.ts'
import type { BodyPath, PageMembers, Shape } from '../../contract/shape.ts'
import { placeIn } from '../../contract/template.ts'

type Rules = Readonly<Record<string, unknown>>

/** The `PageRules` of the SDK (src/sdk/pages/page-rules.ts); `true` for the pages of our own systems; undefined for no list. */
export function pageRulesOf(operation: Operation): true | (Rules & { readonly items: BodyPath }) | undefined {
  const { does, shape, query } = operation
  if (does !== 'list') return undefined
  if (!shape) return query.some(({ name }) => name === 'cursor') ? true : undefined
  const items = shape.answer
  return items && { items, ...stepsOf(shape) }
}

/** How the next page is found. Empty if all records are on one page. */
function stepsOf(shape: Shape): Rules {
  const { pages } = shape
  if (!pages) return {}
  const members = membersOf(shape)
  const { next, more, last, total, pages: count, nextUrl } = members
  if (pages.link || nextUrl) return defined({ style: 'link', next: pages.link ? undefined : nextUrl })
  const { style, position, size, first } = pages
  if (position === undefined || (style === 'cursor' && !next)) return {}
  return defined({
    style,
    position,
    size,
    in: pages.in === 'body' ? 'body' : undefined,
    next: style === 'cursor' || style === 'after' ? next : undefined,
    more,
    last,
    total,
    pages: count,
    first,
    id: style === 'after' && !next ? ['id'] : undefined,
  })
}

/** What a template says is certain. What was inferred of a `count` may be the number of items of the page. */
function membersOf({ pages, template }: Shape): PageMembers {
  if (template === undefined) {
    const { total, ...others } = pages?.members ?? {}
    return total && total.at(-1) !== 'count' ? { ...others, total } : others
  }
  const places = Object.entries(PLACEHOLDERS).map(([member, name]) => [member, placeIn(template, name)] as const)
  return defined(Object.fromEntries(places))
}

const PLACEHOLDERS = { next: 'next', more: 'more', last: 'last', total: 'total', pages: 'pages', nextUrl: 'next_url' }

/** Whether the core of the SDK finds the next page itself: with the cursor that the response holds. */
export function isPlain(rules: Rules): boolean {
  return rules.style === undefined || (rules.style === 'cursor' && !rules.more && !rules.last)
}
