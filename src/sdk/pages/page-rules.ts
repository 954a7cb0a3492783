import type { BodyPath } from '../../../openapi/contract/shape.ts'
import type { Fields } from '../request-options.ts'

/** How the responses of an operation are split into pages. */
export interface PageRules {
  /**
   * What the parameter for the position holds. `link`: a `Link` header, or a URL in the body, leads to the next page. Not set
   * if all items are on one page.
   */
  readonly style?: 'cursor' | 'offset' | 'page' | 'after' | 'link'
  /** Where the items are in the body. Empty if the body is the list. */
  readonly items: BodyPath
  /** The parameter for the position. Not needed for links. */
  readonly position?: string
  /** The parameter for the number of items. */
  readonly size?: string
  /** The parameters are in the body of the request, not in the query. */
  readonly in?: 'body'
  /** Where the body has the next cursor, or the URL of the next page. */
  readonly next?: BodyPath
  /** Where the body says whether there are more pages. */
  readonly more?: BodyPath
  /** Where the body says whether this is the last page. */
  readonly last?: BodyPath
  /** Where the body has the number of all items. */
  readonly total?: BodyPath
  /** Where the body has the number of all pages. */
  readonly pages?: BodyPath
  /** The number of the first page. Defaults to 1. */
  readonly first?: 0
  /** With `after`: where an item has its id. */
  readonly id?: BodyPath
}

/** A page that was received. */
export interface ReceivedPage {
  readonly body: unknown
  readonly headers: Headers
  readonly items: readonly unknown[]
  /** The query, or the body, that the page was requested with. */
  readonly sent: Fields
}

/** The parameters that the next page is requested with, besides those of the first page; undefined after the last page. */
export type NextPage = (rules: PageRules, page: ReceivedPage) => Fields | undefined
