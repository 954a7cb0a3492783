import { useState } from 'react'
import type { ApiKey } from '../shop/shop.ts'

export interface Selection {
  /** The selected keys that are still in the list and can be selected. */
  readonly selected: readonly ApiKey[]
  /** The keys that can be selected. */
  readonly selectable: readonly ApiKey[]
  readonly select: (keys: readonly ApiKey[], isSelected: boolean) => void
}

/** The selected keys of a list. */
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
