import { navigate, useParameters } from '../app/location.ts'

/** The position in a list of pages. */
export interface Trail {
  /** The number of the current page, starting at 1. */
  readonly number: number
  /** The cursor of the current page; undefined for the first page. */
  readonly cursor: string | undefined
  readonly goOn: (cursor: string) => void
  readonly goBack: () => void
}

/** No cursor has this character. */
const SEPARATOR = '~'

/** The position in the URL: the cursors of all pages up to the current one, because cursors only lead forward. */
export function useTrail(): Trail {
  const after = useParameters().get('after')
  const cursors = after ? after.split(SEPARATOR) : []
  const go = (to: readonly string[]) => navigate({ after: to.join(SEPARATOR) })
  return {
    number: cursors.length + 1,
    cursor: cursors.at(-1),
    goOn: cursor => go([...cursors, cursor]),
    goBack: () => go(cursors.slice(0, -1)),
  }
}
