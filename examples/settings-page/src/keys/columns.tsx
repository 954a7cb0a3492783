import type { ReactNode } from 'react'
import { Time } from '../parts/Time.tsx'
import type { ApiKey, Shop } from '../shop/shop.ts'
import { Acting } from './Acting.tsx'
import { ALL } from './listing.ts'
import { isShownBySwitch } from './rules.ts'
import { Status } from './Status.tsx'

export interface Column {
  /** The field of the key. */
  readonly field: string
  readonly heading: string
  readonly cell: (key: ApiKey) => ReactNode
}

/** The columns between the name and the switch: fields that the system has, and that the tab does not imply. */
export function columnsOf(system: Shop['system'], tab: string | undefined, hasSwitch: boolean): Column[] {
  const { states, userChoice, hasExpiry } = system
  const columns: (Column | false)[] = [
    states.length > 1 &&
      (tab === undefined || tab === ALL) &&
      !(hasSwitch && isShownBySwitch(system)) && {
        field: 'status',
        heading: 'Status',
        cell: key => <Status apiKey={key} />,
      },
    userChoice !== 'none' && { field: 'user_id', heading: 'Acts as', cell: key => <Acting apiKey={key} /> },
    { field: 'created_at', heading: 'Created', cell: key => <Time at={key.created_at} /> },
    { field: 'last_used_at', heading: 'Last used', cell: key => <Time at={key.last_used_at} /> },
    tab === 'revoked' && { field: 'revoked_at', heading: 'Revoked', cell: key => <Time at={key.revoked_at} /> },
    hasExpiry &&
      tab !== 'revoked' && { field: 'expires_at', heading: 'Expires', cell: key => <Time at={key.expires_at} /> },
  ]
  return columns.filter(column => column !== false)
}
