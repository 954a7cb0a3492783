import { useParameters } from '../app/location.ts'
import { useHeading } from '../app/useHeading.ts'
import { ClearOperations } from '../clear/ClearOperations.tsx'
import { useShop } from '../shop/context.ts'
import { TryKey } from '../try/TryKey.tsx'
import { GenerateKey } from './GenerateKey.tsx'
import { KeyFilters } from './KeyFilters.tsx'
import { KeyList } from './KeyList.tsx'
import { queryOf } from './listing.ts'
import { StatusTabs } from './StatusTabs.tsx'
import { sentencesOf } from './texts.ts'
import { useKeyPage } from './useKeys.ts'
import { useTrail } from './useTrail.ts'

/** The list of keys, with its actions. */
export function KeysPage() {
  const { system } = useShop()
  const query = queryOf(useParameters(), system)
  const trail = useTrail(JSON.stringify(query))
  const page = useKeyPage({ ...query, ...(trail.cursor && { cursor: trail.cursor }) })
  const heading = useHeading('API keys')
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            API keys
          </h1>
          <p className="lead">{sentencesOf(system)}</p>
        </div>
        <GenerateKey limit={page.data?.limits.active} />
      </header>
      <StatusTabs />
      <KeyFilters />
      <KeyList page={page} trail={trail} onGone={() => heading.current?.focus()}>
        <TryKey />
        {system.clearWindow && <ClearOperations />}
      </KeyList>
    </>
  )
}
