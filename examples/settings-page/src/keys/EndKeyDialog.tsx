import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useAnnounce } from '../app/announce.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { nameOf, wordOf } from './names.ts'
import { type Ending, isOver } from './rules.ts'
import { useEndKey, useRefreshKeys } from './useKeys.ts'

interface EndKeyDialogProps {
  readonly apiKey: ApiKey
  readonly how: Ending
  readonly onClose: () => void
  /** After closing: what the focus was on may be gone. */
  readonly onEnded: () => void
}

const DONE = { revoke: 'revoked', delete: 'deleted' } as const

/** Asks before a key is ended for good. */
export function EndKeyDialog({ apiKey: key, how, onClose, onEnded }: EndKeyDialogProps) {
  const { system } = useShop()
  const announce = useAnnounce()
  const refresh = useRefreshKeys()
  const { mutate, error, isPending } = useEndKey(key)
  const cancelButton = useRef<HTMLButtonElement>(null)
  const name = nameOf(key, system)
  const end = () =>
    mutate(how, {
      onSuccess: () => {
        // The dialog first: while it is open, nothing else can have the focus.
        flushSync(onClose)
        announce(`${name} was ${DONE[how]}.`)
        onEnded()
        void refresh()
      },
    })
  const cancel = () => {
    onClose()
    // Somebody else may have ended it.
    if (error) void refresh()
  }
  return (
    <Dialog
      role="alertdialog"
      title={`${wordOf(how)} ${name}?`}
      onCancel={cancel}
      focus={cancelButton}
      className="narrow"
    >
      <p>
        {isOver(key)
          ? 'Its record goes. This cannot be undone.'
          : 'It stops working at once: the next request with it is refused. This cannot be undone.'}
      </p>
      <Problem error={error} />
      <div className="actions">
        <button type="button" ref={cancelButton} onClick={cancel}>
          Cancel
        </button>
        <button type="button" className="danger" disabled={isPending} onClick={end}>
          {wordOf(how)} key
        </button>
      </div>
    </Dialog>
  )
}
