import type { Derivation, Resource } from '../contract/contract.ts'
import { defined } from '../contract/json.ts'
import type { PropertyWords, ResourceWords } from '../contract/words.ts'
import { type Model, propertyWords, type ResourceNode } from '../vocabulary/model/model.ts'
import { writtenBy } from '../vocabulary/model/resources.ts'
import { isNullable, propertiesOf, typesOf } from '../vocabulary/model/schema.ts'

/** A resource of the compact contract. */
export function compactResource(resource: ResourceNode, model: Model): Resource {
  const { schema, name, uses, words } = resource
  const properties = propertyWords(resource)
  const own = new Map([
    ...propertiesOf(schema),
    ...uses.flatMap(({ name, node, origin }) => (origin === 'response' ? [[name, node] as const] : [])),
  ])
  const id = own.get('id')
  const tenant = own.get(words.owner?.tenant ?? '')
  const nullable = [...new Set(uses.filter(({ node }) => isNullable(node)).map(use => use.name))]
  const members = [...own.keys()].filter(member => !properties[member]?.secret)
  const derived = derivations([...new Set([...own.keys(), ...Object.keys(properties)])], properties, words)
  return {
    ...words,
    title: schema.text('title') ?? name,
    members,
    stored: members.filter(member => derived[member] === undefined),
    derived,
    properties,
    secrets: Object.keys(properties).filter(member => properties[member]?.secret),
    hashed: words.principal ? passwords(model) : [],
    nullable,
    ...(tenant && typesOf(tenant).includes('integer') && { tenantType: 'integer' }),
    idType: id && typesOf(id).includes('integer') ? 'integer' : 'string',
    defaults: { ...Object.fromEntries(nullable.map(member => [member, null])), ...defaultsAtCreation(name, model) },
  }
}

/** The members whose values follow from other data; those that only request bodies have are included. */
function derivations(
  members: readonly string[],
  properties: Readonly<Record<string, PropertyWords>>,
  words: ResourceWords,
): Record<string, Derivation> {
  return defined(Object.fromEntries(members.map(member => [member, derivation(member, properties[member], words)])))
}

function derivation(
  member: string,
  property: PropertyWords = {},
  { lifecycle, window }: ResourceWords,
): Derivation | undefined {
  if (member === window?.open) return 'window'
  if (property.embeds !== undefined) return 'embeds'
  if (property.works) return 'works'
  const isOfState = property.transition !== undefined || property.true_in !== undefined
  return isOfState && member !== lifecycle?.field ? 'transition' : undefined
}

/** The properties that principals prove their identity with. */
const passwords = (model: Model): string[] => [
  ...new Set(model.operations.flatMap(({ words }) => (words?.sign_in ? [words.sign_in.password] : []))),
]

function defaultsAtCreation(resource: string, model: Model): Record<string, unknown> {
  const defaults: Record<string, unknown> = {}
  for (const { words, body } of model.operations) {
    if (!words || !body || words.resource !== resource || words.does !== 'create') continue
    for (const schema of writtenBy(words, body.schema))
      for (const [property, node] of propertiesOf(schema))
        if (node.get('default')) defaults[property] = node.read('default')
  }
  return defaults
}
