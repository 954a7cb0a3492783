import type { ReactNode } from 'react'
import { RelativeTime } from '../parts/Time.tsx'
import type { ApiKey, Shop } from '../shop/shop.ts'
import { ALL } from './listing.ts'
import { canSwitch } from './rules.ts'
import { State } from './State.tsx'

export interface Column {
  /** The field of the key. */
  readonly field: string
  readonly heading: string
  /** @param name differs from those of all other keys in the list */
  readonly cell: (key: ApiKey, name: string) => ReactNode
}

/**
 * The columns between the name and the actions: what the system has, what the tab does not imply, and what at least one
 * of the keys fills.
 */
export function columnsOf(
  { states, canPause, hasExpiry }: Shop['system'],
  tab: string | undefined,
  keys: readonly ApiKey[],
  mayWrite: boolean,
): Column[] {
  const isMixed = states.length > 1 && (tab === undefined || tab === ALL)
  const hasSwitches = mayWrite && canPause && keys.some(canSwitch)
  const columns: (Column | false)[] = [
    (isMixed || hasSwitches) && {
      field: 'status',
      heading: 'Status',
      cell: (key, name) => <State apiKey={key} name={name} mayWrite={mayWrite} />,
    },
    { field: 'created_at', heading: 'Created', cell: key => <RelativeTime at={key.created_at} /> },
    { field: 'last_used_at', heading: 'Last used', cell: key => <RelativeTime at={key.last_used_at} /> },
    tab === 'revoked' && { field: 'revoked_at', heading: 'Revoked', cell: key => <RelativeTime at={key.revoked_at} /> },
    hasExpiry &&
      tab !== 'revoked' &&
      keys.some(key => key.expires_at) && {
        field: 'expires_at',
        heading: 'Expires',
        cell: key => <RelativeTime at={key.expires_at} />,
      },
  ]
  return columns.filter(column => column !== false)
}
