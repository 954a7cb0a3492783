import { type FormEvent, useId } from 'react'
import { wordOf } from '../keys/names.ts'
import { retiringOf } from '../keys/rules.ts'
import { useRefreshKeys } from '../keys/useKeys.ts'
import { Problem } from '../parts/Failure.tsx'
import { useSignedIn } from '../shop/context.ts'
import { useAction } from '../shop/useAction.ts'
import { ExchangeView } from './ExchangeView.tsx'
import { readableOf, sendWith } from './send.ts'
import { useSelectionChoices } from './useSelectionChoices.ts'

/** Sends a request with a key like a program would, to see whether the key works. */
export function TryKey() {
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
    mutationFn: (form: FormData) => {
      const field = (name: string) => String(form.get(name) ?? '').trim()
      return sendWith(place, shop.system, field('key'), field('resource'), field('selected'))
    },
    // The key may have been used for the first time.
    onSuccess: refresh,
    gcTime: 0,
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate(new FormData(event.currentTarget))
  }
  return (
    <section className="card try" aria-labelledby={heading}>
      <h2 id={heading}>Try a key</h2>
      <p className="hint">
        Paste a key and send a request like your program would. {wordOf(retiringOf(shop.system))} the key, and send it
        again.
      </p>
      <form onSubmit={send} className="try-form">
        <label className="try-key">
          Key
          <input name="key" required pattern="\s*\S+\s*" autoComplete="off" spellCheck={false} />
        </label>
        <label>
          Request
          <select name="resource">
            {readableOf(shop).map(resource => (
              <option key={resource}>{resource}</option>
            ))}
          </select>
        </label>
        {selection && (
          <label>
            {selection.header}
            <input name="selected" type="number" min={1} list={choicesList} />
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
