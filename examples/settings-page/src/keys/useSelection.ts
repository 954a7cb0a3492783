import { useState } from 'react'
import type { ApiKey } from '../shop/shop.ts'

export interface Selection {
  /** The keys of the list that are selected. One that has left it, or cannot be selected now, is not among them. */
  readonly selected: readonly ApiKey[]
  /** All that can be selected. */
  readonly selectable: readonly ApiKey[]
  readonly select: (keys: readonly ApiKey[], isSelected: boolean) => void
}

/** Which keys of a list are selected, to be ended together. */
export function useSelection(keys: readonly ApiKey[], isSelectable: (key: ApiKey) => boolean): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const selectable = keys.filter(isSelectable)
  const select = (changed: readonly ApiKey[], isSelected: boolean) => {
    const next = new Set(ids)
    for (const { id } of changed) isSelected ? next.add(id) : next.delete(id)
    setIds(next)
  }
  return { selected: selectable.filter(({ id }) => ids.has(id)), selectable, select }
}
