/** `within` and `singleton`: the parents of a record, and resources with one record. */
import { isString, type JsonObject, objects } from '../../contract/json.ts'
import { capitalized, listOf, withArticle } from '../../contract/prose.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { findResource, isFinding, mistypedMember } from '../lookup.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import { nounOf } from '../model/noun.ts'
import { memberAt } from '../model/schema.ts'
import { hint } from '../nearest.ts'
import { code } from '../prose.ts'
import { isMissing } from '../template.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => [
    ...(resource.wordsNode.get('within')?.items() ?? []).flatMap((node, index): Finding[] => {
      const { parameter = '', in: place = 'path', resource: parent, by } = resource.words.within?.[index] ?? {}
      const found = parent === undefined ? undefined : findResource(model, parent, node.placeOf('resource'))
      return [
        ...missingParameter(model, resource, parameter, place, node.placeOf('parameter')),
        ...(found && isFinding(found) ? [found] : []),
        ...(by === undefined ? [] : mistypedMember(resource, by.split('.')[0] ?? by, node.placeOf('by'))),
      ]
    }),
    ...checkSingleton(resource),
  ])
}

function missingParameter(
  model: Model,
  { name }: ResourceNode,
  parameter: string,
  place: 'path' | 'body',
  at: Finding['at'],
): Finding[] {
  const own = model.operations.filter(({ words }) => words?.resource === name)
  if (place === 'body') {
    if (own.length === 0 || own.some(({ body }) => body && !isMissing(body.schema, parameter))) return []
    return [{ message: `No body of \`${name}\` has the field \`${parameter}\`. Add it, or correct the name.`, at }]
  }
  const names = own.flatMap(({ parameters }) => parameters.filter(one => one.in === 'path').map(one => one.name))
  if (own.length === 0 || names.includes(parameter)) return []
  return [{ message: `No path of \`${name}\` has the parameter \`${parameter}\`.${hint(parameter, names)}`, at }]
}

function checkSingleton({ words, wordsNode }: ResourceNode): Finding[] {
  if (!words.singleton || !words.id) return []
  return [{ message: 'A singleton has no id. Remove `id` or `singleton`.', at: wordsNode.placeOf('id') }]
}

/** An operation that names a parent finds it, or refuses. */
export function refusals(model: Model, { words, parameters, body }: OperationNode): ExpectedRefusal[] {
  const { within = [] } = model.resources.get(words?.resource ?? '')?.words ?? {}
  return within.flatMap(({ parameter, in: place, refuse }) => {
    const isNamed =
      place === 'body' ? memberAt(body?.schema, parameter) : parameters.some(({ name }) => name === parameter)
    return refuse !== undefined && isNamed ? [{ code: refuse, why: `\`${parameter}\` names a parent` }] : []
  })
}

export function references({ within }: JsonObject): string[] {
  return objects(within).flatMap(({ resource }) => (isString(resource) ? [`schemas/${resource}`] : []))
}

export function explainResource(_model: Model, resource: ResourceNode): string | undefined {
  const { within = [] } = resource.words
  const parents = within.flatMap(({ resource: parent }) => (parent === undefined ? [] : [code(parent)]))
  if (parents.length === 0) return undefined
  return `**Parents.** ${capitalized(withArticle(nounOf(resource)))} belongs to the ${listOf(parents)} in the request, which must exist.`
}
