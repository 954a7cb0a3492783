/** Questions about a JSON Schema. */
import type { Node } from './node.ts'

/** The properties of an object schema in order, including those of its `allOf` parts. */
export function propertiesOf(schema: Node, seen: readonly string[] = []): Map<string, Node> {
  const properties = new Map<string, Node>()
  if (seen.includes(schema.at.absolutePointer)) return properties
  const path = [...seen, schema.at.absolutePointer]
  for (const part of schema.get('allOf')?.items() ?? [])
    for (const [name, node] of propertiesOf(part, path)) properties.set(name, node)
  for (const [name, node] of schema.get('properties')?.members() ?? []) properties.set(name, node)
  return properties
}

/** The places of the schemas that a schema extends, directly or indirectly. */
export function basesOf(schema: Node, seen: readonly string[] = []): string[] {
  if (seen.includes(schema.at.absolutePointer)) return []
  const path = [...seen, schema.at.absolutePointer]
  return (schema.get('allOf')?.items() ?? []).flatMap(part => [part.at.absolutePointer, ...basesOf(part, path)])
}

/** The alternatives of a schema, or the schema itself if it has none. */
export function alternativesOf(schema: Node): Node[] {
  const alternatives = [...(schema.get('oneOf')?.items() ?? []), ...(schema.get('anyOf')?.items() ?? [])]
  return alternatives.length === 0 ? [schema] : alternatives
}

/** The types that a value may have; empty if the schema does not restrict them. */
export function typesOf(schema: Node): string[] {
  const type = schema.get('type')
  if (!type) return alternativesOf(schema).flatMap(part => (part.at === schema.at ? [] : typesOf(part)))
  return typeof type.value === 'string' ? [type.value] : type.items().flatMap(item => String(item.value))
}

export function isNullable(schema: Node): boolean {
  return typesOf(schema).includes('null') || !RESTRICTING.some(keyword => schema.get(keyword))
}

/** The keywords without which a schema allows any value. */
const RESTRICTING = ['type', 'const', 'enum', 'allOf', 'anyOf', 'oneOf', 'not', 'if', '$dynamicRef']

/** The error codes that a problem schema allows, with the schema of each. */
export function codesOf(schema: Node): { code: string; problem: Node }[] {
  const alternatives = alternativesOf(schema)
  if (alternatives[0] !== schema) return alternatives.flatMap(codesOf)
  const code = propertiesOf(schema).get('code')?.read('const')
  return typeof code === 'string' ? [{ code, problem: schema }] : []
}

/** The value at the end of dotted names in a schema; undefined if it does not describe it. */
export function memberAt(schema: Node | undefined, path: string): Node | undefined {
  return path
    .split('.')
    .reduce<Node | undefined>(
      (at, name) =>
        at &&
        alternativesOf(at).reduce<Node | undefined>((found, one) => found ?? propertiesOf(one).get(name), undefined),
      schema,
    )
}
