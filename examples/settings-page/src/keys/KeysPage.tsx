import { isLatchkeyError } from 'latchkey'
import { useRef } from 'react'
import { navigate, useParameters } from '../app/location.ts'
import { useHeading } from '../app/useHeading.ts'
import { useShop } from '../shop/context.ts'
import { TryKey } from '../try/TryKey.tsx'
import { GenerateKey } from './GenerateKey.tsx'
import { KeyFilters } from './KeyFilters.tsx'
import { KeyList } from './KeyList.tsx'
import { isFiltered, queryOf } from './listing.ts'
import { StatusTabs } from './StatusTabs.tsx'
import { sentencesOf } from './texts.ts'
import { useHasKeys, useKeyPage } from './useKeys.ts'
import { useTrail } from './useTrail.ts'

/** The value of the parameter `panel` while the panel next to the list is open. */
const TRY = 'try'

/** The list of keys, with its actions. */
export function KeysPage() {
  const { system } = useShop()
  const parameters = useParameters()
  const query = queryOf(parameters, system)
  const trail = useTrail()
  const page = useKeyPage({ ...query, ...(trail.cursor && { cursor: trail.cursor }) })
  const found = page.data && (page.data.data.length > 0 || trail.number > 1)
  const isNarrowed = query.status !== undefined || isFiltered(parameters, system)
  const others = useHasKeys(found === false && isNarrowed)
  // Whether the account has any key; undefined until it is known.
  const hasKeys = found === false ? isNarrowed && others : found
  const isForbidden = isLatchkeyError(page.error) && page.error.code === 'permission_denied'
  const heading = useHeading('API keys')
  const generateButton = useRef<HTMLButtonElement>(null)
  const generate = () => {
    generateButton.current?.focus()
    generateButton.current?.click()
  }
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
          <GenerateKey limit={page.data?.limits.active} button={generateButton} />
        </div>
      </header>
      <div className="beside">
        {isTrying && <TryKey onClose={closePanel} />}
        <div>
          {/* They appear with the first key. */}
          {hasKeys !== false && !isForbidden && (
            <>
              <StatusTabs />
              <KeyFilters />
            </>
          )}
          <KeyList
            page={page}
            trail={trail}
            hasKeys={hasKeys}
            onGenerate={generate}
            onGone={() => heading.current?.focus()}
          />
        </div>
      </div>
    </>
  )
}
