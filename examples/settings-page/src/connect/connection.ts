import type { Fetch, SystemId } from 'latchkey'

/** How the page reaches a shop. */
export interface Connection {
  /** The systems that can be chosen; the first one is that of a page without a choice. */
  readonly systems: readonly SystemId[]
  /** With the base path of the API. */
  readonly baseUrl: string
  /** What sends the requests of a system; undefined for the browser's own. */
  readonly fetchOf: (system: SystemId) => Fetch | undefined
  /** Whether a session is still one after the page was loaded again. */
  readonly keepsSessions: boolean
}

/** What each system is called on the page. */
export const systemNames: Readonly<Record<SystemId, string>> = {
  standard: 'Standard',
  'account-keys': 'Account keys',
  'user-keys': 'User keys',
  'store-admin': 'Store admin',
  warehouse: 'Warehouse',
  'secret-keys': 'Secret keys',
}

export const systemIds = Object.keys(systemNames) as SystemId[]
