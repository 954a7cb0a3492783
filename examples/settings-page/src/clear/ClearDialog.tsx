import { useRef } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import type { Clearable } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'

interface ClearDialogProps {
  readonly clearable: Clearable
  readonly onClose: () => void
  /** The server refused it: the window may have closed. */
  readonly onRefused: () => void
}

/** Asks before everything of a kind is deleted. */
export function ClearDialog({ clearable: { resource, clear }, onClose, onRefused }: ClearDialogProps) {
  const announce = useAnnounce()
  const cancelButton = useRef<HTMLButtonElement>(null)
  const { mutate, error, isPending } = useAction({
    mutationFn: clear,
    onSuccess: ({ deleted }) => {
      onClose()
      announce(`${deleted} ${resource} were deleted.`)
    },
    onError: onRefused,
  })
  return (
    <Dialog
      role="alertdialog"
      title={`Delete all ${resource}?`}
      className="narrow"
      onCancel={onClose}
      focus={cancelButton}
    >
      <p>All of them go, for good. Nothing brings them back.</p>
      <Problem error={error} />
      <div className="actions">
        <button type="button" ref={cancelButton} onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="danger" disabled={isPending} onClick={() => mutate()}>
          Delete all {resource}
        </button>
      </div>
    </Dialog>
  )
}
