/** One request for each operation, made from the examples of the contract. */

import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import {
  type CredentialScheme,
  keySchemes,
  requiredSelections,
  sessionScheme,
} from '../../../openapi/contract/schemes.ts'
import { type Model, type OperationNode, propertyWords } from '../../../openapi/vocabulary/model/model.ts'
import { exampleOf } from './example.ts'

export interface SampleRequest {
  readonly operation: Operation
  /** What the request is sent with; undefined where it needs nothing. */
  readonly credential: SampleCredential | undefined
  /** The values of the path's parameters, in order. */
  readonly ids: readonly (readonly [name: string, value: string])[]
  /** Headers that choose something: `X-Warehouse-Id: 7`, and the option of the SDK that does the same. */
  readonly selections: readonly { readonly header: string; readonly option: string; readonly value: unknown }[]
  readonly body: unknown
}

export type SampleCredential = CredentialScheme & { readonly isSession: boolean }

/** @throws {Error} the contract has no example of a value that the request needs */
export function sampleRequest(contract: Contract, model: Model, { id }: Operation): SampleRequest {
  const operation = contract.operations.find(one => one.id === id)
  const node = model.operations.find(one => one.id === id)
  if (!operation || !node) throw new Error(`There is no operation ${id}.`)
  const credential = credentialOf(contract, operation)
  return {
    operation,
    credential,
    ids: node.parameters
      .filter(parameter => parameter.in === 'path')
      .map(({ name, node }) => [name, String(node.read('example') ?? missing(`${id} ${name}`))]),
    selections: credential ? selectionsOf(contract, operation, credential) : [],
    body: bodyOf(model, node),
  }
}

/**
 * Data is asked for with a key. Keys themselves are handled in a session: that is possible on every system, and at a
 * limit of one key there is none to make the next one with.
 */
function credentialOf(contract: Contract, operation: Operation): SampleCredential | undefined {
  const session = sessionScheme(contract)
  const takes = ({ name }: CredentialScheme) => operation.security.some(alternative => name in alternative)
  const key = keySchemes(contract).find(takes)
  if (session && takes(session) && (!key || key.authenticates === operation.resource))
    return { ...session, isSession: true }
  return key && { ...key, isSession: false }
}

function selectionsOf(contract: Contract, operation: Operation, { name }: SampleCredential) {
  return requiredSelections(contract, operation, name).flatMap(selection => {
    if (!('name' in selection.carrier)) return []
    const [first] = contract.resources[selection.selects]?.seed ?? []
    return [{ header: selection.carrier.name, option: `${selection.name}Id`, value: first?.id }]
  })
}

/** Undefined where the operation reads none, or where there would be nothing in it. */
function bodyOf(model: Model, { id, words, body }: OperationNode): unknown {
  if (!body) return undefined
  const resource = model.resources.get(words?.resource ?? '')
  const value = exampleOf(body.schema, resource ? propertyWords(resource) : {}, undefined, id)
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  return isEmpty && body.node.read('required') !== true ? undefined : value
}

function missing(what: string): never {
  throw new Error(`The contract has no \`example\` of ${what}.`)
}
