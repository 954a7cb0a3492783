import type { Finding } from '../finding.ts'
import type { Model, OperationNode, ParameterNode } from '../model/model.ts'
import { typesOf } from '../model/schema.ts'
import { code } from '../prose.ts'

/** The style that OpenAPI defaults to, by the place of a parameter. */
const DEFAULT_STYLES: Readonly<Record<string, string>> = { query: 'form', header: 'simple', path: 'simple' }

/** Parameters are written in a form that the mock reads and the SDK writes. Others would be ignored. */
export function parameters(model: Model): Finding[] {
  return model.operations.filter(({ words }) => words).flatMap(findingsOfOperation)
}

function findingsOfOperation({ id, parameters }: OperationNode): Finding[] {
  return parameters.flatMap(parameter => {
    const problem = problemOf(parameter)
    return problem === undefined
      ? []
      : [{ message: `The parameter ${code(parameter.name)} of ${code(id)} ${problem}`, at: parameter.node.at }]
  })
}

/** What is wrong and what to do; undefined if the parameter is supported. */
function problemOf({ in: place, node, schema }: ParameterNode): string | undefined {
  const standard = DEFAULT_STYLES[place]
  if (standard === undefined) return `is in a ${place}, which is not supported. Use a header or the query.`
  if (node.get('content')) return 'has `content`, which is not supported. Describe its value with `schema`.'
  const types = schema ? typesOf(schema) : []
  if (types.includes('object'))
    return 'is an object, which is not supported. Use one parameter for each of its properties.'
  if (types.includes('array') && place !== 'query')
    return `is a list in the ${place}, which is not supported. Lists are query parameters that are repeated.`
  const style = node.read('style') ?? standard
  if (style !== standard) return `has the style ${code(String(style))}, which is not supported. Remove \`style\`.`
  if (types.includes('array') && node.read('explode') === false)
    return 'is a list in one value, which is not supported. Remove `explode`: each item is then sent as a separate parameter.'
  return undefined
}
