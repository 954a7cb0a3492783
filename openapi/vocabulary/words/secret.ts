/** `secret`, `shown_by` and `redacts`: credentials that only some operations show. */
import { listOf } from '../../contract/prose.ts'
import type { Finding } from '../finding.ts'
import { unknownName } from '../lookup.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { propertiesOf } from '../model/schema.ts'
import { annotatedUses } from '../model/uses.ts'
import { subschemas } from '../model/walk.ts'
import { code, paragraphs } from '../prose.ts'

/** Exactly the operations in `shown_by` show a secret, and its prefix is unique. */
export function check(model: Model): Finding[] {
  const secrets = [...model.resources.values()].flatMap(secretsOf)
  return [
    ...secrets.flatMap(secret => checkShown(model, secret)),
    ...checkPrefixes(secrets),
    ...annotatedUses(model).flatMap(({ resource, words, node }) => {
      if (words.redacts === undefined) return []
      const names = secretsOf(resource).map(({ name }) => name)
      return unknownName(`secret of \`${resource.name}\``, words.redacts, names, node.placeOf('redacts'))
    }),
  ]
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

function checkShown(model: Model, { resource, name, words, property }: Secret): Finding[] {
  const shownBy = words.get('shown_by')?.items() ?? []
  const listed = new Set<unknown>(shownBy.map(({ value }) => value))
  const ids = model.operations.map(({ id }) => id)
  const notShown = shownBy.flatMap(({ value, at }) => {
    const operation = model.operations.find(({ id }) => id === value)
    if (!operation) return unknownName('operation', String(value), ids, at)
    if (shows(operation, property)) return []
    const message = `\`${name}\` of \`${resource.name}\` is shown by \`${operation.id}\`, whose response has no such property. Respond with the schema that has it, or remove \`${operation.id}\` from \`shown_by\`.`
    return [{ message, at }]
  })
  const notListed = model.operations
    .filter(operation => !listed.has(operation.id) && shows(operation, property))
    .map(operation => ({
      message: `The response of \`${operation.id}\` has \`${name}\` of \`${resource.name}\`, but \`shown_by\` does not list it. Add it there, or respond without the secret.`,
      at: words.placeOf('shown_by'),
    }))
  return [...notShown, ...notListed]
}

/** Whether a success response of the operation contains the property. */
function shows({ responses }: OperationNode, property: Node): boolean {
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

function checkPrefixes(secrets: readonly Secret[]): Finding[] {
  const first = new Map<string, string>()
  return secrets.flatMap(({ resource, name, words, prefix }) => {
    const id = `${resource.name}.${name}`
    const taken = first.get(prefix)
    if (taken === undefined) first.set(prefix, id)
    if (taken === undefined || taken === id) return []
    const message = `The secrets \`${taken}\` and \`${id}\` have the same prefix \`${prefix}\`, so the mock cannot distinguish them. Give each its own prefix.`
    return [{ message, at: words.placeOf('secret') }]
  })
}

export function explainResource(_model: Model, resource: ResourceNode): string | undefined {
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, { secret, shown_by = [] }]) => {
    if (!secret) return []
    const shown = `**Secret.** ${code(name)} starts with ${code(`${secret.prefix}_`)}. Only ${listOf(shown_by.map(code))} ${shown_by.length === 1 ? 'shows' : 'show'} it.`
    return [`${shown} Its last six characters are a checksum, which distinguishes a typo from an unknown secret.`]
  })
  return secrets.length === 0 ? undefined : paragraphs(...secrets)
}
