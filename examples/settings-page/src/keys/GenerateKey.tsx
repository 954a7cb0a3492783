import { type MouseEvent, type RefObject, Suspense, useEffect, useId, useState } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { useStay } from '../app/location.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { later } from '../parts/later.tsx'
import { useWait } from '../shop/attempts.ts'
import { useMe, useShop } from '../shop/context.ts'
import type { ApiKey, KeyPage, NewKey } from '../shop/shop.ts'
import { useRequest } from '../shop/useRequest.ts'
import { useHandovers } from './handovers.ts'
import { LimitNote } from './LimitNote.tsx'
import { nameOf } from './names.ts'
import { hasForm, isFull } from './rules.ts'
import { SecretDialog } from './SecretDialog.tsx'
import { denialOf } from './texts.ts'
import { useCreateKey, useRefreshKeys } from './useKeys.ts'

const KeyForm = later(() => import('./KeyForm.tsx').then(({ KeyForm }) => KeyForm))

interface GenerateKeyProps {
  readonly limit: KeyPage['limits']['active'] | undefined
  readonly button: RefObject<HTMLButtonElement | null>
}

/** The button that creates a key, with the dialogs for its settings and its secret. */
export function GenerateKey({ limit, button }: GenerateKeyProps) {
  const { system } = useShop()
  const { data: me } = useMe()
  const denial = me && denialOf(system, me.permissions)
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, data: made, error, isPending, reset, stop } = useCreateKey()
  const { isLocked } = useWait(isPending)
  // Leaving now would lose the secret.
  useStay(isPending)
  const refresh = useRefreshKeys()
  const announce = useAnnounce()
  const { requestFor, settle } = useRequest<NewKey>()
  const { keep, drop } = useHandovers()
  const note = useId()
  useEffect(() => void KeyForm.preload(), [])
  const isBlocked = limit !== undefined && isFull(system, limit)

  const finish = (key: ApiKey) => {
    reset()
    drop(key.id)
    announce(
      <>
        <bdi>{nameOf(key, system)}</bdi> was generated.
      </>,
    )
    void refresh()
  }
  const create = (typed: string, build: () => NewKey) =>
    mutate(requestFor(typed, build), {
      onSuccess: key => {
        settle()
        setIsOpen(false)
        if (system.secretShown === 'always') finish(key)
        else keep({ id: key.id, isSaved: false })
      },
      onError: settle,
    })
  const start = ({ detail: clicks }: MouseEvent) => {
    // Ignore the second click of a double click.
    if (isBlocked || clicks > 1) return
    if (hasForm(system)) setIsOpen(true)
    else create('', () => ({}))
  }
  const cancel = () => {
    setIsOpen(false)
    if (isPending) {
      stop()
      announce('The key may have been generated. If it is in the list, the same input shows its secret.')
      void refresh()
    }
    reset()
    // If the response was lost, the list shows whether the key was created.
    if (error) void refresh()
  }
  return (
    <div className="generate">
      {!denial && (
        <button
          type="button"
          ref={button}
          className="primary"
          aria-disabled={isBlocked || isPending}
          aria-describedby={note}
          onClick={start}
        >
          Generate key
        </button>
      )}
      <div id={note}>{denial ? <p className="hint">{denial}</p> : <LimitNote limit={limit} />}</div>
      {!isOpen && !hasForm(system) && <Problem error={error} />}
      <Suspense>
        {isOpen && (
          <Dialog title="Generate an API key" onCancel={isLocked ? undefined : cancel}>
            <KeyForm error={error} isPending={isPending} onSubmit={create} onCancel={cancel} />
          </Dialog>
        )}
      </Suspense>
      {made && system.secretShown === 'once' && (
        <SecretDialog secret={made.secret} name={nameOf(made, system)} onDone={() => finish(made)} />
      )}
    </div>
  )
}
