/** `filter`: how requests select records of a list. */
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'

export function check(model: Model): Finding[] {
  const own = model.operations.map(({ words, wordsNode }) => words && wordsNode.get('filter'))
  return [model.root.own(WORDS)?.get('filter'), ...own].flatMap(filter => {
    const operators = filter?.get('operators')
    if (!operators || filter?.read('style') === 'brackets') return []
    return [{ message: '`operators` stand in brackets. Set `style: brackets`, or remove them.', at: operators.at }]
  })
}
