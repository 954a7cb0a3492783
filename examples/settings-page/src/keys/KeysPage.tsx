import { useRef } from 'react'
import { navigate, useParameters } from '../app/location.ts'
import { useHeading } from '../app/useHeading.ts'
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

/** The value of the parameter `panel` while the panel next to the list is open. */
const TRY = 'try'

/** The list of keys, with its actions. */
export function KeysPage() {
  const { system } = useShop()
  const parameters = useParameters()
  const query = queryOf(parameters, system)
  const trail = useTrail(JSON.stringify(query))
  const page = useKeyPage({ ...query, ...(trail.cursor && { cursor: trail.cursor }) })
  const heading = useHeading('API keys')
  const tryButton = useRef<HTMLButtonElement>(null)
  const isTrying = parameters.get('panel') === TRY
  const closePanel = () => {
    navigate({ panel: null })
    tryButton.current?.focus()
  }
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            API keys
          </h1>
          <p className="lead">{sentencesOf(system)}</p>
        </div>
        <div className="head-actions">
          <button
            type="button"
            ref={tryButton}
            aria-expanded={isTrying}
            onClick={isTrying ? closePanel : () => navigate({ panel: TRY })}
          >
            Try a key
          </button>
          <GenerateKey limit={page.data?.limits.active} />
        </div>
      </header>
      <div className="beside">
        {isTrying && <TryKey onClose={closePanel} />}
        <div>
          <StatusTabs />
          <KeyFilters />
          <KeyList page={page} trail={trail} onGone={() => heading.current?.focus()} />
        </div>
      </div>
    </>
  )
}
