/** The resources of a document, and every schema that describes one of their properties. */

import { placeIn } from '../../contract/template.ts'
import { isVerb, writesInput } from '../../contract/verbs.ts'
import {
  type DocumentWords,
  type OperationWords,
  type ResourceWords,
  WORDS,
  type WordsOf,
} from '../../contract/words.ts'
import { inputIn } from './input.ts'
import type { OperationNode, PropertyUse, ResourceNode, WordsKind } from './model.ts'
import type { Node } from './node.ts'
import { alternativesOf, basesOf, memberAt, propertiesOf } from './schema.ts'

type ReadWords = <Kind extends WordsKind>(kind: Kind, node: Node | undefined) => WordsOf[Kind] | undefined

export function collectResources(
  schemas: ReadonlyMap<string, Node>,
  operations: readonly OperationNode[],
  document: DocumentWords,
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
    const words = readWords('resource', wordsNode) ?? {}
    const shown = operations.flatMap(operation =>
      operation.words?.resource === name ? shownIn(document, words, schema, operation) : [],
    )
    resources.set(name, {
      name,
      schema,
      wordsNode,
      words,
      uses: [
        ...[...own].map(useOf('own')),
        ...extensions.flatMap(extension => [...propertiesOf(extension)].filter(isNew(own)).map(useOf('extension'))),
        ...bodies.flatMap(body => [...propertiesOf(body)].map(useOf('body'))),
        ...shown.flatMap(record => [...propertiesOf(record)].map(useOf('response'))),
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
  if (!writesInput(words.does) || (!isVerb(words.does) && words.input === undefined)) return []
  if (words.input !== undefined) {
    const record = inputIn(words.input, body)
    return record ? alternativesOf(record) : []
  }
  if (words.many === undefined) return alternativesOf(body)
  const items = propertiesOf(body).get(words.many)?.get('items')
  return items ? alternativesOf(items) : []
}

const SHOWING = ['get', 'create', 'replace', 'update', 'list']

/** The schema of the record in a response, if it is written in the response itself: many documents have no others. */
function shownIn(document: DocumentWords, resource: ResourceWords, own: Node, operation: OperationNode): Node[] {
  const { words, responses } = operation
  const schema = responses.find(({ status }) => status.startsWith('2'))?.schema
  if (!words || !schema || !SHOWING.includes(words.does)) return []
  const isList = words.does === 'list'
  const { answers = {} } = document
  const template = words.answer ?? answers[words.does] ?? answers.default
  const place = template === undefined ? [] : placeIn(template, isList ? 'records' : 'record')
  const shown = place && (place.length === 0 ? schema : memberAt(schema, place.join('.')))
  const record = isList ? shown?.get('items') : shown
  if (!record || record.name !== undefined || basesOf(record).includes(own.at.absolutePointer)) return []
  // Without a template, an envelope is not told from a record by anything else.
  return alternativesOf(record).filter(one => propertiesOf(one).has(resource.id?.field ?? 'id'))
}
