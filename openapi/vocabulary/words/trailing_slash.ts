/** `trailing_slash`: a slash at the end of a path makes no difference. */
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { documentWords, type Model } from '../model/model.ts'

/** Of two paths that differ only in the slash, a request reaches one. */
export function check(model: Model): Finding[] {
  const { trailing_slash: slash } = documentWords(model)
  const at = model.root.own(WORDS)?.placeOf('trailing_slash')
  if (slash === undefined || !at) return []
  const paths = new Set(model.operations.map(({ path }) => path))
  return [...paths].flatMap(path => {
    const shorter = path.slice(0, -1)
    if (!path.endsWith('/') || !paths.has(shorter)) return []
    const message = `\`${shorter}\` and \`${path}\` are the same path. Remove one of them, or \`trailing_slash\`.`
    return [{ message, at }]
  })
}
