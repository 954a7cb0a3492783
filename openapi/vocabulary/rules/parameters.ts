import type { Finding } from '../finding.ts'
import { documentWords, type Model, type OperationNode, type ParameterNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { typesOf } from '../model/schema.ts'
import { code } from '../prose.ts'

/** The style that OpenAPI defaults to, by the place of a parameter. */
const DEFAULT_STYLES: Readonly<Record<string, string>> = { query: 'form', header: 'simple', path: 'simple' }

/**
 * In a strict document, parameters are written in a form that the SDK writes. The mock reads the parameters of other
 * documents in all forms.
 */
export function parameters(model: Model): Finding[] {
  if (documentWords(model).strict !== true) return []
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

/** The types of a schema and of those that it combines. */
const allTypesOf = (schema: Node): string[] => partsOf(schema).flatMap(typesOf)

/** The types of the items, if the schema allows a list. */
const itemTypesOf = (schema: Node): string[] =>
  partsOf(schema).flatMap(part => {
    const items = part.get('items')
    return items ? allTypesOf(items) : []
  })

function partsOf(schema: Node, within: readonly string[] = []): Node[] {
  const { absolutePointer } = schema.at
  if (within.includes(absolutePointer)) return []
  const combined = ['allOf', 'anyOf', 'oneOf'].flatMap(keyword => schema.get(keyword)?.items() ?? [])
  return [schema, ...combined.flatMap(part => partsOf(part, [...within, absolutePointer]))]
}

/** What is wrong and what to do; undefined if the parameter is supported. */
function problemOf({ in: place, node, schema }: ParameterNode): string | undefined {
  const standard = DEFAULT_STYLES[place]
  if (standard === undefined) return `is in a ${place}, which is not supported. Use a header or the query.`
  if (node.get('content')) return 'has `content`, which is not supported. Describe its value with `schema`.'
  const types = schema ? allTypesOf(schema) : []
  if (types.includes('object'))
    return 'is an object, which is not supported. Use one parameter for each of its properties.'
  if (types.includes('array') && place !== 'query')
    return `is a list in the ${place}, which is not supported. Lists are query parameters that are repeated.`
  if (schema && itemTypesOf(schema).some(type => type === 'object' || type === 'array'))
    return 'is a list of objects or lists, which is not supported. The items of a list are strings, numbers or booleans.'
  const style = node.read('style') ?? standard
  if (style !== standard) return `has the style ${code(String(style))}, which is not supported. Remove \`style\`.`
  if (types.includes('array') && node.read('explode') === false)
    return 'is a list in one value, which is not supported. Remove `explode`: each item is then sent as a separate parameter.'
  return undefined
}
