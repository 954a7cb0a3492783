/**
 * Keys that this tab has created and not yet handed over, by id: their secrets were shown, and nobody has confirmed that they
 * are saved, or a rotation has not retired the old key. They are kept across reloads, and contain no secrets.
 */
import { useSyncExternalStore } from 'react'
import { useSignedIn } from '../shop/context.ts'

export interface Handover {
  readonly id: string
  /** The id of the key that it replaces. */
  readonly replaces?: string | undefined
  /** Whether somebody has confirmed that the secret is saved. */
  readonly isSaved: boolean
}

export interface Handovers {
  readonly all: readonly Handover[]
  /** Adds a handover, or replaces the one of the same key. */
  readonly keep: (handover: Handover) => void
  readonly drop: (id: string) => void
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useHandovers(): Handovers {
  const { baseUrl } = useSignedIn().place
  const name = `latchkey.handovers.${baseUrl}`
  const read = () => sessionStorage.getItem(name) ?? '[]'
  const all: readonly Handover[] = JSON.parse(useSyncExternalStore(subscribe, read))
  // A rotation takes long: it must not write what it has read at its beginning.
  const others = (id: string) => (JSON.parse(read()) as readonly Handover[]).filter(other => other.id !== id)
  const write = (handovers: readonly Handover[]) => {
    if (handovers.length === 0) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, JSON.stringify(handovers))
    for (const listener of listeners) listener()
  }
  return {
    all,
    keep: handover => write([...others(handover.id), handover]),
    drop: id => write(others(id)),
  }
}
