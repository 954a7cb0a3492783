/** Maps the parameters of the URL to the query of the API, limited to what the system supports. */
import type { KeyQuery, Shop } from '../shop/shop.ts'

type System = Shop['system']

/** Any other list begins at its first page. */
export const FIRST_PAGE = { after: null } as const

/** The tab for all states. */
export const ALL = 'all'

const lists = (names: readonly string[], name: string) => names.includes(name)

/** The current tab; undefined if there are no tabs. */
export function statusOf(parameters: URLSearchParams, { states, list }: System): string | undefined {
  if (!lists(list.filters, 'status')) return undefined
  const status = parameters.get('status')
  return status && [...states, ALL].includes(status) ? status : states[0]
}

export function canFilterByUser({ list }: System): boolean {
  return lists(list.filters, 'user_id')
}

/** The field and direction of the sort order; defaults to newest first. */
export function sortOf(parameters: URLSearchParams, { list }: System): { field: string; isDown: boolean } | undefined {
  if (list.sorts.length === 0) return undefined
  const sort = parameters.get('sort') ?? ''
  const field = sort.replace(/^-/, '')
  return lists(list.sorts, field) ? { field, isDown: sort.startsWith('-') } : { field: 'created_at', isDown: true }
}

/** The maximum length of a search, in Unicode code points. */
const MAX_SEARCH = 100

/** As much of a text as can be searched for. */
export const searchable = (text: string) => [...text].slice(0, MAX_SEARCH).join('')

export const searchOf = (parameters: URLSearchParams) => searchable(parameters.get('q') ?? '')

export function queryOf(parameters: URLSearchParams, system: System): KeyQuery {
  const status = statusOf(parameters, system)
  const sort = sortOf(parameters, system)
  const q = system.list.search ? searchOf(parameters) : ''
  const user = canFilterByUser(system) ? parameters.get('user') : null
  return {
    ...(status && status !== ALL && { status }),
    ...(q && { q }),
    ...(user && { user_id: user }),
    ...(sort && { sort: `${sort.isDown ? '-' : ''}${sort.field}` }),
  }
}

/** Whether a search or a filter is active. */
export function isFiltered(parameters: URLSearchParams, system: System): boolean {
  const { q, user_id: user } = queryOf(parameters, system)
  return q !== undefined || user !== undefined
}
