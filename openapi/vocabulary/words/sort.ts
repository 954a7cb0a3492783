/** `sort`: the order of lists. */
import { type SortWords, WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { documentWords, type Model } from '../model/model.ts'

/** `clear` deletes the first records if the request says how many. */
const SORTING: readonly string[] = ['list', 'clear']

/** The default order is that of a property of each resource that is listed. */
export function check(model: Model): Finding[] {
  const document = model.root.own(WORDS)?.get('sort')
  return model.operations.flatMap(({ words, wordsNode }) => {
    const own = words && wordsNode.get('sort')
    if (own && !SORTING.includes(words.does))
      return [{ message: 'Only an operation that does `list` or `clear` has `sort`. Remove it.', at: own.at }]
    const node = own ?? document
    const order: SortWords | undefined = words?.sort ?? documentWords(model).sort
    const resource = words?.does === 'list' || own ? model.resources.get(words.resource ?? '') : undefined
    if (!node || !resource || order?.default === undefined) return []
    return missingProperty(resource, order.default.replace(/^-/, ''), node.placeOf('default'))
  })
}
