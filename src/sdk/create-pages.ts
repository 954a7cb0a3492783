import { assertAmounts } from './assert.ts'
import { type Call, createCall, type WithResponse } from './call.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import type { AnyPage, Pages } from './pages.ts'

/**
 * @param operation The method that was called, for errors: `orders.list`.
 * @param cursor The cursor of the first page.
 * @param firstPage The request of the first page, which is on its way.
 */
export function createPages(
  operation: string,
  cursor: unknown,
  firstPage: Promise<WithResponse<unknown>>,
  fetchPage: (cursor: string) => Call<unknown>,
  maxItems = Infinity,
): Pages<AnyPage> {
  const call: Call<unknown> = createCall(
    firstPage.catch(error => {
      // The list may be iterated later: until then the error must not count as unhandled, which ends a Node program. Not
      // earlier, because a second reaction would hide the caller's stack frames from V8 when the error is made.
      call.catch(() => {})
      throw error
    }),
  )

  async function* items(): AsyncGenerator<unknown> {
    const seenCursors = new Set([cursor])
    let itemsLeft = maxItems
    for (let page = call; ; ) {
      const { data, next_cursor } = (await page) as Partial<AnyPage>
      // Checked when the first page is there: if its request fails, that error comes first.
      assertAmounts({ maxItems })
      if (!Array.isArray(data)) throw unexpectedPage(operation, 'something that is not a page')
      for (const item of data) {
        if (itemsLeft-- <= 0) return
        yield item
      }
      if (itemsLeft <= 0 || !next_cursor) return
      const nextCursor = String(next_cursor)
      if (seenCursors.has(nextCursor)) throw unexpectedPage(operation, 'the same next_cursor twice')
      seenCursors.add(nextCursor)
      page = fetchPage(nextCursor)
    }
  }
  return Object.defineProperty(call as Pages<AnyPage>, Symbol.asyncIterator, { value: items })
}

function unexpectedPage(operation: string, what: string): LatchkeyResponseError {
  return new LatchkeyResponseError(`${operation} returned ${what}.`, { operation, status: 200 })
}
