import type { Finding } from '../finding.ts'
import type { Model, OperationNode, ParameterNode, ResourceNode } from '../model/model.ts'
import { missingProperty } from '../references.ts'

const RESERVED = ['q', 'sort', 'limit', 'cursor']

/** Lists search, filter and sort by properties that the resource has; nothing else takes query parameters. */
export function queries(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { words } = operation
    const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
    if (!words) return []
    if (words.does !== 'list') return meaningless(operation)
    if (!resource) return []
    return [...searches(operation, resource), ...filters(operation, resource), ...sorts(operation, resource)]
  })
}

function queryOf({ parameters }: OperationNode): ParameterNode[] {
  return parameters.filter(parameter => parameter.in === 'query')
}

function meaningless(operation: OperationNode): Finding[] {
  const message = 'Only what does `list` reads query parameters. Remove the parameter.'
  const search: Finding[] = operation.words?.search
    ? [{ message: 'Only what does `list` searches. Remove `search`.', at: operation.wordsNode.placeOf('search') }]
    : []
  return [...queryOf(operation).map(({ node }) => ({ message, at: node.usedAt })), ...search]
}

function searches(operation: OperationNode, resource: ResourceNode): Finding[] {
  const { words, wordsNode } = operation
  const q = queryOf(operation).find(({ name }) => name === 'q')
  const search = wordsNode.get('search')
  if (q && !search) {
    const message = 'The parameter `q` looks nowhere. Say in `search` in which properties it looks, or remove it.'
    return [{ message, at: q.node.usedAt }]
  }
  if (search && !q) {
    const message = '`search` needs the query parameter `q`. Add the parameter, or remove `search`.'
    return [{ message, at: search.at }]
  }
  return (words?.search ?? []).flatMap((name, index) =>
    missingProperty(resource, name, search?.items()[index]?.at ?? wordsNode.at),
  )
}

function filters(operation: OperationNode, resource: ResourceNode): Finding[] {
  return queryOf(operation)
    .filter(({ name }) => !RESERVED.includes(name))
    .flatMap(({ name, node }) =>
      missingProperty(resource, name, node.placeOf('name')).map(({ message, at }) => ({
        message: `A query parameter filters by the property of its name. ${message}`,
        at,
      })),
    )
}

function sorts(operation: OperationNode, resource: ResourceNode): Finding[] {
  const sort = queryOf(operation).find(({ name }) => name === 'sort')
  if (!sort) return []
  const values = sort.schema?.get('enum')
  if (!values) {
    const message = '`sort` must list in an `enum` what one can sort by: `name` and `-name`.'
    return [{ message, at: sort.node.usedAt }]
  }
  return values.items().flatMap(({ value, at }) => missingProperty(resource, String(value).replace(/^-/, ''), at))
}
