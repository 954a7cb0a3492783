import type { ApiKey } from '../shop/shop.ts'
import type { Selection } from './useSelection.ts'

interface SelectBoxProps {
  readonly label: string
  readonly keys: readonly ApiKey[]
  readonly selection: Selection
}

/** A checkbox that selects one or several keys. */
export function SelectBox({ label, keys, selection: { selected, select } }: SelectBoxProps) {
  const count = keys.filter(key => selected.includes(key)).length
  return (
    // The label makes the target as large as its cell.
    <label className="select-box">
      <input
        type="checkbox"
        aria-label={label}
        disabled={keys.length === 0}
        checked={count > 0 && count === keys.length}
        ref={input => {
          if (input) input.indeterminate = count > 0 && count < keys.length
        }}
        onChange={event => select(keys, event.target.checked)}
      />
    </label>
  )
}
