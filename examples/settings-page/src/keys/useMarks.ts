import { useState } from 'react'
import type { ApiKey } from '../shop/shop.ts'

export interface Marks {
  /** The keys of the list that are marked. One that has left it, or cannot be marked now, is not among them. */
  readonly marked: readonly ApiKey[]
  /** All that can be marked. */
  readonly markable: readonly ApiKey[]
  readonly mark: (keys: readonly ApiKey[], isMarked: boolean) => void
}

/** Marks on the keys of a list. */
export function useMarks(keys: readonly ApiKey[], isMarkable: (key: ApiKey) => boolean): Marks {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const markable = keys.filter(isMarkable)
  const mark = (changed: readonly ApiKey[], isMarked: boolean) => {
    const next = new Set(ids)
    for (const { id } of changed) isMarked ? next.add(id) : next.delete(id)
    setIds(next)
  }
  return { marked: markable.filter(({ id }) => ids.has(id)), markable, mark }
}
