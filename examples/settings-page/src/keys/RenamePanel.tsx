import { type FormEvent, useRef } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { checkLength } from '../parts/max-length.ts'
import { useWait } from '../shop/attempts.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { labelOf, wordOf } from './names.ts'
import { useUpdateKey } from './useKeys.ts'

interface RenamePanelProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
}

/** Renames the key, in a side panel. */
export function RenamePanel({ apiKey: key, onClose }: RenamePanelProps) {
  const { system } = useShop()
  const announce = useAnnounce()
  const { mutate, error, isPending } = useUpdateKey(key)
  const { isLocked, trying } = useWait(isPending)
  const input = useRef<HTMLInputElement>(null)
  const field = system.label?.field ?? ''
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const label = input.current?.value
    mutate(
      { [field]: label },
      {
        onSuccess: () => {
          onClose()
          announce(
            <>
              The key was renamed to <bdi>{label}</bdi>.
            </>,
          )
        },
      },
    )
  }
  return (
    <Dialog title="Edit API key" className="panel" onCancel={isLocked ? undefined : onClose} focus={input}>
      <form onSubmit={save}>
        <div className="dialog-body stack">
          <label>
            {wordOf(field)}
            <input
              ref={input}
              required
              onInput={checkLength(system.label?.maxLength ?? null)}
              pattern=".*\S.*"
              defaultValue={labelOf(key, system)}
              autoComplete="off"
            />
          </label>
          <Problem error={error} />
        </div>
        <div className="actions">
          <button type="button" disabled={isLocked} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={isPending}>
            {trying ?? 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
