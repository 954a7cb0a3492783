import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { State } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import { ALL, statusOf } from './listing.ts'

/** Explains why the list is empty, and offers a way out. */
export function EmptyKeys({ isFiltered }: { readonly isFiltered: boolean }) {
  const { system } = useShop()
  const status = statusOf(useParameters(), system)
  if (isFiltered) {
    return (
      <State kind="empty" title="No key matches">
        <Link to={{ q: null, user: null }}>Show all keys</Link>
      </State>
    )
  }
  if (status !== undefined && status !== ALL && status !== system.states[0]) {
    return (
      <State kind="empty" title={`No ${status} keys`}>
        <Link to={{ status: null }}>Show {system.states[0]} keys</Link>
      </State>
    )
  }
  return (
    <State kind="empty" title="No keys yet">
      <p>Generate a key for each script or integration, so that you can revoke one without affecting the others.</p>
    </State>
  )
}
