import { assertAmounts } from '../assert.ts'
import { type Call, createCall, type WithResponse } from '../call.ts'
import { LatchkeyResponseError } from '../errors/response-error.ts'
import { memberAt } from '../member-at.ts'
import type { Fields } from '../request-options.ts'
import type { NextPage, PageRules } from './page-rules.ts'
import type { PagesAt } from './pages.ts'

/** The pages of our own systems. */
export const OWN_PAGES: PageRules = { style: 'cursor', items: ['data'], next: ['next_cursor'], position: 'cursor' }

/** A list that was requested. */
export interface PagedList {
  /** The method that was called, for errors: `orders.list`. */
  readonly operation: string
  readonly rules: PageRules
  /** Undefined if all lists of the system have cursors. */
  readonly nextPage: NextPage | undefined
  /** The query, or the body, that the first page was requested with. */
  readonly sent: Fields
  /** The request of the first page, which is on its way. */
  readonly firstPage: Promise<WithResponse<unknown>>
  readonly fetchPage: (sent: Fields) => Call<unknown>
  readonly maxItems: number | undefined
}

export function createPages(list: PagedList): PagesAt<unknown, []> {
  const { operation, rules, nextPage = pageAtCursor, firstPage, fetchPage, maxItems = Infinity } = list
  const { position = '' } = rules
  const call: Call<unknown> = createCall(
    firstPage.catch(error => {
      // The list may be iterated later: until then the error must not count as unhandled, which ends a Node program. Not
      // earlier, because a second reaction would hide the caller's stack frames from V8 when the error is made.
      call.catch(() => {})
      throw error
    }),
  )

  async function* items(): AsyncGenerator<unknown> {
    let { sent } = list
    const seen = new Set([JSON.stringify({ [position]: sent[position] })])
    let itemsLeft = maxItems
    for (let page = call; ; ) {
      const { data: body, response } = await page.withResponse()
      // Checked when the first page is there: if its request fails, that error comes first.
      assertAmounts({ maxItems })
      const items = memberAt(body, rules.items)
      if (!Array.isArray(items)) throw unexpectedPage(operation, 'something that is not a page')
      for (const item of items) {
        if (itemsLeft-- <= 0) return
        yield item
      }
      const next = itemsLeft > 0 && nextPage(rules, { body, headers: response.headers, items, sent })
      if (!next) return
      const place = JSON.stringify(next)
      if (seen.has(place)) throw unexpectedPage(operation, `the same ${rules.next?.join('.') ?? 'page'} twice`)
      seen.add(place)
      sent = { ...sent, ...next }
      page = fetchPage(sent)
    }
  }
  return Object.defineProperty(call as PagesAt<unknown, []>, Symbol.asyncIterator, { value: items })
}

/** The next page of lists that have cursors. */
const pageAtCursor: NextPage = ({ next, position = '' }, { body }) => {
  const cursor = next && memberAt(body, next)
  return cursor ? { [position]: String(cursor) } : undefined
}

function unexpectedPage(operation: string, what: string): LatchkeyResponseError {
  return new LatchkeyResponseError(`${operation} returned ${what}.`, { operation, status: 200 })
}
