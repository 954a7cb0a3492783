/** Finds the API keys of a compact contract, and the properties of its bodies. */
import type { Contract, JsonSchema } from '../../contract/contract.ts'
import { strings } from '../../contract/json.ts'
import { dereference } from '../../contract/ref.ts'
import { propertiesOf } from '../../contract/schema.ts'
import { keySchemes } from '../../contract/schemes.ts'

/** The API keys of a contract, with their security scheme and operations. */
export function keysOf(contract: Contract) {
  for (const scheme of keySchemes(contract)) {
    const key = contract.resources[scheme.authenticates]
    const operations = contract.operations.filter(({ resource }) => resource === scheme.authenticates)
    const operation = (does: string) => operations.find(one => one.does === does && one.many === undefined)
    if (key) return { scheme, key, operations, operation }
  }
  throw new Error(`${contract.system} has no API keys.`)
}

/** The properties of a body, and the names of the required ones. */
export function bodyProperties(
  { schemas }: Contract,
  schema: JsonSchema | undefined,
): { readonly properties: ReadonlyMap<string, JsonSchema>; readonly required: readonly string[] } {
  const body = dereference(schemas, schema)
  return { properties: new Map(Object.entries(propertiesOf(body))), required: strings(body?.required) }
}
