import { useState } from 'react'
import { Link } from '../app/Link.tsx'
import { navigate } from '../app/location.ts'
import { useHeading } from '../app/useHeading.ts'
import { Failure } from '../parts/Failure.tsx'
import { Menu } from '../parts/Menu.tsx'
import { CancelRotation } from '../rotate/CancelRotation.tsx'
import { KeyNotes } from '../rotate/KeyNotes.tsx'
import { RotateKey } from '../rotate/RotateKey.tsx'
import { useRotateDialog } from '../rotate/useRotateDialog.tsx'
import { useMayWrite, useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { TryKey } from '../try/TryKey.tsx'
import { EndKeyDialog } from './EndKeyDialog.tsx'
import { KeyFacts } from './KeyFacts.tsx'
import { KeySkeleton } from './KeySkeleton.tsx'
import { nameOf, wordOf } from './names.ts'
import { PauseSwitch } from './PauseSwitch.tsx'
import { RenamePanel } from './RenamePanel.tsx'
import { canRotateNow, canSwitch, type Ending, endingsOf, isOver, isRetiring } from './rules.ts'
import { Status } from './Status.tsx'
import { useKey } from './useKeys.ts'

/** The details of a key, and its actions. */
export function KeyDetails({ id }: { readonly id: string }) {
  const { data: key, error, refetch } = useKey(id)
  return (
    <>
      <Link to={{ key: null }} className="back">
        API keys
      </Link>
      {key && !error ? (
        <Details apiKey={key} />
      ) : (
        <>
          <h1 className="visually-hidden">API key</h1>
          {error ? <Failure error={error} onRetry={() => void refetch()} /> : <KeySkeleton />}
        </>
      )}
    </>
  )
}

function Details({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { system } = useShop()
  const mayWrite = useMayWrite()
  const [open, setOpen] = useState<'rename' | Ending>()
  const close = () => setOpen(undefined)
  const name = nameOf(key, system)
  const heading = useHeading(`${name} · API keys`, key.status)
  const rotation = useRotateDialog(key)
  const canRotate = mayWrite && canRotateNow(key, system)
  return (
    <>
      <section className="card" aria-label={name}>
        <header className="card-head">
          <h1 ref={heading} tabIndex={-1}>
            <bdi>{name}</bdi>
          </h1>
          <Status apiKey={key} />
          {mayWrite && (
            <Menu label={`Actions for ${name}`}>
              {system.canRename && (
                <button type="button" onClick={() => setOpen('rename')}>
                  Edit
                </button>
              )}
              {endingsOf(key, system).map(how => (
                <button key={how} type="button" onClick={() => setOpen(how)}>
                  {how === 'revoke' ? 'Revoke API key' : wordOf(how)}
                </button>
              ))}
            </Menu>
          )}
        </header>
        <KeyNotes apiKey={key} />
        <KeyFacts apiKey={key} />
        {mayWrite && system.canPause && canSwitch(key) && (
          <div className="setting">
            <div>
              <p className="setting-title">Enabled</p>
              <p className="hint">While the key is disabled, requests with it are rejected.</p>
            </div>
            <PauseSwitch apiKey={key} name={name} />
          </div>
        )}
        {canRotate && <RotateKey onStart={rotation.open} />}
        {mayWrite && isRetiring(key) && !isOver(key) && <CancelRotation apiKey={key} />}
      </section>
      <TryKey />
      {rotation.dialog}
      {open === 'rename' && <RenamePanel apiKey={key} onClose={close} />}
      {(open === 'revoke' || open === 'delete') && (
        <EndKeyDialog
          keys={[key]}
          how={open}
          onClose={close}
          onEnded={() => (open === 'delete' ? navigate({ key: null }) : heading.current?.focus())}
        />
      )}
    </>
  )
}
