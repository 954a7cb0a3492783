interface PagerProps {
  /** The number of this page, starting at 1. */
  readonly number: number
  readonly next: string | null
  readonly onNext: (cursor: string) => void
  readonly onPrevious: () => void
}

/** Navigation between pages, if there are several. */
export function Pager({ number, next, onNext, onPrevious }: PagerProps) {
  if (number === 1 && next === null) return null
  return (
    <nav className="pager" aria-label="Pages">
      <button type="button" aria-disabled={number === 1} onClick={() => number > 1 && onPrevious()}>
        Previous
      </button>
      <span aria-current="page">Page {number}</span>
      <button type="button" aria-disabled={next === null} onClick={() => next !== null && onNext(next)}>
        Next
      </button>
    </nav>
  )
}
