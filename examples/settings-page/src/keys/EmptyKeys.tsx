import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { State } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import { ALL, statusOf } from './listing.ts'

/** Why the list has nothing, and what to do about it. */
export function EmptyKeys({ isFiltered }: { readonly isFiltered: boolean }) {
  const { system } = useShop()
  const status = statusOf(useParameters(), system)
  if (isFiltered) {
    return (
      <State kind="empty" title="No key matches">
        <Link to={{ q: null, user: null }}>Show all of them</Link>
      </State>
    )
  }
  if (status !== undefined && status !== ALL && status !== system.states[0]) {
    return (
      <State kind="empty" title={`No ${status} keys`}>
        <Link to={{ status: null }}>Back to the {system.states[0]} ones</Link>
      </State>
    )
  }
  return (
    <State kind="empty" title="No keys yet">
      <p>Generate one for each script or integration, so that you can end it without touching the others.</p>
    </State>
  )
}
