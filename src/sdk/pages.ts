import type { Call } from './call.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import { needAmounts } from './need.ts'

/**
 * What a list gives: awaited, one page; iterated, all items of all pages. The next page is asked for when its first
 * item is, and no more than one is kept; leaving the loop asks for no more.
 *
 * @example
 * const { data, next_cursor } = await shop.orders.list({ status: 'open', limit: 50 })
 * for await (const order of shop.orders.list({ status: 'open' })) console.log(order.number)
 */
export interface Pages<Page extends AnyPage> extends Call<Page>, AsyncIterable<Page['data'][number]> {}

interface AnyPage {
  readonly data: readonly unknown[]
  readonly next_cursor: string | null
}

/** @param fetchPage Asks for the page at a cursor. */
export function pagesOf(
  first: Call<unknown>,
  fetchPage: (cursor: string) => Call<unknown>,
  operation: string,
  cursor: unknown,
  maxItems = Infinity,
): Pages<AnyPage> {
  // A page was answered with 200, or there would be none.
  const wrong = (what: string) => new LatchkeyResponseError(`${operation} gave ${what}.`, { operation, status: 200 })
  async function* items(): AsyncGenerator<unknown> {
    const seen = new Set([cursor])
    let left = maxItems
    for (let call = first; ; ) {
      const { data, next_cursor } = (await call) as Partial<AnyPage>
      // Not before: the first request is on its way, and where it fails, that has to be thrown here.
      needAmounts({ maxItems })
      if (!Array.isArray(data)) throw wrong('no page')
      for (const item of data) {
        if (left-- <= 0) return
        yield item
      }
      if (left <= 0 || !next_cursor) return
      const next = `${next_cursor}`
      if (seen.has(next)) throw wrong('the same next_cursor twice')
      seen.add(next)
      call = fetchPage(next)
    }
  }
  return Object.defineProperty(first as Pages<AnyPage>, Symbol.asyncIterator, { value: items })
}
