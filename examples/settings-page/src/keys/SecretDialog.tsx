import type { Secret } from 'latchkey'
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react'
import { useStay } from '../app/location.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { useCopy } from '../parts/useCopy.ts'
import { useShop } from '../shop/context.ts'
import { FirstRequest } from './FirstRequest.tsx'
import { Snippets } from './Snippets.tsx'
import { adviceOf } from './texts.ts'

interface SecretDialogProps {
  readonly secret: Secret
  /** The name of the key. */
  readonly name: string
  readonly onDone: () => void
}

/** Shows a secret once. The dialog can be closed after the secret was copied, or the user confirmed that it is saved. */
export function SecretDialog({ secret, name, onDone }: SecretDialogProps) {
  const copyButton = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title="Copy your key now" focus={copyButton} className="secret">
      <SecretOnce
        secret={secret}
        onDone={onDone}
        doneWord="Done"
        copyButton={copyButton}
        firstRequest={<FirstRequest secret={secret} />}
      >
        <p>
          The secret of{' '}
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          is shown only once. {adviceOf(useShop().system)}
        </p>
      </SecretOnce>
    </Dialog>
  )
}

interface SecretOnceProps {
  readonly secret: Secret
  readonly doneWord: string
  readonly onDone: () => void
  readonly copyButton?: RefObject<HTMLButtonElement | null>
  /** Sends a request with the secret. */
  readonly firstRequest?: ReactNode
  /** What is above the secret. */
  readonly children: ReactNode
}

/** A secret, with a single gate: the box, which copying the secret checks too. */
export function SecretOnce({ secret, doneWord, onDone, copyButton, firstRequest, children }: SecretOnceProps) {
  const [copyState, copy] = useCopy()
  const [isSaved, setIsSaved] = useState(false)
  const text = useRef<HTMLElement>(null)
  const hint = useId()
  useStay(!isSaved)

  const copyOrSelect = async () => {
    if ((await copy(secret.reveal())) === 'copied') setIsSaved(true)
    else if (text.current) getSelection()?.selectAllChildren(text.current)
  }
  return (
    <>
      <div className="dialog-body">
        {children}
        <div className="secret-box">
          <code ref={text}>{secret.reveal()}</code>
          <button type="button" ref={copyButton} className={isSaved ? '' : 'primary'} onClick={copyOrSelect}>
            Copy
          </button>
        </div>
        <p role="status" className={`copy-state ${copyState}`}>
          {copyState === 'copied' && 'Copied.'}
          {copyState === 'refused' && 'The browser blocked the clipboard. The key is selected: copy it manually.'}
        </p>
        <Snippets secret={secret} onCopied={() => setIsSaved(true)} />
        {firstRequest}
        <label className="check">
          <input type="checkbox" checked={isSaved} onChange={event => setIsSaved(event.target.checked)} />I have saved
          it
        </label>
      </div>
      <div className="actions">
        <p id={hint} className="hint">
          {isSaved ? '' : 'Copy the key, or confirm that you have saved it.'}
        </p>
        <button type="button" className="primary" disabled={!isSaved} aria-describedby={hint} onClick={onDone}>
          {doneWord}
        </button>
      </div>
    </>
  )
}
