/** `search`, and the other query parameters of a list: it filters and sorts by properties of the resource. */
import type { Resource } from '../../contract/contract.ts'
import type { DocumentWords, OperationWords } from '../../contract/words.ts'
import { foldText } from '../engine/fold.ts'
import type { Row } from '../engine/record.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { documentWords, type Model, type OperationNode, type ParameterNode, type ResourceNode } from '../model/model.ts'
import { hint } from '../nearest.ts'

const RESERVED = ['q', 'sort', 'limit', 'cursor']

/** The parameters of lists that do not filter. */
function reservedIn(document: DocumentWords, words: OperationWords): readonly string[] {
  const { select } = document
  const { parameter, direction } = words.sort ?? document.sort ?? {}
  const { style = 'offset', position, before, size } = words.pages ?? document.pages ?? {}
  const renamed = Object.keys((words.filter ?? document.filter)?.by ?? {})
  const names = [
    ...renamed,
    ...(words.ignores ?? []),
    select?.parameter,
    words.hides?.parameter,
    searchParameter(document),
    parameter,
    direction,
    position ?? style,
    before,
    size,
  ]
  return [...RESERVED, 'starting_after', ...names.filter(name => name !== undefined)]
}

const searchParameter = ({ search }: DocumentWords) => search?.parameter ?? 'q'

export function check(model: Model): Finding[] {
  const document = documentWords(model)
  return model.operations.flatMap(operation => {
    const { words } = operation
    if (!words) return []
    if (words.does !== 'list') return model.isStrict ? checkNoList(operation) : []
    const resource = words.resource === undefined ? undefined : model.resources.get(words.resource)
    if (!resource) return []
    return [
      ...checkSearch(operation, resource, searchParameter(document)),
      ...checkFilters(operation, resource, reservedIn(document, words)),
      ...((words.sort ?? document.sort)?.parameter === undefined ? checkSort(operation, resource) : []),
    ]
  })
}

function queryOf({ parameters }: OperationNode): ParameterNode[] {
  return parameters.filter(parameter => parameter.in === 'query')
}

function checkNoList(operation: OperationNode): Finding[] {
  const message = 'Only an operation that does `list` reads query parameters. Remove the parameter.'
  const search: Finding[] = operation.words?.search
    ? [
        {
          message: 'Only an operation that does `list` searches. Remove `search`.',
          at: operation.wordsNode.placeOf('search'),
        },
      ]
    : []
  return [...queryOf(operation).map(({ node }) => ({ message, at: node.usedAt, isLenient: true }) as const), ...search]
}

function checkSearch(operation: OperationNode, resource: ResourceNode, parameter: string): Finding[] {
  const { words, wordsNode } = operation
  const q = queryOf(operation).find(({ name }) => name === parameter)
  const search = wordsNode.get('search')
  if (q && !search) {
    const message = `The parameter \`${parameter}\` searches nothing. List in \`search\` the properties that it searches, or remove it.`
    return [{ message, at: q.node.usedAt, isLenient: true }]
  }
  if (search && !q) {
    const message = `\`search\` needs the query parameter \`${parameter}\`. Add the parameter, or remove \`search\`.`
    return [{ message, at: search.at }]
  }
  return (words?.search ?? []).flatMap((name, index) =>
    missingProperty(resource, name, search?.items()[index]?.at ?? wordsNode.at),
  )
}

function checkFilters(operation: OperationNode, resource: ResourceNode, reserved: readonly string[]): Finding[] {
  return queryOf(operation)
    .filter(({ name }) => !reserved.includes(name))
    .flatMap(({ name, node }) =>
      missingProperty(resource, name, node.placeOf('name')).map(({ at }) => ({
        message: `The query parameter \`${name}\` has no effect: \`${resource.name}\` has no property of that name to filter by.${hint(name, publicNames(resource))} Write in \`filter\` by which property it filters, or list it in \`ignores\` if it has no effect on purpose.`,
        at,
        isLenient: true,
      })),
    )
}

/** The properties that a request can filter by: no secrets. */
function publicNames({ uses }: ResourceNode): string[] {
  return [...new Set(uses.flatMap(({ name, words }) => (words?.secret ? [] : [name])))]
}

function checkSort(operation: OperationNode, resource: ResourceNode): Finding[] {
  const sort = queryOf(operation).find(({ name }) => name === 'sort')
  if (!sort) return []
  const values = sort.schema?.get('enum')
  if (!values) {
    const message = '`sort` must have an `enum` of the sort orders, such as `name` and `-name`.'
    return [{ message, at: sort.node.usedAt, isLenient: true }]
  }
  return values.items().flatMap(({ value, at }) => {
    const property = String(value).replace(/^-|[:. ](asc|desc)$/g, '')
    return missingProperty(resource, property, at).map(finding => ({ ...finding, isLenient: true as const }))
  })
}

/** The last characters of a redacted secret. */
const ENDING = 4

/**
 * A test of whether one of the searched properties contains what is asked for; undefined if nothing is. An id and a redacted
 * secret must end with it, or each key would be found by `key` and by the prefix of its secret.
 */
export function searchFor(
  { properties }: Resource,
  search: readonly string[] = [],
  asked: unknown,
): ((row: Row) => boolean) | undefined {
  if (asked === undefined) return undefined
  const text = foldText(String(asked))
  return row =>
    search.some(property => {
      const value = foldText(String(row[property] ?? ''))
      const isOpaque = property === 'id' || properties[property]?.redacts !== undefined
      return isOpaque ? text.length >= ENDING && value.endsWith(text) : value.includes(text)
    })
}
