import { isString } from '../../../openapi/contract/json.ts'
import { memberAt } from '../member-at.ts'
import { parseUrl } from '../parse-url.ts'
import type { Fields } from '../request-options.ts'
import type { NextPage, PageRules, ReceivedPage } from './page-rules.ts'

/**
 * Finds the next page of lists that have offsets, page numbers, ids or links. It is a value of the systems that have such
 * lists, so that other programs do not load it.
 */
export const nextPage: NextPage = (rules, page) => {
  const { style, position = '', next, first = 1, id } = rules
  if (!style) return undefined
  if (style === 'link') return linkedPage(rules, page)
  const { body, items, sent } = page
  const isNumbered = style === 'page'
  const start = Number(sent[position] ?? (isNumbered ? first : 0))
  if (isLast(rules, page, start)) return undefined
  if (next) return { [position]: memberAt(body, next) }
  if (style === 'after') return { [position]: memberAt(items.at(-1), id) }
  return { [position]: start + (isNumbered ? 1 : items.length) }
}

/** Whether the response says so, or has fewer items than were asked for. */
function isLast(rules: PageRules, { body, items, sent }: ReceivedPage, start: number): boolean {
  const { style, next, more, last, total, pages, size = '', first = 1 } = rules
  const says = (path: PageRules['more']) => (path ? memberAt(body, path) : undefined)
  const isMore = says(more)
  if (items.length === 0 || isMore === false || says(last) === true) return true
  if (next) return !says(next)
  if (isMore === true) return false
  const asked = Number(sent[size])
  if (items.length < asked) return true
  const done = style === 'page' ? (start - first + 1) * asked : start + items.length
  // Some servers do not count, and say 0.
  const all = Number(says(total)) || Number.NaN
  return (style !== 'after' && done >= all) || start - first + 1 >= Number(says(pages))
}

/**
 * The parameters of the URL that leads to the next page. The URL itself is not called: it may lead to another server, which
 * would get the credential.
 */
function linkedPage({ next }: PageRules, { body, headers }: ReceivedPage): Fields | undefined {
  const [, link] = /<([^>]*)>[^,]*;\s*rel="?next\b/i.exec(headers.get('Link') ?? '') ?? []
  const url = next ? memberAt(body, next) : link
  const parameters = isString(url) ? parseUrl(url, 'http://a')?.searchParams : undefined
  return parameters && Object.fromEntries(Array.from(parameters.keys(), name => [name, parameters.getAll(name)]))
}
