/** `filter`: how requests select records of a list. */
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { mistypedMember } from '../lookup.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { isMissing } from '../template.ts'

export function check(model: Model): Finding[] {
  const own = model.operations.map(({ words, wordsNode }) => words && wordsNode.get('filter'))
  return [
    ...[model.root.own(WORDS)?.get('filter'), ...own].flatMap(checkOperators),
    ...model.operations.flatMap(operation => checkNames(model, operation)),
  ]
}

/** The parameters of `by` exist, and lead to properties of the records. */
function checkNames(model: Model, { id, words, wordsNode, parameters, body }: OperationNode): Finding[] {
  const by = words?.filter?.by ?? {}
  const node = wordsNode.get('filter')?.get('by')
  const resource = model.resources.get(words?.resource ?? '')
  if (!node || !resource) return []
  const isThere = (name: string) =>
    words?.filter?.in === 'body'
      ? !isMissing(body?.schema, name)
      : parameters.some(parameter => parameter.in === 'query' && parameter.name === name)
  return Object.entries(by).flatMap(([name, property]): Finding[] => [
    ...(isThere(name)
      ? []
      : [{ message: `\`${id}\` has no parameter \`${name}\` to filter by.`, at: node.placeOf(name) }]),
    ...mistypedMember(resource, property.split('.')[0] ?? property, node.placeOf(name)),
  ])
}

function checkOperators(filter: Node | undefined): Finding[] {
  const operators = filter?.get('operators')
  if (!operators || filter?.read('style') === 'brackets') return []
  return [{ message: '`operators` stand in brackets. Set `style: brackets`, or remove them.', at: operators.at }]
}
