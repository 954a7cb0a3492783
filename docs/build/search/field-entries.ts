/** Search entries for the fields of requests and responses. Each leads to an operation in the reference that has the field. */

import type { OperationNode } from '../../../openapi/vocabulary/model/model.ts'
import type { Node } from '../../../openapi/vocabulary/model/node.ts'
import { alternativesOf, propertiesOf } from '../../../openapi/vocabulary/model/schema.ts'
import { referencePath } from '../reference-path.ts'
import type { System } from '../system.ts'
import type { SearchEntry } from './entry.ts'
import { withoutMarks } from './plain-text.ts'

/** A field of a schema counts once, and so do fields of a resource with the same name. The first system that has it counts. */
export function fieldEntries(systems: readonly System[]): readonly SearchEntry[] {
  const entries: SearchEntry[] = []
  const seen = new Set<string>()
  for (const { id, model } of systems) {
    for (const { words, node, body, responses } of model.operations.toSorted(byUse)) {
      const of = words?.resource ?? node.text('operationId')
      const success = responses.find(({ problem, status }) => !problem && status.startsWith('2'))
      for (const { title, field, place } of [success?.schema, body?.schema].flatMap(schema =>
        schema ? fieldsOf(schema) : [],
      )) {
        const places = [`${of}.${title}`, place]
        const text = textOf(field)
        if (text !== '' && !places.some(place => seen.has(place)))
          entries.push({ kind: 'field', title, page: `${of} · ${id}`, path: referencePath(id, node), text })
        for (const place of places) seen.add(place)
      }
    }
  }
  return entries
}

/** What shows all fields of a resource comes first. */
const USES = ['get', 'create', 'list']

const byUse = (one: OperationNode, other: OperationNode) => rankOf(one) - rankOf(other)
const rankOf = ({ words }: OperationNode) => (USES.indexOf(words?.does ?? '') + USES.length + 1) % (USES.length + 1)

interface Field {
  readonly title: string
  readonly field: Node
  /** The schema that has it, and its name there. */
  readonly place: string
}

/** The fields of a schema, and of what is in them. */
function fieldsOf(schema: Node, seen: readonly string[] = []): readonly Field[] {
  const at = schema.at.absolutePointer
  if (seen.includes(at)) return []
  const path = [...seen, at]
  const own = [...propertiesOf(schema)].flatMap(([title, field]) => [
    { title, field, place: `${at}/${title}` },
    ...fieldsOf(field, path),
  ])
  const parts = [...alternativesOf(schema).filter(part => part !== schema), schema.get('items')]
  return [...own, ...parts.flatMap(part => (part ? fieldsOf(part, path) : []))]
}

const textOf = (field: Node) =>
  withoutMarks(field.text('description') ?? field.text('title') ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
