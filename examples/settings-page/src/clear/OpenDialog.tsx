import { useRef } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { useWait } from '../shop/attempts.ts'
import { useShop } from '../shop/context.ts'
import { clearablesOf } from '../shop/shop.ts'
import { minutesOf } from './words.ts'

interface OpenDialogProps {
  readonly error: unknown
  readonly isPending: boolean
  readonly onOpen: () => void
  readonly onClose: () => void
}

/** Asks for confirmation before clear operations are allowed. */
export function OpenDialog({ error, isPending, onOpen, onClose }: OpenDialogProps) {
  const shop = useShop()
  const { isLocked, trying } = useWait(isPending)
  const cancelButton = useRef<HTMLButtonElement>(null)
  const time = minutesOf(shop.system.clearWindow)
  const resources = clearablesOf(shop).map(({ resource }) => resource)
  return (
    <Dialog
      role="alertdialog"
      title="Allow clear operations?"
      className="narrow"
      onCancel={isLocked ? undefined : onClose}
      focus={cancelButton}
    >
      <div className="dialog-body stack">
        <p>
          For {time}, a single request can delete all {resources.join(' or all ')}. Deleted records cannot be restored.
        </p>
        <Problem error={error} />
      </div>
      <div className="actions">
        <button type="button" ref={cancelButton} disabled={isLocked} onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="danger" disabled={isPending} onClick={onOpen}>
          {trying ?? `Allow for ${time}`}
        </button>
      </div>
    </Dialog>
  )
}
