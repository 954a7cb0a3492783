/** Finds the API keys of a compact contract, and the members of its bodies. */
import type { Contract, JsonSchema } from '../../contract/contract.ts'

/** API keys are what a credential opens that signing in does not make. */
export function keysOf(contract: Contract) {
  const signedIn = contract.operations.find(({ does }) => does === 'sign_in')?.resource
  for (const [name, scheme] of Object.entries(contract.schemes)) {
    if (!('authenticates' in scheme) || scheme.authenticates === signedIn) continue
    const key = contract.resources[scheme.authenticates]
    const operations = contract.operations.filter(({ resource }) => resource === scheme.authenticates)
    const operation = (does: string) => operations.find(one => one.does === does && one.many === undefined)
    if (key) return { scheme: { ...scheme, name }, key, operations, operation }
  }
  throw new Error(`${contract.system} has no API keys.`)
}

/** The properties of an object schema of the contract, and which of them are required. */
export function propertiesOf(
  contract: Contract,
  schema: JsonSchema | undefined,
): { readonly properties: ReadonlyMap<string, JsonSchema>; readonly required: readonly string[] } {
  const { properties, required } = schema ? resolve(contract, schema) : {}
  const members = isSchema(properties) ? Object.entries(properties) : []
  return {
    properties: new Map(members.flatMap(([name, member]) => (isSchema(member) ? [[name, member]] : []))),
    required: Array.isArray(required) ? required.map(String) : [],
  }
}

/** What a `$ref` leads to; the schema itself where it is none. */
export function resolve({ schemas }: Contract, schema: JsonSchema): JsonSchema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/components/schemas/', '') : ''
  return schemas[name] ?? schema
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null
