import { useRef } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import type { Clearable } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'

interface ClearDialogProps {
  readonly clearable: Clearable
  readonly onClose: () => void
  /** Called if the server rejects the request, for example because the window has closed. */
  readonly onRefused: () => void
}

/** Asks for confirmation before all records of a resource are deleted. */
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
      <p>All records are deleted permanently. This cannot be undone.</p>
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
