import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { State } from '../parts/Failure.tsx'
import { useMayWrite, useShop } from '../shop/context.ts'
import { ALL, statusOf } from './listing.ts'
import { emptyTextOf } from './texts.ts'

/** Explains why the list is empty, and offers a way out. */
export function EmptyKeys({ isFiltered }: { readonly isFiltered: boolean }) {
  const { system } = useShop()
  const mayWrite = useMayWrite() ?? false
  const tab = statusOf(useParameters(), system)
  if (isFiltered) {
    return (
      <State kind="empty" title="No key matches">
        <Link to={{ q: null, user: null }}>Clear the filters</Link>
      </State>
    )
  }
  const status = tab === ALL ? undefined : tab
  const { title, hint } = emptyTextOf(system, status, mayWrite)
  const isOther = status !== undefined && status !== system.states[0]
  return (
    <State kind="empty" title={title}>
      {hint && <p>{hint}</p>}
      {isOther && <Link to={{ status: null }}>Show {system.states[0]} keys</Link>}
    </State>
  )
}
