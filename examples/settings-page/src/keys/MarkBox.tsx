import type { ApiKey } from '../shop/shop.ts'
import type { Marks } from './useMarks.ts'

interface MarkBoxProps {
  readonly label: string
  readonly keys: readonly ApiKey[]
  readonly marks: Marks
}

/** Marks keys, to be ended together: one of them, or all. */
export function MarkBox({ label, keys, marks: { marked, mark } }: MarkBoxProps) {
  const count = keys.filter(key => marked.includes(key)).length
  return (
    <input
      type="checkbox"
      aria-label={label}
      disabled={keys.length === 0}
      checked={count > 0 && count === keys.length}
      ref={input => {
        if (input) input.indeterminate = count > 0 && count < keys.length
      }}
      onChange={event => mark(keys, event.target.checked)}
    />
  )
}
