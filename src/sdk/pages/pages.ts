import type { Call } from '../call.ts'

/**
 * What a list method returns. Await it to get one page; iterate over it to get the items of all pages. The next page is
 * requested when its first item is needed, and only one page is kept. If the loop ends early, no more pages are
 * requested. An error is thrown when the list is awaited or iterated, however late, and is not reported as unhandled.
 *
 * @example
 * const { data, next_cursor } = await shop.orders.list({ status: 'open', limit: 50 })
 * for await (const order of shop.orders.list({ status: 'open' })) console.log(order.number)
 */
export interface Pages<Page extends AnyPage> extends Call<Page>, AsyncIterable<Page['data'][number]> {}

/** A page of any list of our own systems. */
export interface AnyPage {
  readonly data: readonly unknown[]
  readonly next_cursor: string | null
}

/** The same for lists whose items are at a path in a page. */
export interface PagesAt<Page, Path extends readonly string[]> extends Call<Page>, AsyncIterable<ItemAt<Page, Path>> {}

/** The type of the items of the list that is at a path in a page. */
export type ItemAt<Page, Path extends readonly string[]> = Path extends readonly [
  infer Name,
  ...infer Others extends readonly string[],
]
  ? Page extends unknown
    ? Name extends keyof Page
      ? ItemAt<NonNullable<Page[Name]>, Others>
      : never
    : never
  : Page extends readonly (infer Item)[]
    ? Item
    : never
