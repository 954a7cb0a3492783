/** `input`: where the properties of the record are in a request. */
import { SPREAD } from '../../contract/template.ts'
import { writesInput } from '../../contract/verbs.ts'
import type { Finding } from '../finding.ts'
import { mistypedMember } from '../lookup.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { checkPlaceholders, isMissing } from '../template.ts'

const OF_REQUEST = ['body', 'query', 'path']

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { id, words, wordsNode, body } = operation
    const node = words && wordsNode.get('input')
    if (!node || words?.input === undefined) return []
    if (!writesInput(words.does)) {
      const message = `\`does: ${words.does}\` writes nothing that the request has of the record. Remove \`input\`, or let \`does\` be \`update\` or a transition.`
      return [{ message, at: wordsNode.placeOf('input') }]
    }
    if (typeof words.input === 'object') return checkTemplate(model, operation, node)
    if (!isMissing(body?.schema, words.input)) return []
    const message = `The body of \`${id}\` has no field \`${words.input}\`. Add it, or correct the name.`
    return [{ message, at: wordsNode.placeOf('input') }]
  })
}

/** The server may store properties that it never shows. */
function checkTemplate(model: Model, { id, words }: OperationNode, node: Node): Finding[] {
  const resource = model.resources.get(words?.resource ?? '')
  return [
    ...checkPlaceholders(node, OF_REQUEST, `\`${id}\``),
    ...node
      .members()
      .flatMap(([name]) => (name === SPREAD || !resource ? [] : mistypedMember(resource, name, node.placeOf(name)))),
  ]
}
