/** `record`: where a request says which record it is about. */
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { credentialsOf } from '../model/credentials.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { hint } from '../nearest.ts'
import { isMissing } from '../template.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { words, wordsNode } = operation
    const node = words && wordsNode.get('record')
    if (!words?.record || !node) return []
    const { by, in: place, property } = words.record
    const resource = model.resources.get(words.resource ?? '')
    if (place === 'credential') return checkCredential(model, operation, node)
    if (by === undefined) {
      const message = `\`record\` does not say which field of the ${place} holds the value. Add \`by\`.`
      return [{ message, at: node.at }]
    }
    return [
      ...missingPlace(operation, place, by, node.placeOf('by')),
      ...(resource && property !== undefined ? missingProperty(resource, property, node.placeOf('property')) : []),
    ]
  })
}

/** The credential is a record of the resource, whatever the request says besides. */
function checkCredential(model: Model, { id, words, security }: OperationNode, node: Node): Finding[] {
  const others = ['by', 'property', 'or'].flatMap(key => {
    if (node.get(key) === undefined) return []
    return [{ message: `The credential is the record itself. Remove \`${key}\`.`, at: node.placeOf(key) }]
  })
  const accepted = credentialsOf(model).filter(({ scheme }) =>
    security.some(alternative => scheme.name in alternative.schemes),
  )
  if (accepted.some(({ words: { authenticates } }) => authenticates === words?.resource)) return others
  const message = `No security scheme of \`${id}\` authenticates \`${words?.resource}\`, so a credential is never such a record. Correct \`resource\` or \`security\`.`
  return [...others, { message, at: node.placeOf('in') }]
}

function missingPlace(
  { id, parameters, body }: OperationNode,
  place: 'path' | 'query' | 'body',
  by: string,
  at: Finding['at'],
): Finding[] {
  if (place === 'body') {
    if (!isMissing(body?.schema, by)) return []
    return [{ message: `The body of \`${id}\` has no field \`${by}\`. Add it, or correct the name.`, at }]
  }
  const names = parameters.filter(parameter => parameter.in === place).map(({ name }) => name)
  if (names.includes(by)) return []
  return [{ message: `\`${id}\` has no parameter \`${by}\` in the ${place}.${hint(by, names)}`, at }]
}
