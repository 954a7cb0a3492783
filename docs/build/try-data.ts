/** The data of a page that sends requests to a mock in the browser. */
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { isString } from '../../openapi/contract/json.ts'
import { keysOf } from '../../openapi/generate/sdk/keys.ts'
import type { Node } from '../../openapi/vocabulary/model/node.ts'
import { referencePath } from './reference-path.ts'
import type { System } from './system.ts'

export interface TryData {
  readonly contract: Contract
  readonly operations: readonly TryOperation[]
  /** The id of the operation that is shown at first: the list of keys. */
  readonly first: string
  /** The field with the label of a key; undefined if keys have no label. */
  readonly label: string | undefined
}

export interface TryOperation {
  readonly id: string
  readonly summary: string
  /** The first tag of the operation. */
  readonly group: string
  /** The path in the API reference, relative to the site. */
  readonly reference: string
  readonly parameters: readonly TryParameter[]
  /** The initial body as JSON, empty if the body is optional; undefined if the operation has no body. */
  readonly body: string | undefined
}

export interface TryParameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly description: string
  /** The initial value. */
  readonly value: string
  /** The possible values, if they are an enum. */
  readonly values: readonly string[]
}

export function tryData(system: System): TryData {
  const { contract, facts } = system
  const operations = contract.operations.map(one => operationOf(system, one))
  const first = keysOf(contract).operation('list')?.id ?? operations[0]?.id ?? ''
  return { contract, label: facts.label?.field, operations, first }
}

function operationOf({ id: system, contract, model, samples }: System, operation: Operation): TryOperation {
  const node = model.operations.find(({ id }) => id === operation.id)
  const sample = samples.get(operation.id)?.request
  if (!node || !sample) throw new Error(`Unknown operation ${operation.id}.`)
  const ids = new Map(sample.ids)
  const declared = node.parameters.flatMap(({ name, in: place, node, schema }): TryParameter[] => {
    if (place !== 'path' && place !== 'query' && place !== 'header') return []
    const description = firstSentence(node.text('description') ?? schema?.text('description') ?? '')
    return [{ in: place, name, description, value: ids.get(name) ?? '', values: valuesOf(schema) }]
  })
  return {
    id: operation.id,
    summary: node.node.text('summary') ?? operation.id,
    group: String(node.node.get('tags')?.items()[0]?.value),
    reference: referencePath(system, node.node),
    parameters: [...declared, ...selections(contract, model, operation, sample.selections)],
    body: node.body && (sample.body === undefined ? '' : JSON.stringify(sample.body, null, 2)),
  }
}

/** Headers that select a record, such as the warehouse. In OpenAPI they are security schemes; here they are form fields. */
function selections(
  { schemes }: Contract,
  { root }: System['model'],
  { security }: Operation,
  required: readonly { readonly header: string; readonly value: unknown }[],
): TryParameter[] {
  return Object.entries(schemes).flatMap(([name, scheme]) => {
    if (!('selects' in scheme && 'name' in scheme.carrier) || !security.some(one => name in one)) return []
    const header = scheme.carrier.name
    const value = String(required.find(one => one.header === header)?.value ?? '')
    const declared = root.get('components')?.get('securitySchemes')?.get(name)?.text('description')
    return [{ in: 'header' as const, name: header, description: firstSentence(declared ?? ''), value, values: [] }]
  })
}

const valuesOf = (schema: Node | undefined): string[] =>
  (schema?.get('enum')?.items() ?? []).map(({ value }) => value).filter(isString)

/** The first sentence, without Markdown code marks. */
const firstSentence = (text: string) => (/^[\s\S]*?[.:](?=\s|$)/.exec(text.trim())?.[0] ?? text).replaceAll('`', '')
