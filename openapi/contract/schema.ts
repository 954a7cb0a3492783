/** Questions about the schemas of a compact contract. */
import type { JsonSchema } from './contract.ts'
import { isObject } from './json.ts'

/** The properties of an object schema, by name; empty if it has none. Boolean schemas are left out. */
export function propertiesOf(schema: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  const properties = isObject(schema?.properties) ? schema.properties : {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => (isObject(property) ? [[name, property]] : [])),
  )
}
