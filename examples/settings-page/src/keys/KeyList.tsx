import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { Failure, isInterruption, isUnreachable, State } from '../parts/Failure.tsx'
import { useMe, useShop } from '../shop/context.ts'
import { useUsers } from '../users/useUsers.ts'
import { EmptyKeys } from './EmptyKeys.tsx'
import { KeySkeleton } from './KeySkeleton.tsx'
import { KeyTable } from './KeyTable.tsx'
import { FIRST_PAGE, isFiltered } from './listing.ts'
import { Pager } from './Pager.tsx'
import type { useKeyPage } from './useKeys.ts'
import type { Trail } from './useTrail.ts'

interface KeyListProps {
  readonly page: ReturnType<typeof useKeyPage>
  readonly trail: Trail
  /** Whether there is any key, in this list or not; undefined until it is known. */
  readonly hasKeys: boolean | undefined
  readonly onGenerate: () => void
  /** Called when the focused element has left the list. */
  readonly onGone: () => void
}

/** The keys of a page, or the reason why they cannot be shown. */
export function KeyList({
  page: { data: page, error, isPlaceholderData, refetch },
  trail,
  hasKeys,
  onGenerate,
  onGone,
}: KeyListProps) {
  const { system } = useShop()
  const me = useMe()
  const users = useUsers()
  const parameters = useParameters()
  const failure = error ?? me.error
  const retry = () => {
    void refetch()
    if (me.error) void me.refetch()
  }
  // Loaded keys stay visible while the server is unreachable or the user signs in again. After any other error they may be wrong.
  const isStale = page !== undefined && isUnreachable(failure)
  if (failure && !isStale && !isInterruption(failure)) {
    return (
      <>
        <Failure error={failure} onRetry={retry} />
        {trail.number > 1 && <Link to={FIRST_PAGE}>Show the first page</Link>}
      </>
    )
  }
  // The columns depend on permissions. Wait for everything, so that the layout does not shift.
  if (!page || !me.data || !users || hasKeys === undefined) return <KeySkeleton />
  return (
    <section aria-label="Keys" className="list" aria-busy={isPlaceholderData}>
      {isStale && (
        <p role="alert" className="stale">
          The server cannot be reached. The list may be out of date.{' '}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
      {page.data.length > 0 ? (
        <KeyTable keys={page.data} onGone={onGone} />
      ) : trail.number > 1 ? (
        <State kind="empty" title="No keys are left on this page">
          <Link to={FIRST_PAGE}>Show the first page</Link>
        </State>
      ) : (
        <EmptyKeys hasOthers={hasKeys} isFiltered={isFiltered(parameters, system)} onGenerate={onGenerate} />
      )}
      <Pager number={trail.number} next={page.next_cursor} onNext={trail.goOn} onPrevious={trail.goBack} />
    </section>
  )
}
