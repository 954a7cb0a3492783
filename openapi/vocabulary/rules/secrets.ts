import type { Finding } from '../finding.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { propertiesOf } from '../model/schema.ts'
import { subschemas } from '../model/walk.ts'
import { unknownName } from '../references.ts'

/** A secret is in the answers of exactly the operations that `shown_by` lists, and its prefix tells it from all others. */
export function secrets(model: Model): Finding[] {
  const all = [...model.resources.values()].flatMap(resource => secretsOf(resource))
  return [...all.flatMap(secret => shown(model, secret)), ...prefixes(all)]
}

interface Secret {
  readonly resource: ResourceNode
  readonly name: string
  readonly words: Node
  readonly property: Node
  readonly prefix: string
}

function secretsOf(resource: ResourceNode): Secret[] {
  const found = new Map<string, Secret>()
  for (const { name, words, wordsNode, node } of resource.uses)
    if (words?.secret && wordsNode)
      found.set(name, { resource, name, words: wordsNode, property: node, prefix: words.secret.prefix })
  return [...found.values()]
}

function shown(model: Model, { resource, name, words, property }: Secret): Finding[] {
  const shownBy = words.get('shown_by')?.items() ?? []
  const listed = new Set<unknown>(shownBy.map(({ value }) => value))
  const ids = model.operations.map(({ id }) => id)
  const unshown = shownBy.flatMap(({ value, at }) => {
    const operation = model.operations.find(({ id }) => id === value)
    if (!operation) return unknownName('operation', String(value), ids, at)
    if (answers(operation, property)) return []
    const message = `\`${name}\` of \`${resource.name}\` is shown by \`${operation.id}\`, whose answer has no such property. Answer with the schema that has it, or take \`${operation.id}\` out of \`shown_by\`.`
    return [{ message, at }]
  })
  const unlisted = model.operations
    .filter(operation => !listed.has(operation.id) && answers(operation, property))
    .map(operation => ({
      message: `The answer of \`${operation.id}\` has \`${name}\` of \`${resource.name}\`, but \`shown_by\` does not list it. Add it there, or answer without the secret.`,
      at: words.placeOf('shown_by'),
    }))
  return [...unshown, ...unlisted]
}

/** Whether a success answer of the operation contains the property. */
function answers({ responses }: OperationNode, property: Node): boolean {
  return responses.some(({ status, schema }) => status.startsWith('2') && schema && contains(schema, property))
}

function contains(schema: Node, property: Node, seen: Set<string> = new Set()): boolean {
  const id = schema.at.absolutePointer
  if (seen.has(id)) return false
  seen.add(id)
  for (const node of propertiesOf(schema).values())
    if (node.usedAt.absolutePointer === property.usedAt.absolutePointer) return true
  return subschemas(schema).some(part => contains(part, property, seen))
}

function prefixes(secrets: readonly Secret[]): Finding[] {
  const first = new Map<string, string>()
  return secrets.flatMap(({ resource, name, words, prefix }) => {
    const id = `${resource.name}.${name}`
    const taken = first.get(prefix)
    if (taken === undefined) first.set(prefix, id)
    if (taken === undefined || taken === id) return []
    const message = `The secrets \`${taken}\` and \`${id}\` share the prefix \`${prefix}\`, so nothing tells them apart. Give each a prefix of its own.`
    return [{ message, at: words.placeOf('secret') }]
  })
}
