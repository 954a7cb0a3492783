/** The address says what is shown: `?system=warehouse&status=revoked`, `?key=key_4mXr0tQ7bVn2Lc8Y`. */
import { useEffect, useSyncExternalStore } from 'react'

/** The parameters to change; null takes one away. */
export type Changes = Readonly<Record<string, string | null>>

const listeners = new Set<() => void>()

/** How many reasons there are to stay. */
let reasons = 0

/** Where the page is while there are some. */
let kept = ''

addEventListener('popstate', () => {
  // The way back cannot be forbidden, but can be gone forward again.
  if (reasons > 0) history.pushState(null, '', kept)
  else tellAll()
})

function tellAll(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useParameters(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(subscribe, () => location.search))
}

/** The address with these changes, for a link. */
export function addressWith(changes: Changes): string {
  const parameters = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') parameters.delete(name)
    else parameters.set(name, value)
  }
  return parameters.size > 0 ? `?${parameters}` : location.pathname
}

export function navigate(changes: Changes): void {
  history.pushState(null, '', addressWith(changes))
  tellAll()
}

/** For what is typed: the way back does not lead through each letter. */
export function replaceAddress(changes: Changes): void {
  history.replaceState(null, '', addressWith(changes))
  tellAll()
}

/** Keeps the reader here while something would be lost by leaving, be it by the way back, a reload or a closed tab. */
export function useStay(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    kept = location.href
    reasons++
    addEventListener('beforeunload', ask)
    return () => {
      reasons--
      removeEventListener('beforeunload', ask)
    }
  }, [isNeeded])
}
