/** The text of the overlay that `latchkey init` writes, or adds to. */
import type { JsonObject } from '../../contract/json.ts'
import { valueAt } from '../../contract/pointer.ts'
import { type Draft, filtered } from './draft.ts'
import { type Head, mentions, renderGroups, renderHead } from './render.ts'
import { hasWords } from './written.ts'

/** A new overlay. */
export function newOverlay({ groups }: Draft, head: Head): string {
  return renderHead(head) + renderGroups(groups)
}

/**
 * The parts of a draft that an overlay does not have, not even in a comment.
 * @param document the document with the overlay applied
 */
export function missingIn(text: string, document: JsonObject, draft: Draft): Draft {
  return filtered(draft, one => {
    if (!('kind' in one)) return true
    const places = one.kind === 'action' ? [one.at] : one.updates.map(({ at }) => at)
    return !places.some(at => mentions(text, at) || hasWords(valueAt(document, at)))
  })
}

/**
 * An overlay with more actions at the end of its list. All that was written stays as it is, to the byte.
 * @returns undefined if its list of actions is not a list of lines, so that nothing can be added
 */
export function extendedOverlay(text: string, { groups }: Draft): string | undefined {
  if (groups.length === 0) return text
  const key = /^(["']?)actions\1[ \t]*:[ \t]*(#.*)?$/m.exec(text)
  if (!key) return undefined
  const start = key.index + key[0].length
  const list = text.slice(start)
  const [, indent = ''] = /^( *)- /m.exec(list) ?? []
  // The next field of the overlay. The items of the list may stand as far left as it.
  const next = /^[^\s#-]/m.exec(list)
  const end = next ? start + next.index : text.length
  const before = text.slice(0, end).replace(/\n*$/, '\n')
  return `${before}\n${renderGroups(groups, indent)}${next ? '\n' : ''}${text.slice(end)}`
}
