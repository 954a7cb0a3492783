/** Query and header parameters as values of the types in their schemas. */
import type { Contract, JsonSchema, Operation } from '../../../openapi/contract/contract.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'

export interface QueryParameters {
  readonly query: Readonly<Record<string, unknown>>
  /** The names of parameters that were sent more than once. */
  readonly repeated: readonly string[]
}

/** Unknown parameters are included; those that carry a credential are not. */
export function readQuery(contract: Contract, operation: Operation, search: URLSearchParams): QueryParameters {
  const query: Record<string, unknown> = {}
  const repeated = new Set<string>()
  for (const [name, value] of search) {
    if (credentialParameters(contract).includes(name)) continue
    if (Object.hasOwn(query, name)) repeated.add(name)
    const schema = operation.query.find(parameter => parameter.name === name)?.schema
    Object.defineProperty(query, name, {
      value: coerce(schema, value),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return { query, repeated: [...repeated] }
}

export function readHeaders(operation: Operation, headers: Headers): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const { name, schema } of operation.headers) {
    const value = headers.get(name)
    if (value !== null) values[name] = coerce(schema, value)
  }
  return values
}

const credentialParameters = perObject(({ schemes }: Contract): readonly string[] =>
  Object.values(schemes).flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : [])),
)

/** Text as the type that the schema requires. Text that is no such value stays text, and fails validation. */
function coerce(schema: JsonSchema | undefined, text: string): unknown {
  const types = [schema?.type].flat()
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
