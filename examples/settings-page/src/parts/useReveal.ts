import { type RefObject, useEffect, useRef } from 'react'

/** Scrolls to an element when something appears in it: a dialog or a narrow screen may show other parts only. */
export function useReveal<Target extends HTMLElement>(shown: unknown): RefObject<Target | null> {
  const target = useRef<Target>(null)
  useEffect(() => {
    if (shown) target.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  return target
}
