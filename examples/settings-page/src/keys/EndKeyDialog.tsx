import { useEffect, useId, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useAnnounce } from '../app/announce.tsx'
import { useStay } from '../app/location.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { isConflict, Problem } from '../parts/Failure.tsx'
import { useNow } from '../parts/useNow.ts'
import { useWait } from '../shop/attempts.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { useUsers } from '../users/useUsers.ts'
import { KeyIdentity } from './KeyIdentity.tsx'
import { LastUsedText } from './LastUsed.tsx'
import { nameOf, wordOf } from './names.ts'
import type { Ending } from './rules.ts'
import { consequencesOf, inUseTextOf } from './texts.ts'
import { useEndKeys, useRefreshKeys } from './useKeys.ts'

interface EndKeyDialogProps {
  /** At least one; several for a bulk revoke. */
  readonly keys: readonly ApiKey[]
  readonly how: Ending
  readonly onClose: () => void
  /** Called after the dialog has closed. The focused element may no longer exist. */
  readonly onEnded: () => void
}

const DONE = { revoke: 'revoked', delete: 'deleted' } as const

/** Asks for confirmation before keys are revoked or deleted. */
export function EndKeyDialog({ keys, how, onClose, onEnded }: EndKeyDialogProps) {
  const { system } = useShop()
  const announce = useAnnounce()
  const refresh = useRefreshKeys()
  const { mutate, error, isPending } = useEndKeys(keys)
  const { isLocked, trying } = useWait(isPending)
  useStay(isLocked)
  const users = useUsers()
  const now = useNow()
  const description = useId()
  const cancelButton = useRef<HTMLButtonElement>(null)
  const [first, ...others] = keys
  const isOne = others.length === 0
  const subject = first && isOne ? nameOf(first, system) : `${keys.length} keys`
  const inUse = inUseTextOf(keys, now)
  // Somebody else has ended the key. Trying again would be rejected again.
  const isTooLate = isConflict(error)
  useEffect(() => {
    // The focused button is gone.
    if (isTooLate) cancelButton.current?.focus()
  }, [isTooLate])
  const end = () =>
    mutate(how, {
      onSuccess: () => {
        // Close the dialog first: while it is open, no other element can have the focus.
        flushSync(onClose)
        announce(
          <>
            <bdi>{subject}</bdi> {isOne ? 'was' : 'were'} {DONE[how]}.
          </>,
        )
        onEnded()
        void refresh()
      },
    })
  const cancel = () => {
    onClose()
    // Another client may have revoked it.
    if (error) void refresh()
  }
  return (
    <Dialog
      role="alertdialog"
      title={
        <>
          {wordOf(how)} <bdi>{subject}</bdi>?
        </>
      }
      onCancel={isLocked ? undefined : cancel}
      describedBy={description}
      focus={cancelButton}
      className="narrow"
    >
      <div className="dialog-body stack">
        <div id={description} className="stack">
          {isOne ? keys.map(key => <KeyIdentity key={key.id} apiKey={key} />) : <Names keys={keys} />}
          {!isTooLate && (
            <>
              {inUse && <p className="warning">{inUse}</p>}
              <p>{consequencesOf(keys, how, users)}</p>
            </>
          )}
        </div>
        <Problem error={error} />
      </div>
      <div className="actions">
        <button type="button" ref={cancelButton} disabled={isLocked} onClick={cancel}>
          {isTooLate ? 'Close' : 'Cancel'}
        </button>
        {!isTooLate && (
          <button type="button" className="danger" disabled={isPending} onClick={end}>
            {isPending ? (trying ?? 'Working…') : `${wordOf(how)} ${isOne ? 'key' : subject}`}
          </button>
        )}
      </div>
    </Dialog>
  )
}

function Names({ keys }: { readonly keys: readonly ApiKey[] }) {
  const { system } = useShop()
  return (
    <ul className="names">
      {keys.map(key => (
        <li key={key.id}>
          <bdi>{nameOf(key, system)}</bdi> <code>{key.redacted}</code>{' '}
          <span className="hint">
            <LastUsedText apiKey={key} />
          </span>
        </li>
      ))}
    </ul>
  )
}
