import { useEffect, useRef } from 'react'
import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { useShop } from '../shop/context.ts'
import { ALL, FIRST_PAGE, statusOf } from './listing.ts'
import { wordOf } from './names.ts'

/** Tabs for the states of keys, if the list can be filtered by status. */
export function StatusTabs() {
  const { system } = useShop()
  const current = statusOf(useParameters(), system)
  const nav = useRef<HTMLElement>(null)
  // On a phone there are more tabs than fit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab is found by its attribute
  useEffect(() => {
    const tab = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (nav.current && tab) nav.current.scrollLeft = tab.offsetLeft + tab.offsetWidth - nav.current.clientWidth
  }, [current])
  if (current === undefined) return null
  return (
    <nav ref={nav} className="tabs" aria-label="Keys by status">
      {[...system.states, ALL].map((status, index) => (
        <Link
          key={status}
          to={{ ...FIRST_PAGE, status: index === 0 ? null : status }}
          aria-current={status === current ? 'page' : undefined}
        >
          {wordOf(status)}
        </Link>
      ))}
    </nav>
  )
}
