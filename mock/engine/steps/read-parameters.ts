/** Query and header parameters as values of the types in their schemas. */
import type { Contract, JsonSchema, Operation, Parameter } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { dereference } from '../../../openapi/contract/ref.ts'

export interface QueryParameters {
  readonly query: Readonly<Record<string, unknown>>
  /** The names of parameters that were sent more than once. */
  readonly repeated: readonly string[]
}

/**
 * Unknown parameters are included; those that carry a credential are not. A list is sent as a parameter that is repeated
 * (style `form` with `explode`, the default of OpenAPI).
 */
export function readQuery(contract: Contract, operation: Operation, search: URLSearchParams): QueryParameters {
  const query: Record<string, unknown> = {}
  const repeated = new Set<string>()
  for (const [name, value] of search) {
    if (credentialParameters(contract).includes(name)) continue
    const schema = schemaOf(contract, operation.query, name)
    const items = itemsOf(contract, schema)
    const earlier = Object.hasOwn(query, name) ? query[name] : undefined
    if (earlier !== undefined && !items) repeated.add(name)
    const coerced = items ? coerce(items, value) : coerce(schema, value)
    // A copy of the list for each of its values would take long if there are many.
    if (items && Array.isArray(earlier)) {
      earlier.push(coerced)
      continue
    }
    Object.defineProperty(query, name, {
      value: items ? [coerced] : coerced,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return { query, repeated: [...repeated] }
}

export function readHeaders(
  contract: Contract,
  operation: Operation,
  headers: Headers,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const { name, schema } of operation.headers) {
    const value = headers.get(name)
    if (value !== null) values[name] = coerce(dereference(contract.schemas, schema), value)
  }
  return values
}

const credentialParameters = perObject(({ schemes }: Contract): readonly string[] =>
  Object.values(schemes).flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : [])),
)

function schemaOf(contract: Contract, parameters: readonly Parameter[], name: string): JsonSchema | undefined {
  const parameter = parameters.find(parameter => parameter.name === name)
  return parameter && dereference(contract.schemas, parameter.schema)
}

/** The schema of the items of a list; undefined if the parameter is not a list. */
function itemsOf(contract: Contract, schema: JsonSchema | undefined): JsonSchema | undefined {
  if (![schema?.type].flat().includes('array')) return undefined
  return isObject(schema?.items) ? dereference(contract.schemas, schema.items) : {}
}

/** Text as the type that the schema requires. Text that is no such value stays text, and fails validation. */
function coerce(schema: JsonSchema | undefined, text: string): unknown {
  const types = [schema?.type].flat()
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
