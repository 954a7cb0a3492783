/** `hides`: the records that an operation does not see unless a query parameter is true. */
import { hasValues } from '../../contract/has-values.ts'
import type { Call } from '../engine/call.ts'
import type { Row } from '../engine/record.ts'
import type { Finding } from '../finding.ts'
import { checkValues, unknownName } from '../lookup.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import { reachableStates } from '../model/states.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { words, wordsNode } = operation
    const node = words?.hides && wordsNode.get('hides')
    if (!node) return []
    if (WITHOUT_RECORDS.includes(words.does)) {
      const message = `An operation that does \`${words.does}\` finds no records that it could hide. Remove \`hides\`.`
      return [{ message, at: node.at }]
    }
    const resource = model.resources.get(words.resource ?? '')
    return resource ? [...checkWhere(model, resource, operation), ...checkParameter(operation)] : []
  })
}

const WITHOUT_RECORDS = ['create', 'clear', 'sign_in', 'sign_out', 'sign_out_everywhere', 'identify', 'verify']

function checkWhere(model: Model, resource: ResourceNode, { wordsNode }: OperationNode): Finding[] {
  const { lifecycle } = resource.words
  return (wordsNode.get('hides')?.get('where')?.members() ?? []).flatMap(([property, values]) => {
    if (property !== lifecycle?.field) return checkValues(resource, property, values)
    const states = reachableStates(model, resource)
    return values
      .items()
      .flatMap(({ value, at }) => unknownName(`state of \`${resource.name}\``, String(value), states, at))
  })
}

function checkParameter({ id, words, wordsNode, parameters }: OperationNode): Finding[] {
  const name = words?.hides?.parameter
  if (name === undefined) return []
  const names = parameters.filter(parameter => parameter.in === 'query').map(parameter => parameter.name)
  const at = wordsNode.get('hides')?.placeOf('parameter') ?? wordsNode.at
  return unknownName(`query parameter of \`${id}\``, name, names, at)
}

/** Whether the operation of a request does not see a record. */
export function hides({ operation, query }: Pick<Call, 'operation' | 'query'>, row: Row): boolean {
  const { where, parameter = '' } = operation.hides ?? {}
  return where !== undefined && String(query[parameter]) !== 'true' && hasValues(row, where)
}
