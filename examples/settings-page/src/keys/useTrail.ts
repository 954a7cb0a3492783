import { useState } from 'react'

/** The pages of a list that were turned so far. */
export interface Trail {
  /** Of the page that is open, from 1. */
  readonly number: number
  /** Of the page that is open; undefined for the first. */
  readonly cursor: string | undefined
  readonly goOn: (cursor: string) => void
  readonly goBack: () => void
}

/**
 * Pages are known by cursors, which lead forward only: so the way back is remembered.
 * @param list what tells one list from another; another one starts at its first page
 */
export function useTrail(list: string): Trail {
  const [taken, setTaken] = useState<{ readonly list: string; readonly cursors: readonly string[] }>({
    list,
    cursors: [],
  })
  const cursors = taken.list === list ? taken.cursors : []
  return {
    number: cursors.length + 1,
    cursor: cursors.at(-1),
    goOn: cursor => setTaken({ list, cursors: [...cursors, cursor] }),
    goBack: () => setTaken({ list, cursors: cursors.slice(0, -1) }),
  }
}
