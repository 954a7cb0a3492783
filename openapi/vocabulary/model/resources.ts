/** The resources of a document, and every schema that describes one of their properties. */

import { type OperationWords, WORDS, type WordsOf } from '../../contract/words.ts'
import { inputIn } from './input.ts'
import type { OperationNode, PropertyUse, ResourceNode, WordsKind } from './model.ts'
import type { Node } from './node.ts'
import { alternativesOf, basesOf, propertiesOf } from './schema.ts'

type ReadWords = <Kind extends WordsKind>(kind: Kind, node: Node | undefined) => WordsOf[Kind] | undefined

export function collectResources(
  schemas: ReadonlyMap<string, Node>,
  operations: readonly OperationNode[],
  readWords: ReadWords,
): Map<string, ResourceNode> {
  const useOf =
    (origin: PropertyUse['origin']) =>
    ([name, node]: [string, Node]): PropertyUse => {
      const wordsNode = node.own(WORDS)
      return { name, origin, node, wordsNode, words: readWords('property', wordsNode) }
    }

  const resources = new Map<string, ResourceNode>()
  for (const [name, schema] of schemas) {
    const wordsNode = schema.get(WORDS)
    if (!wordsNode) continue
    const own = propertiesOf(schema)
    const extensions = [...schemas.values()].filter(other => basesOf(other).includes(schema.at.absolutePointer))
    const bodies = operations.flatMap(({ words, body }) =>
      words?.resource === name && body ? writtenBy(words, body.schema) : [],
    )
    resources.set(name, {
      name,
      schema,
      wordsNode,
      words: readWords('resource', wordsNode) ?? {},
      uses: [
        ...[...own].map(useOf('own')),
        ...extensions.flatMap(extension => [...propertiesOf(extension)].filter(isNew(own)).map(useOf('extension'))),
        ...bodies.flatMap(body => [...propertiesOf(body)].map(useOf('body'))),
      ],
    })
  }
  return resources
}

const isNew =
  (own: ReadonlyMap<string, Node>) =>
  ([name, node]: [string, Node]): boolean =>
    own.get(name)?.usedAt.absolutePointer !== node.usedAt.absolutePointer

/** The schemas of a body that hold properties of the resource. */
export function writtenBy(words: OperationWords, body: Node): Node[] {
  if (words.does !== 'create' && words.does !== 'update' && words.does !== 'replace') return []
  if (words.input !== undefined) {
    const record = inputIn(words.input, body)
    return record ? alternativesOf(record) : []
  }
  if (words.many === undefined) return alternativesOf(body)
  const items = propertiesOf(body).get(words.many)?.get('items')
  return items ? alternativesOf(items) : []
}
