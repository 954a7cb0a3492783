import { useRef } from 'react'

interface PagerProps {
  /** The number of this page, starting at 1. */
  readonly number: number
  readonly next: string | null
  readonly onNext: (cursor: string) => void
  readonly onPrevious: () => void
}

/** Navigation between pages, if there are several. Another page is read from its top. */
export function Pager({ number, next, onNext, onPrevious }: PagerProps) {
  const nav = useRef<HTMLElement>(null)
  if (number === 1 && next === null) return null
  const go = (move: () => void) => {
    move()
    nav.current?.parentElement?.scrollIntoView()
  }
  return (
    <nav ref={nav} className="pager" aria-label="Pages">
      <button type="button" aria-disabled={number === 1} onClick={() => number > 1 && go(onPrevious)}>
        Previous
      </button>
      <span aria-current="page">Page {number}</span>
      <button type="button" aria-disabled={next === null} onClick={() => next !== null && go(() => onNext(next))}>
        Next
      </button>
    </nav>
  )
}
