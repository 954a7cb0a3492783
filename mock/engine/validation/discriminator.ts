/** The `discriminator` of OpenAPI: a property whose value names the schema that a value is checked by. */
import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { referredName } from '../../../openapi/contract/ref.ts'

export interface Discriminated {
  readonly keyword: 'oneOf' | 'anyOf'
  readonly property: string
  readonly branches: readonly Branch[]
}

export interface Branch {
  readonly schema: JsonSchema
  /** The component that it refers to. */
  readonly component: string
  /** The values of the property that name it. */
  readonly names: readonly string[]
}

/**
 * The alternatives of a schema with a discriminator; undefined if it has none, or if not all are components. Without it,
 * `oneOf` allows no value that several of the alternatives allow.
 */
export const discriminated = perObject((schema: JsonSchema): Discriminated | undefined => {
  const { discriminator } = schema
  const keyword = Array.isArray(schema.oneOf) ? 'oneOf' : 'anyOf'
  const schemas = schema[keyword]
  if (!isObject(discriminator) || !isString(discriminator.propertyName) || !Array.isArray(schemas)) return undefined
  const mapping = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {})
  const branches = schemas.flatMap((branch): Branch[] => {
    const component = referredName(branch)
    if (component === undefined || !isObject(branch)) return []
    const mapped = mapping.filter(([, target]) => referredName({ $ref: target }) === component).map(([name]) => name)
    return [{ schema: branch, component, names: mapped.length > 0 ? mapped : [component] }]
  })
  return branches.length === schemas.length ? { keyword, property: discriminator.propertyName, branches } : undefined
})

/** The alternative that a value names; undefined if it names none. */
export function branchNamedBy(value: unknown, { property, branches }: Discriminated): Branch | undefined {
  const name = isObject(value) && Object.hasOwn(value, property) ? value[property] : undefined
  return isString(name) ? branches.find(({ names }) => names.includes(name)) : undefined
}
