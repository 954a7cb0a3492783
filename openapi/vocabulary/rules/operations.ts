import type { Finding } from '../finding.ts'
import { carrierOf } from '../model/carrier.ts'
import type { Model, OperationNode } from '../model/model.ts'

/** Every operation has exactly one success response, and requires only security schemes that the mock can read. */
export function operations(model: Model): Finding[] {
  return [...model.operations.flatMap(checkSuccess), ...checkSchemes(model)]
}

function checkSuccess({ id, responses, node }: OperationNode): Finding[] {
  const count = responses.filter(({ status }) => /^2\d\d$/.test(status)).length
  if (count === 1) return []
  const message = `\`${id}\` must have exactly one 2xx response; it declares ${count}.`
  return [{ message, at: node.placeOf('responses'), isLenient: true }]
}

function checkSchemes({ schemes }: Model): Finding[] {
  return [...schemes.values()].flatMap(({ name, node, words, wordsNode }) => {
    if (!words || !wordsNode) return []
    const carrier = carrierOf(node, 'accepts_any' in words ? undefined : words)
    const isSelection = 'selects' in words
    if (carrier && (!isSelection || carrier.in === 'header')) return []
    const carriers = isSelection ? 'apiKey in header' : 'one of http, apiKey, oauth2 or openIdConnect'
    return [{ message: `The mock cannot read the scheme \`${name}\`. Make it ${carriers}.`, at: node.at }]
  })
}
