/** What the address says of the list, in the words of the API: only what the system can search, filter and sort by. */
import type { KeyQuery, Shop } from '../shop/shop.ts'

type System = Shop['system']

/** The tab of all states. */
export const ALL = 'all'

const lists = (names: readonly string[], name: string) => names.includes(name)

/** The tab that is open; undefined where there are none. */
export function statusOf(parameters: URLSearchParams, { states, list }: System): string | undefined {
  if (!lists(list.filters, 'status')) return undefined
  const status = parameters.get('status')
  return status && [...states, ALL].includes(status) ? status : states[0]
}

export function canFilterByUser({ list }: System): boolean {
  return lists(list.filters, 'user_id')
}

/** What the list is sorted by, and in which direction; newest first unless said. */
export function sortOf(parameters: URLSearchParams, { list }: System): { field: string; isDown: boolean } | undefined {
  if (list.sorts.length === 0) return undefined
  const sort = parameters.get('sort') ?? ''
  const field = sort.replace(/^-/, '')
  return lists(list.sorts, field) ? { field, isDown: sort.startsWith('-') } : { field: 'created_at', isDown: true }
}

export function queryOf(parameters: URLSearchParams, system: System): KeyQuery {
  const status = statusOf(parameters, system)
  const sort = sortOf(parameters, system)
  const q = system.list.search ? parameters.get('q') : null
  const user = canFilterByUser(system) ? parameters.get('user') : null
  return {
    ...(status && status !== ALL && { status }),
    ...(q && { q }),
    ...(user && { user_id: user }),
    ...(sort && { sort: `${sort.isDown ? '-' : ''}${sort.field}` }),
  }
}

/** Whether the list leaves out what was not searched for. */
export function isFiltered(parameters: URLSearchParams, system: System): boolean {
  const { q, user_id: user } = queryOf(parameters, system)
  return q !== undefined || user !== undefined
}
