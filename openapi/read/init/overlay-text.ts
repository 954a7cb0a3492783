/** The text of the overlay that `latchkey init` writes, or adds to. */
import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml'
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
  const root = parseDocument(text).contents
  const list = isMap(root) ? root.get('actions', true) : undefined
  if (!isMap(root) || !isSeq(list) || list.flow || !list.range) return undefined
  const index = root.items.findIndex(({ value }) => value === list)
  const next = root.items[index + 1]
  const end = isPair(next) && isScalar(next.key) && next.key.range ? next.key.range[0] : text.length
  const before = text.slice(0, end)
  return `${before.replace(/\n*$/, '\n')}\n${renderGroups(groups, ' '.repeat(columnOf(text, list.range[0])))}${end === text.length ? '' : '\n'}${text.slice(end)}`
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}
