/** The state of the page in its URL: `?system=warehouse&status=revoked`, `?key=key_4mXr0tQ7bVn2Lc8Y`. */
import { useEffect, useSyncExternalStore } from 'react'

/** The parameters to change; null removes a parameter. */
export type Changes = Readonly<Record<string, string | null>>

const listeners = new Set<() => void>()

/** The number of components that block leaving the page. */
let blockers = 0

/** The URL to return to while leaving is blocked. */
let blockedUrl = ''

addEventListener('popstate', () => {
  // Navigating back cannot be prevented, only reversed.
  if (blockers > 0) history.pushState(null, '', blockedUrl)
  else notifyListeners()
})

function notifyListeners(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useParameters(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(subscribe, () => location.search))
}

/** The URL with these changes, for a link. */
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
  notifyListeners()
}

/** Changes the URL without a new history entry, for text that is being typed. */
export function replaceAddress(changes: Changes): void {
  history.replaceState(null, '', addressWith(changes))
  notifyListeners()
}

/** Blocks leaving the page (back, reload, closing the tab) while something would be lost. */
export function useStay(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    blockedUrl = location.href
    blockers++
    addEventListener('beforeunload', ask)
    return () => {
      blockers--
      removeEventListener('beforeunload', ask)
    }
  }, [isNeeded])
}
