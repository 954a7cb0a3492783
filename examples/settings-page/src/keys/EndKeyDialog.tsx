import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useAnnounce } from '../app/announce.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { useUsers } from '../users/useUsers.ts'
import { nameOf, wordOf } from './names.ts'
import type { Ending } from './rules.ts'
import { consequencesOf } from './texts.ts'
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
  const users = useUsers()
  const cancelButton = useRef<HTMLButtonElement>(null)
  const names = keys.map(key => nameOf(key, system))
  const isOne = keys.length === 1
  const subject = isOne ? names.join() : `${keys.length} keys`
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
      onCancel={cancel}
      focus={cancelButton}
      className="narrow"
    >
      {!isOne && (
        <ul className="names">
          {keys.map(({ id }, index) => (
            <li key={id}>
              <bdi>{names[index]}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p>{consequencesOf(keys, how, users)}</p>
      <Problem error={error} />
      <div className="actions">
        <button type="button" ref={cancelButton} onClick={cancel}>
          Cancel
        </button>
        <button type="button" className="danger" disabled={isPending} onClick={end}>
          {wordOf(how)} {isOne ? 'key' : subject}
        </button>
      </div>
    </Dialog>
  )
}
