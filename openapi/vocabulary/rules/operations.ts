import type { Finding } from '../finding.ts'
import { carrierOf } from '../model/carrier.ts'
import type { Model, OperationNode } from '../model/model.ts'

/** Every operation has exactly one success response, and requires only security schemes that the mock can read. */
export function operations(model: Model): Finding[] {
  return [...model.operations.flatMap(checkSuccess), ...checkSchemes(model), ...checkSecurity(model)]
}

function checkSuccess({ id, responses, node }: OperationNode): Finding[] {
  const count = responses.filter(({ status }) => /^2\d\d$/.test(status)).length
  if (count === 1) return []
  const message = `\`${id}\` must have exactly one 2xx response; it declares ${count}.`
  return [{ message, at: node.placeOf('responses') }]
}

function checkSchemes({ schemes }: Model): Finding[] {
  const carriers = 'http bearer, http basic, apiKey in header or apiKey in query'
  return [...schemes.values()].flatMap(({ name, node, words, wordsNode }) => {
    if (!words || !wordsNode || carrierOf(node, words)) return []
    return [{ message: `The mock cannot read the scheme \`${name}\`. Make it one of ${carriers}.`, at: node.at }]
  })
}

function checkSecurity(model: Model): Finding[] {
  return model.operations.flatMap(({ security }) =>
    security.flatMap(({ schemes, at }) =>
      Object.keys(schemes).flatMap(name => {
        const scheme = model.schemes.get(name)
        if (!scheme || scheme.wordsNode) return []
        const message = `The security scheme \`${name}\` does not state what it reads. Add \`x-latchkey\` with \`authenticates\` or \`selects\` to it.`
        return [{ message, at }]
      }),
    ),
  )
}
