/** Query and header parameters as values of the types in their schemas. */
import type { Contract, JsonSchema, Operation } from '../../../openapi/contract/contract.ts'
import { isObject, objects } from '../../../openapi/contract/json.ts'
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
    const parts = partsOf(contract, operation.query.find(parameter => parameter.name === name)?.schema)
    const items = itemsOf(contract, parts)
    const earlier = Object.hasOwn(query, name) ? query[name] : undefined
    if (earlier !== undefined && !items) repeated.add(name)
    const coerced = items ? coerce(items, value) : coerce(parts, value)
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
    if (value !== null) values[name] = coerce(partsOf(contract, schema), value)
  }
  return values
}

const credentialParameters = perObject(({ schemes }: Contract): readonly string[] =>
  Object.values(schemes).flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : [])),
)

/** A schema with the schemas that it combines: an integer or null is often written as `anyOf`. A recursive one ends. */
function partsOf(contract: Contract, schema: unknown, within: readonly unknown[] = []): readonly JsonSchema[] {
  const part = isObject(schema) ? dereference(contract.schemas, schema) : undefined
  if (!part || within.includes(part)) return []
  const combined = COMBINATIONS.flatMap(keyword => objects(part[keyword]))
  return [part, ...combined.flatMap(one => partsOf(contract, one, [...within, part]))]
}

const COMBINATIONS = ['allOf', 'anyOf', 'oneOf']

/** The schema of the items of a list; undefined if the parameter is not a list. */
function itemsOf(contract: Contract, parts: readonly JsonSchema[]): readonly JsonSchema[] | undefined {
  const list = parts.find(({ type }) => [type].flat().includes('array'))
  return list && partsOf(contract, list.items)
}

/** Text as a type that the schema allows. Text that is no such value stays text, and fails validation. */
function coerce(parts: readonly JsonSchema[], text: string): unknown {
  const types = parts.flatMap(({ type }) => type)
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
