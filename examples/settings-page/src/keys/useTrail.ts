import { useState } from 'react'

/** The position in a list of pages. */
export interface Trail {
  /** The number of the current page, starting at 1. */
  readonly number: number
  /** The cursor of the current page; undefined for the first page. */
  readonly cursor: string | undefined
  readonly goOn: (cursor: string) => void
  readonly goBack: () => void
}

/**
 * Remembers the cursors of previous pages, because cursors only lead forward.
 * @param list identifies the list; another list starts at its first page
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
