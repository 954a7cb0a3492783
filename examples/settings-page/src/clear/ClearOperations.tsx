import { useId, useState } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { needOf } from '../keys/texts.ts'
import { Failure, Problem } from '../parts/Failure.tsx'
import { useMe, useShop } from '../shop/context.ts'
import { type Clearable, type ClearWindow, clearablesOf } from '../shop/shop.ts'
import { ClearDialog } from './ClearDialog.tsx'
import { OpenDialog } from './OpenDialog.tsx'
import { OpenUntil } from './OpenUntil.tsx'
import { useClearWindow } from './useClearWindow.ts'

/** The clear-operations window, and the requests that it allows. */
export function ClearOperations() {
  const heading = useId()
  const { window, change } = useClearWindow()
  const announce = useAnnounce()
  const { data: state, error, refetch } = window
  const [isAsking, setIsAsking] = useState(false)
  const denial = useNeed('allow or close clear operations', 'window')
  const move = (how: 'open' | 'close') =>
    change.mutate(how, {
      onSuccess: () => {
        setIsAsking(false)
        announce(how === 'open' ? 'Clear operations are allowed.' : 'Clear operations are closed.')
      },
    })
  const isOpen = state?.open ?? false
  return (
    <section className="card danger-zone" aria-labelledby={heading}>
      <h2 id={heading}>Clear operations</h2>
      <p className="hint">
        While they are allowed, a single request can delete all records of a resource. You cannot restore deleted
        records.
      </p>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!error && !state && <p role="status">Loading…</p>}
      {state && (
        <div className="setting">
          <div>
            <p className="setting-title">
              {isOpen ? <OpenUntil window={state} onEnd={() => void refetch()} /> : 'Closed'}
            </p>
            <p className="hint">
              {isOpen
                ? 'At that time, they are closed automatically.'
                : 'Requests that delete all records are rejected.'}
            </p>
          </div>
          {denial ? (
            <p className="hint">{denial}</p>
          ) : (
            <div className="buttons">
              {/* The first button stays when the window opens or closes, and so does the focus. */}
              <button
                type="button"
                aria-disabled={change.isPending}
                onClick={() => (isOpen ? move('close') : setIsAsking(true))}
              >
                {isOpen ? 'Close now' : 'Allow clear operations'}
              </button>
              {isOpen && (
                <button type="button" aria-disabled={change.isPending} onClick={() => move('open')}>
                  Restart the countdown
                </button>
              )}
            </div>
          )}
        </div>
      )}
      {isAsking ? (
        <OpenDialog
          error={change.error}
          isPending={change.isPending}
          onOpen={() => move('open')}
          onClose={() => setIsAsking(false)}
        />
      ) : (
        <Problem error={change.error} />
      )}
      {state && <Calls window={state} onRefused={() => void refetch()} />}
    </section>
  )
}

/** What the user lacks, by the permissions of the window or of the records; undefined if nothing. */
function useNeed(what: string, by: 'window' | 'records'): string | undefined {
  const { system } = useShop()
  const { data: me } = useMe()
  return me && needOf(what, system.clearManagedBy?.[by] ?? [], me.permissions)
}

interface CallsProps {
  readonly window: ClearWindow
  readonly onRefused: () => void
}

function Calls({ window: { open }, onRefused }: CallsProps) {
  const shop = useShop()
  const [asked, setAsked] = useState<Clearable>()
  const close = () => setAsked(undefined)
  const denial = useNeed('delete all records', 'records')
  if (denial) return <p className="hint">{denial}</p>
  return (
    <>
      <div className="buttons">
        {clearablesOf(shop).map(clearable => (
          <button
            key={clearable.resource}
            type="button"
            aria-disabled={!open}
            onClick={() => open && setAsked(clearable)}
          >
            Delete all {clearable.resource}
          </button>
        ))}
      </div>
      {asked && <ClearDialog clearable={asked} onClose={close} onRefused={onRefused} />}
    </>
  )
}
