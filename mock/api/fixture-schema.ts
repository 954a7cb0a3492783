import type { Contract, JsonSchema, Operation, Resource } from '../../openapi/contract/contract.ts'
import { strings } from '../../openapi/contract/json.ts'
import { dereference } from '../../openapi/contract/ref.ts'
import { propertiesOf } from '../../openapi/contract/schema.ts'

/** The members that a row may be seeded with, each with its schema, and those among them that it must come to have. */
export interface FixtureSchema {
  readonly schema: JsonSchema
  readonly needed: readonly string[]
}

const cache = new WeakMap<Resource, FixtureSchema>()

/**
 * What an operation that creates such a record takes, and what else a record keeps. What is worked out from other
 * members, and what is minted, cannot be given.
 */
export function fixtureSchemaOf(contract: Contract, name: string, resource: Resource): FixtureSchema {
  let known = cache.get(resource)
  if (!known) {
    const { members, properties, derived, hashed, owner, idType } = resource
    const create = contract.operations.find(({ does, resource }) => does === 'create' && resource === name)
    const body = bodyOf(contract, create)
    const shown = propertiesOf(contract.schemas[name])
    const kept = members.filter(
      member => ['transition', undefined].includes(derived[member]) && properties[member]?.redacts === undefined,
    )
    const written = propertiesOf(body)
    const owners = Object.values(owner ?? {})
    known = {
      schema: {
        type: 'object',
        additionalProperties: false,
        properties: {
          ...Object.fromEntries([...owners, ...hashed].map(member => [member, { type: 'string' }])),
          ...Object.fromEntries(kept.map(member => [member, shown[member] ?? {}])),
          ...written,
          id: { type: idType },
        },
      },
      needed: [...kept, ...strings(body.required)].filter(
        member => member !== 'id' && derived[member] !== 'transition',
      ),
    }
    cache.set(resource, known)
  }
  return known
}

function bodyOf({ schemas }: Contract, create: Operation | undefined): JsonSchema {
  return dereference(schemas, create?.body?.schema) ?? {}
}
