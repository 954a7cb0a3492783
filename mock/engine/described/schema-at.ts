import type { Contract, JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, objects } from '../../../openapi/contract/json.ts'
import { dereference } from '../../../openapi/contract/ref.ts'
import type { BodyPath } from '../../../openapi/contract/shape.ts'

type Schemas = Contract['schemas']

/** How many references and parts of a schema are followed to find a property. */
const MOST_STEPS = 50

/** The schema of the value that the keys lead to; undefined if the schema does not describe it. */
export function schemaAt(schemas: Schemas, schema: JsonSchema | undefined, keys: BodyPath): JsonSchema | undefined {
  return keys.reduce<JsonSchema | undefined>(
    (at, key) => at && memberOf(schemas, at, parts => propertyOf(parts, key)),
    schema,
  )
}

/** The schema of the items of a list. */
export function itemsOf(schemas: Schemas, schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema && memberOf(schemas, schema, ({ items }) => (isObject(items) ? items : undefined))
}

function propertyOf({ properties }: JsonSchema, key: string): JsonSchema | undefined {
  const property = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
  return isObject(property) ? property : undefined
}

/** What the schema says itself, or one of the schemas that it refers to or is made of. */
function memberOf(
  schemas: Schemas,
  schema: JsonSchema,
  read: (part: JsonSchema) => JsonSchema | undefined,
): JsonSchema | undefined {
  const queue = [schema]
  for (let step = 0; step < MOST_STEPS; step++) {
    const part = queue.shift()
    if (!part) return undefined
    const found = read(part)
    if (found) return found
    const target = dereference(schemas, part)
    if (target && target !== part) queue.push(target)
    queue.push(...[part.allOf, part.oneOf, part.anyOf].flatMap(objects))
  }
  return undefined
}
