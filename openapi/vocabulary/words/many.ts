/** `many`: the operation works on all records that the body lists, or on none of them. */
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Model, OperationNode } from '../model/model.ts'
import { propertiesOf, typesOf } from '../model/schema.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ words, body, wordsNode }) => {
    if (words?.many === undefined) return []
    const list = body && propertiesOf(body.schema).get(words.many)
    if (list && typesOf(list).includes('array')) return []
    const message = `The body has no list \`${words.many}\` to work on. Add it to the schema of the body, or correct \`many\`.`
    return [{ message, at: wordsNode.placeOf('many') }]
  })
}

export function refusals(_model: Model, { parameters, words }: OperationNode): ExpectedRefusal[] {
  const isInPath = parameters.some(parameter => parameter.in === 'path')
  return words?.many === undefined || isInPath ? [] : [{ code: 'not_found', why: 'its body identifies records' }]
}
