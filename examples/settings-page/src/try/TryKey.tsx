import { type FormEvent, useEffect, useId, useRef } from 'react'
import { wordOf } from '../keys/names.ts'
import { retiringOf } from '../keys/rules.ts'
import { useRefreshKeys } from '../keys/useKeys.ts'
import { Problem } from '../parts/Failure.tsx'
import { useSignedIn } from '../shop/context.ts'
import { useAction } from '../shop/useAction.ts'
import { ExchangeView } from './ExchangeView.tsx'
import { readableOf, sendWith } from './send.ts'
import { keepTried, type Tried, triedIn } from './tried.ts'
import { useSelectionChoices } from './useSelectionChoices.ts'

interface TryKeyProps {
  /** Closes the panel; undefined if it is part of the page. */
  readonly onClose?: () => void
}

/** Sends a request with a key like a program would, to see whether the key works. */
export function TryKey({ onClose }: TryKeyProps) {
  const { shop, place } = useSignedIn()
  const { selection } = shop.system
  const heading = useId()
  const choicesList = useId()
  const choices = useSelectionChoices()
  const refresh = useRefreshKeys()
  const {
    mutate,
    data: exchange,
    error,
    isPending,
  } = useAction({
    mutationFn: (tried: Tried) => sendWith(place, shop.system, tried),
    // The key may have been used for the first time.
    onSuccess: refresh,
    gcTime: 0,
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate(readForm(event.currentTarget))
  }
  const before = triedIn(shop)
  const field = useRef<HTMLInputElement>(null)
  const isPanel = onClose !== undefined
  // The user has opened the panel.
  useEffect(() => {
    if (isPanel && navigator.userActivation?.hasBeenActive) field.current?.focus()
  }, [isPanel])
  return (
    <section className={isPanel ? 'card try panel-try' : 'card try'} aria-labelledby={heading}>
      {isPanel && (
        <button type="button" className="icon close" aria-label="Close the panel" onClick={onClose}>
          ✕
        </button>
      )}
      <h2 id={heading}>Try a key</h2>
      <p className="hint">
        Paste a key and send a request like your program would. {wordOf(retiringOf(shop.system))} the key, and send it
        again.
      </p>
      <form onSubmit={send} onChange={event => keepTried(shop, readForm(event.currentTarget))} className="try-form">
        <label className="try-key">
          Key
          <input
            ref={field}
            name="key"
            defaultValue={before?.key}
            required
            pattern="\s*\S+\s*"
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <label>
          Request
          <select name="resource" defaultValue={before?.resource}>
            {readableOf(shop).map(resource => (
              <option key={resource}>{resource}</option>
            ))}
          </select>
        </label>
        {selection && (
          <label>
            {selection.header}
            <input name="selected" defaultValue={before?.selected} type="number" min={1} list={choicesList} />
            <datalist id={choicesList}>
              {choices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </datalist>
          </label>
        )}
        <button type="submit" disabled={isPending}>
          Send
        </button>
      </form>
      <Problem error={error} />
      <div aria-live="polite">{exchange && <ExchangeView exchange={exchange} />}</div>
    </section>
  )
}

function readForm(form: HTMLFormElement): Tried {
  const fields = new FormData(form)
  const field = (name: string) => String(fields.get(name) ?? '').trim()
  return { key: field('key'), resource: field('resource'), selected: field('selected') }
}
