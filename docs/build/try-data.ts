/** What a page needs to send any request of a system to a mock in the reader's browser. */
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { isString } from '../../openapi/contract/json.ts'
import type { Node } from '../../openapi/vocabulary/model/node.ts'
import { referencePath } from './reference-path.ts'
import type { System } from './system.ts'

export interface TryData {
  readonly contract: Contract
  readonly operations: readonly TryOperation[]
  /** The member by which people know a key; undefined where keys have none. */
  readonly label: string | undefined
}

export interface TryOperation {
  readonly id: string
  readonly summary: string
  /** Its first tag. */
  readonly group: string
  /** Its place in the reference, below the site. */
  readonly reference: string
  readonly parameters: readonly TryParameter[]
  /** JSON to start from, empty where the body may be left out; undefined where there is none. */
  readonly body: string | undefined
}

export interface TryParameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly description: string
  /** To start from. */
  readonly value: string
  /** All that it can be, where that is a list. */
  readonly values: readonly string[]
}

export function tryData(system: System): TryData {
  const { contract, facts } = system
  return { contract, label: facts.label?.field, operations: contract.operations.map(one => operationOf(system, one)) }
}

function operationOf({ id: system, contract, model, samples }: System, operation: Operation): TryOperation {
  const node = model.operations.find(({ id }) => id === operation.id)
  const sample = samples.get(operation.id)?.request
  if (!node || !sample) throw new Error(`There is no operation ${operation.id}.`)
  const ids = new Map(sample.ids)
  const declared = node.parameters.flatMap(({ name, in: place, node, schema }): TryParameter[] => {
    if (place !== 'path' && place !== 'query' && place !== 'header') return []
    const description = sentence(node.text('description') ?? schema?.text('description') ?? '')
    return [{ in: place, name, description, value: ids.get(name) ?? '', values: valuesOf(schema) }]
  })
  return {
    id: operation.id,
    summary: node.node.text('summary') ?? operation.id,
    group: String(node.node.get('tags')?.items()[0]?.value),
    reference: referencePath(system, node.node),
    parameters: [...declared, ...selections(contract, operation, sample.selections)],
    body: node.body && (sample.body === undefined ? '' : JSON.stringify(sample.body, null, 2)),
  }
}

/** Headers that choose what to work in are credentials to OpenAPI, and something to fill in to people. */
function selections(
  { schemes }: Contract,
  { security }: Operation,
  required: readonly { readonly header: string; readonly value: unknown }[],
): TryParameter[] {
  return Object.entries(schemes).flatMap(([name, scheme]) => {
    if (!('selects' in scheme && 'name' in scheme.carrier) || !security.some(one => name in one)) return []
    const header = scheme.carrier.name
    const value = String(required.find(one => one.header === header)?.value ?? '')
    return [{ in: 'header' as const, name: header, description: 'Chooses what to work in.', value, values: [] }]
  })
}

const valuesOf = (schema: Node | undefined): string[] =>
  (schema?.get('enum')?.items() ?? []).map(({ value }) => value).filter(isString)

/** The first one, without the marks of Markdown. */
const sentence = (text: string) => (/^[\s\S]*?[.:](?=\s|$)/.exec(text.trim())?.[0] ?? text).replaceAll('`', '')
