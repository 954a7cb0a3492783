import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { State } from '../parts/Failure.tsx'
import { useMayWrite, useShop } from '../shop/context.ts'
import { ALL, FIRST_PAGE, statusOf } from './listing.ts'
import { emptyHintOf } from './texts.ts'

interface EmptyKeysProps {
  /** Whether there are keys that this list does not show. */
  readonly hasOthers: boolean
  readonly isFiltered: boolean
  readonly onGenerate: () => void
}

/** Explains why the list is empty, and offers what to do next. */
export function EmptyKeys({ hasOthers, isFiltered, onGenerate }: EmptyKeysProps) {
  const { system } = useShop()
  const mayWrite = useMayWrite()
  const status = statusOf(useParameters(), system)
  if (!hasOthers) {
    return (
      <State kind="empty" title="No keys yet">
        {mayWrite ? (
          <>
            <p>{emptyHintOf(system)}</p>
            <button type="button" className="primary" onClick={onGenerate}>
              Generate your first key
            </button>
          </>
        ) : (
          <p>When somebody generates a key, it is shown here.</p>
        )}
      </State>
    )
  }
  if (isFiltered) {
    return (
      <State kind="empty" title="No key matches">
        <Link to={{ ...FIRST_PAGE, q: null, user: null }}>Clear the filters</Link>
      </State>
    )
  }
  return (
    <State kind="empty" title={`No ${status} keys`}>
      <Link to={{ ...FIRST_PAGE, status: ALL }}>Show all keys</Link>
    </State>
  )
}
