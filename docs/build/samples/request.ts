/** Builds one request per operation from the examples of the contract. */

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
  /** The credential of the request; undefined if it needs none. */
  readonly credential: SampleCredential | undefined
  /** The values of the path parameters, in order. */
  readonly ids: readonly (readonly [name: string, value: string])[]
  /** Headers that select a record, such as `X-Warehouse-Id: 7`, with the SDK option of each. */
  readonly selections: readonly { readonly header: string; readonly option: string; readonly value: unknown }[]
  readonly body: unknown
}

export type SampleCredential = CredentialScheme & { readonly isSession: boolean }

/** @throws {Error} if a value that the request needs has no example in the contract */
export function sampleRequest(contract: Contract, model: Model, { id }: Operation): SampleRequest {
  const operation = contract.operations.find(one => one.id === id)
  const node = model.operations.find(one => one.id === id)
  if (!operation || !node) throw new Error(`Unknown operation ${id}.`)
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
 * Requests for data use a key. Requests that manage keys use a session, which is possible on every system, even if the
 * limit is one key.
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

/** Undefined if the operation has no body, or if the body is optional and empty. */
function bodyOf(model: Model, { id, words, body }: OperationNode): unknown {
  if (!body) return undefined
  const resource = model.resources.get(words?.resource ?? '')
  const value = exampleOf(body.schema, resource ? propertyWords(resource) : {}, undefined, id)
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  return isEmpty && body.node.read('required') !== true ? undefined : value
}

function missing(what: string): never {
  throw new Error(`Missing \`example\` for ${what} in the contract.`)
}
