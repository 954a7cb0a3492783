import { type MouseEvent, useId, useState } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { useStay } from '../app/location.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { useMayWrite, useShop } from '../shop/context.ts'
import type { KeyPage, NewKey } from '../shop/shop.ts'
import { useRequest } from '../shop/useRequest.ts'
import { KeyForm } from './KeyForm.tsx'
import { LimitNote } from './LimitNote.tsx'
import { nameOf } from './names.ts'
import { hasForm, isFull } from './rules.ts'
import { SecretDialog } from './SecretDialog.tsx'
import { useCreateKey, useRefreshKeys } from './useKeys.ts'

/** The button that makes a key, and the dialogs that follow: what the key is for, and its secret. */
export function GenerateKey({ limit }: { readonly limit: KeyPage['limits']['active'] | undefined }) {
  const { system } = useShop()
  const mayWrite = useMayWrite()
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, data: made, error, isPending, reset } = useCreateKey()
  // The secret is on its way.
  useStay(isPending)
  const refresh = useRefreshKeys()
  const announce = useAnnounce()
  const { requestFor, settle } = useRequest<NewKey>()
  const note = useId()
  const isBlocked = mayWrite === false || (limit !== undefined && isFull(system, limit))

  const finish = (message: string) => {
    reset()
    announce(message)
    void refresh()
  }
  const create = (typed: string, build: () => NewKey) =>
    mutate(requestFor(typed, build), {
      onSuccess: key => {
        settle()
        setIsOpen(false)
        if (system.secretShown === 'always') finish(`${nameOf(key, system)} was generated.`)
      },
      onError: settle,
    })
  const start = ({ detail: clicks }: MouseEvent) => {
    // The second click of a double click is none.
    if (isBlocked || clicks > 1) return
    if (hasForm(system)) setIsOpen(true)
    else create('', () => ({}))
  }
  const cancel = () => {
    setIsOpen(false)
    reset()
    // The list may say more than the last answer, which may be lost.
    if (error) void refresh()
  }
  return (
    <div className="generate">
      <button
        type="button"
        className="primary"
        aria-disabled={isBlocked || isPending}
        aria-describedby={note}
        onClick={start}
      >
        Generate key
      </button>
      <div id={note}>
        {mayWrite === false ? (
          <p className="hint">
            You may look at keys, not make or end them: that takes {system.managedBy.write.join(' and ')}.
          </p>
        ) : (
          <LimitNote limit={limit} />
        )}
      </div>
      {!isOpen && !hasForm(system) && <Problem error={error} />}
      {isOpen && (
        // While the secret is on its way, there is nothing to cancel: the key may be made already.
        <Dialog title="Generate an API key" onCancel={isPending ? undefined : cancel}>
          <KeyForm error={error} isPending={isPending} onSubmit={create} onCancel={cancel} />
        </Dialog>
      )}
      {made && system.secretShown === 'once' && (
        <SecretDialog
          secret={made.secret}
          name={nameOf(made, system)}
          onDone={() => finish(`${nameOf(made, system)} was generated.`)}
        />
      )}
    </div>
  )
}
