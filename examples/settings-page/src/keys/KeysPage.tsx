import { useRef, useState } from 'react'
import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { ClearOperations } from '../clear/ClearOperations.tsx'
import { Failure } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import { TryKey } from '../try/TryKey.tsx'
import { EmptyKeys } from './EmptyKeys.tsx'
import { GenerateKey } from './GenerateKey.tsx'
import { KeyFilters } from './KeyFilters.tsx'
import { KeySkeleton } from './KeySkeleton.tsx'
import { KeyTable } from './KeyTable.tsx'
import { ALL, isFiltered, queryOf, statusOf } from './listing.ts'
import { wordOf } from './names.ts'
import { Pager } from './Pager.tsx'
import { sentencesOf } from './rules.ts'
import { useKeyPage } from './useKeys.ts'

/** All keys that the reader may see, and what can be done with them. */
export function KeysPage() {
  const { system } = useShop()
  const parameters = useParameters()
  const query = queryOf(parameters, system)
  // Cursors belong to one list: another one starts at its first page.
  const list = JSON.stringify(query)
  const [trail, setTrail] = useState<{ readonly list: string; readonly cursors: readonly string[] }>({
    list,
    cursors: [],
  })
  const cursors = trail.list === list ? trail.cursors : []
  const cursor = cursors.at(-1)
  const { data: page, error, isPlaceholderData, refetch } = useKeyPage({ ...query, ...(cursor && { cursor }) })
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            API keys
          </h1>
          <p className="lead">{sentencesOf(system)}</p>
        </div>
        <GenerateKey limit={page?.limits.active} />
      </header>
      <StatusTabs />
      <KeyFilters />
      <section aria-label="Keys" aria-busy={!page || isPlaceholderData}>
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : !page ? (
          <KeySkeleton />
        ) : page.data.length === 0 && !cursor ? (
          <EmptyKeys isFiltered={isFiltered(parameters, system)} />
        ) : (
          <KeyTable keys={page.data} onGone={() => heading.current?.focus()} />
        )}
        {page && !error && (
          <Pager
            number={cursors.length + 1}
            next={page.next_cursor}
            onNext={next => setTrail({ list, cursors: [...cursors, next] })}
            onPrevious={() => setTrail({ list, cursors: cursors.slice(0, -1) })}
          />
        )}
      </section>
      {page && !error && (
        <>
          <TryKey />
          {system.clearWindow && <ClearOperations />}
        </>
      )}
    </>
  )
}

/** The states of keys, each a list of its own, where the system lists them apart. */
function StatusTabs() {
  const { system } = useShop()
  const current = statusOf(useParameters(), system)
  if (current === undefined) return null
  return (
    <nav className="tabs" aria-label="Keys by status">
      {[...system.states, ALL].map((status, index) => (
        <Link
          key={status}
          to={{ status: index === 0 ? null : status }}
          aria-current={status === current ? 'page' : undefined}
        >
          {wordOf(status)}
        </Link>
      ))}
    </nav>
  )
}
