/** Reads the model out of an OpenAPI document. */
import { strings } from '../../contract/json.ts'
import { type OperationWords, type SchemeWords, WORDS, type WordsOf } from '../../contract/words.ts'
import type {
  Model,
  OperationNode,
  ParameterNode,
  ResponseNode,
  SchemeNode,
  SecurityAlternative,
  WordsKind,
  WordsNode,
} from './model.ts'
import type { Node } from './node.ts'
import { collectResources } from './resources.ts'
import { walk } from './walk.ts'

/** Whether keywords are well formed. Malformed keywords are left out of the model. */
export type IsWords = <Kind extends WordsKind>(kind: Kind, value: unknown) => value is WordsOf[Kind]

/**
 * Collects the model of a document.
 *
 * @param root the document
 * @param isWords checks each `x-latchkey`
 */
export function collect(root: Node, isWords: IsWords): Model {
  const schemas = namedSchemas(root)
  const found: Node[] = []
  const places = new Set([...schemas.values()].map(({ at }) => at.absolutePointer))
  walk(root, (node, isSchema) => {
    if (isSchema && node.name !== undefined && !places.has(node.at.absolutePointer)) {
      places.add(node.at.absolutePointer)
      schemas.set(node.name, node.target)
    }
    for (const words of [node.own(WORDS), node.target.own(WORDS)])
      if (words && !found.some(({ at }) => at.absolutePointer === words.at.absolutePointer)) found.push(words)
  })

  const kinds = new Map<string, WordsKind>()
  const readWords = <Kind extends WordsKind>(kind: Kind, node: Node | undefined): WordsOf[Kind] | undefined => {
    if (!node) return undefined
    kinds.set(node.at.absolutePointer, kind)
    return isWords(kind, node.value) ? node.value : undefined
  }

  const document = readWords('document', root.own(WORDS))
  const operations = [...operationsOf(root, node => readWords('operation', node))]
  const schemes = new Map<string, SchemeNode>()
  for (const [name, node] of root.get('components')?.get('securitySchemes')?.members() ?? []) {
    const wordsNode = node.get(WORDS)
    const words: SchemeWords | undefined = readWords('securityScheme', wordsNode)
    schemes.set(name, { name, node, words, wordsNode })
  }
  const resources = collectResources(schemas, operations, document ?? {}, readWords)
  const words: WordsNode[] = found.map(node => ({ kind: kinds.get(node.at.absolutePointer), node }))
  return { root, isStrict: document?.strict === true, operations, resources, schemes, schemas, words }
}

/** The component schemas of the document itself. Schemas in other files get their names from the references to them. */
function namedSchemas(root: Node): Map<string, Node> {
  return new Map(root.get('components')?.get('schemas')?.members() ?? [])
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

function* operationsOf(
  root: Node,
  readWords: (node: Node | undefined) => OperationWords | undefined,
): Generator<OperationNode> {
  for (const [path, item] of root.get('paths')?.members() ?? []) {
    for (const [key, node] of item.members()) {
      if (!METHODS.includes(key)) continue
      const method = key.toUpperCase()
      const wordsNode = node.get(WORDS)
      yield {
        id: node.text('operationId') ?? `${method} ${path}`,
        method,
        path,
        node,
        words: readWords(wordsNode),
        wordsNode: wordsNode ?? node,
        security: securityOf(node.get('security') ?? root.get('security')),
        parameters: parametersOf(item, node),
        body: bodyOf(node.get('requestBody')),
        responses: responsesOf(node.get('responses')),
      }
    }
  }
}

function securityOf(security: Node | undefined): SecurityAlternative[] {
  return (security?.items() ?? []).map(alternative => ({
    at: alternative.at,
    schemes: Object.fromEntries(alternative.members().map(([name, roles]) => [name, strings(roles.value)])),
  }))
}

/** The parameters of an operation replace those of its path with the same name and place. */
function parametersOf(item: Node, operation: Node): ParameterNode[] {
  const parameters = new Map<string, ParameterNode>()
  for (const node of [...(item.get('parameters')?.items() ?? []), ...(operation.get('parameters')?.items() ?? [])]) {
    const name = node.text('name') ?? ''
    const place = node.text('in') ?? ''
    const required = node.read('required') === true
    parameters.set(`${place} ${name}`, { name, in: place, required, node, schema: node.get('schema') })
  }
  return [...parameters.values()]
}

function bodyOf(node: Node | undefined): OperationNode['body'] {
  const content = node?.get('content')?.members() ?? []
  const schema = content[0]?.[1].get('schema')
  return node && schema && { node, schema, media: content.map(([media]) => media) }
}

function responsesOf(responses: Node | undefined): ResponseNode[] {
  return (responses?.members() ?? []).map(([status, node]) => {
    const [media, content] = node.get('content')?.members()[0] ?? []
    return {
      status,
      at: responses?.placeOf(status) ?? node.at,
      node,
      schema: content?.get('schema'),
      problem: media === 'application/problem+json',
      headers: (node.get('headers')?.members() ?? []).map(([name]) => name),
    }
  })
}
