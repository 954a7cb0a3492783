import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { useWait } from '../shop/attempts.ts'
import type { Clearable } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { useCount } from './useCount.ts'
import { countedOf } from './words.ts'

interface ClearDialogProps {
  readonly clearable: Clearable
  readonly onClose: () => void
  /** Called if the server rejects the request, for example because the window has closed. */
  readonly onRefused: () => void
}

/** Shows how many records are to be deleted, and wants the number typed. */
export function ClearDialog({ clearable: { resource, clear }, onClose, onRefused }: ClearDialogProps) {
  const announce = useAnnounce()
  const input = useRef<HTMLInputElement>(null)
  const { count, isPending: isCounting } = useCount(resource)
  const [typed, setTyped] = useState('')
  const { mutate, error, isPending } = useAction({
    mutationFn: clear,
    onSuccess: ({ deleted }) => announce(`${countedOf(deleted, resource)} ${deleted === 1 ? 'was' : 'were'} deleted.`),
    onError: onRefused,
  })
  const { isLocked, trying } = useWait(isPending)
  useEffect(() => {
    if (!isCounting) input.current?.focus()
  }, [isCounting])
  const phrase = count === null ? resource : String(count)
  const isConfirmed = typed.trim() === phrase
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isConfirmed) mutate(undefined, { onSuccess: onClose })
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Delete all ${resource}?`}
      className="narrow"
      onCancel={isLocked ? undefined : onClose}
    >
      <form onSubmit={submit}>
        <div className="dialog-body stack">
          {isCounting ? <p role="status">Counting {resource}…</p> : <p>{warningOf(count, resource)}</p>}
          {!isCounting && count !== 0 && (
            <label>
              Type {phrase} to confirm
              <input
                ref={input}
                value={typed}
                onChange={event => setTyped(event.target.value)}
                autoComplete="off"
                inputMode={count === null ? 'text' : 'numeric'}
              />
            </label>
          )}
          <Problem error={error} />
        </div>
        <div className="actions">
          <button type="button" disabled={isLocked} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="danger" disabled={isPending || isCounting || !isConfirmed}>
            {trying ?? `Delete all ${resource}`}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function warningOf(count: number | null, resource: string): string {
  if (count === 0) return `There are no ${resource}.`
  const all = count === null ? `All ${resource}` : countedOf(count, resource)
  return `${all} will be deleted permanently. This cannot be undone.`
}
