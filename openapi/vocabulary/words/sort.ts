/** `sort`: the order of lists. */
import { type SortWords, WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { documentWords, type Model, type ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'

/** `clear` deletes the first records if the request says how many. */
const SORTING: readonly string[] = ['list', 'clear']

export function check(model: Model): Finding[] {
  const lists = model.operations.filter(({ words }) => words?.does === 'list')
  const listed = (resource: string | undefined) => model.resources.get(resource ?? '') ?? []
  const own = model.operations.flatMap(({ words, wordsNode }) => {
    const node = words && wordsNode.get('sort')
    if (!node) return []
    if (SORTING.includes(words.does))
      return [...checkDirection(words.sort, node), ...checkDefault([listed(words.resource)].flat(), words.sort, node)]
    return [{ message: 'Only an operation that does `list` or `clear` has `sort`. Remove it.', at: node.at }]
  })
  const document = model.root.own(WORDS)?.get('sort')
  const others = lists.filter(({ words }) => !words?.sort).flatMap(({ words }) => listed(words?.resource))
  const { sort } = documentWords(model)
  return [...own, ...(document ? [...checkDirection(sort, document), ...checkDefault(others, sort, document)] : [])]
}

/** The direction is that of a property, which a parameter or the default names. */
function checkDirection(order: SortWords | undefined, node: Node): Finding[] {
  if (order?.direction === undefined || order.parameter !== undefined || order.default !== undefined) return []
  const message = `\`${order.direction}\` gives the direction of no order. Name the property in \`default\`, or the parameter with the property in \`parameter\`.`
  return [{ message, at: node.placeOf('direction') }]
}

/** One of the resources has the property of the default order. The records of others stay in the order of their creation. */
function checkDefault(resources: readonly ResourceNode[], order: SortWords | undefined, node: Node): Finding[] {
  if (order?.default === undefined) return []
  const property = order.default.replace(/^-/, '')
  const findings = resources.map(resource => missingProperty(resource, property, node.placeOf('default')))
  return findings.some(all => all.length === 0) ? [] : (findings[0] ?? [])
}
