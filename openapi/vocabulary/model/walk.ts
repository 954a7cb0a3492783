/** Visits every node of an OpenAPI document, following `$ref`s, each place once. */
import type { Node } from './node.ts'

export type Visit = (node: Node, isSchema: boolean) => void

const SCHEMA_MEMBERS = new Set([
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const SCHEMA_MAPS = new Set(['$defs', 'dependentSchemas', 'patternProperties', 'properties'])

/** The schemas directly inside a schema. */
export function subschemas(schema: Node): Node[] {
  return schema.members().flatMap(([key, node]) => {
    if (SCHEMA_MEMBERS.has(key)) return [node]
    if (SCHEMA_LISTS.has(key)) return node.items()
    if (SCHEMA_MAPS.has(key)) return node.members().map(([, member]) => member)
    return []
  })
}

export function walk(root: Node, visit: Visit): void {
  const seen = new Set<string>()

  function enter(node: Node, isSchema: boolean): void {
    const id = node.usedAt.absolutePointer
    if (seen.has(id)) return
    seen.add(id)
    if (Array.isArray(node.value)) {
      for (const item of node.items()) enter(item, isSchema)
    } else if (node.object) {
      visit(node, isSchema)
      if (isSchema) for (const schema of subschemas(node)) enter(schema, true)
      else enterMembers(node)
    }
  }

  function enterMembers(node: Node): void {
    for (const [key, member] of node.members()) {
      if (key === 'example' || key === 'examples' || key.startsWith('x-')) continue
      if (key === 'schemas' && node.at.pointer === '#/components')
        for (const [, schema] of member.members()) enter(schema, true)
      else enter(member, key === 'schema')
    }
  }

  enter(root, false)
}
