/** `record`: where a request says which record it is about. */
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import type { Model, OperationNode } from '../model/model.ts'
import { hint } from '../nearest.ts'
import { isMissing } from '../template.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { words, wordsNode } = operation
    const node = words && wordsNode.get('record')
    if (!words?.record || !node) return []
    const { by, in: place, property } = words.record
    const resource = model.resources.get(words.resource ?? '')
    return [
      ...missingPlace(operation, place, by, node.placeOf('by')),
      ...(resource && property !== undefined ? missingProperty(resource, property, node.placeOf('property')) : []),
    ]
  })
}

function missingPlace(
  { id, parameters, body }: OperationNode,
  place: 'path' | 'query' | 'body',
  by: string,
  at: Finding['at'],
): Finding[] {
  if (place === 'body') {
    if (!isMissing(body?.schema, by)) return []
    return [{ message: `The body of \`${id}\` has no member \`${by}\`. Add it, or correct the name.`, at }]
  }
  const names = parameters.filter(parameter => parameter.in === place).map(({ name }) => name)
  if (names.includes(by)) return []
  return [{ message: `\`${id}\` has no parameter \`${by}\` in the ${place}.${hint(by, names)}`, at }]
}
