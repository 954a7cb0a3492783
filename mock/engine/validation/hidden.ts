import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { referredName } from '../../../openapi/contract/ref.ts'

/** The direction in which a value goes: `readOnly` properties are not in requests, `writeOnly` ones not in responses. */
export type Direction = 'request' | 'response'

export interface HiddenOptions {
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly direction: Direction
}

const NONE: ReadonlySet<string> = new Set()
const known = {
  request: new WeakMap<JsonSchema, ReadonlySet<string>>(),
  response: new WeakMap<JsonSchema, ReadonlySet<string>>(),
}

/** The properties of a schema, of what it refers to and of its `allOf`, that are left out in a direction. */
export function hiddenProperties(schema: JsonSchema, options: HiddenOptions): ReadonlySet<string> {
  const found = known[options.direction].get(schema)
  if (found) return found
  // Schemas that refer to themselves end here.
  known[options.direction].set(schema, NONE)
  const { allOf, properties } = schema
  const names = new Set<string>()
  for (const [name, property] of Object.entries(isObject(properties) ? properties : {}))
    if (isHidden(property, options)) names.add(name)
  const parts = [targetOf(schema, options), ...(Array.isArray(allOf) ? allOf : [])]
  for (const part of parts) if (isObject(part)) for (const name of hiddenProperties(part, options)) names.add(name)
  const hidden = names.size === 0 ? NONE : names
  known[options.direction].set(schema, hidden)
  return hidden
}

function isHidden(property: unknown, options: HiddenOptions): boolean {
  const keyword = options.direction === 'request' ? 'readOnly' : 'writeOnly'
  return isObject(property) && (property[keyword] === true || targetOf(property, options)?.[keyword] === true)
}

function targetOf(schema: JsonSchema, { schemas }: HiddenOptions): JsonSchema | undefined {
  const name = referredName(schema)
  return name !== undefined && Object.hasOwn(schemas, name) ? schemas[name] : undefined
}
