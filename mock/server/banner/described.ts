/** What the banner says about a document whose rules were inferred. */

import { credentialParts } from '../../../openapi/contract/carrier.ts'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { listOf, plural } from '../../../openapi/contract/prose.ts'
import { seededCredentials } from '../../../openapi/contract/sign-ins.ts'
import { type GenerateOptions, generate } from '../../engine/answers/generate.ts'
import { type CurlRequest, curlLine } from './curl.ts'

/** How many stateless operations are named. */
const NAMED = 5
/** How many operations are looked at for a JSON body. An API whose first ones have none has none, and to read all takes a while. */
const TRIED = 5

/** `48 of 60 operations, in 12 resources`. */
export function describeState({ operations, resources }: Contract): string {
  const stateful = operations.filter(isStateful)
  const count = Object.keys(resources).length
  return `${stateful.length} of ${operations.length} ${plural('operation', operations.length)}, in ${count} ${plural('resource', count)}`
}

/** The operations that answer with examples and made-up values. */
export function describeStateless({ operations }: Contract): string | undefined {
  const ids = operations.filter(operation => !isStateful(operation)).map(({ id }) => id)
  if (ids.length === 0) return undefined
  const others = ids.length - NAMED
  return listOf([...ids.slice(0, NAMED), ...(others > 0 ? [`${others} more`] : [])])
}

const isStateful = ({ does }: Operation) => does !== 'answer'

/**
 * A line that lists records and one that creates one, if the document has operations for it whose path needs no id, or only
 * those of parents that exist at first.
 */
export function describedTour(contract: Contract, origin: string): string[] {
  const { operations } = contract
  const isPlain = (operation: Operation) => !pathFor(contract, operation).includes('{')
  const isJson = ({ body }: Operation) => body !== undefined && /[/+]json\b/.test(body.media[0] ?? '')
  const creates = operations.filter(operation => operation.does === 'create' && isPlain(operation))
  const create = creates.slice(0, TRIED).find(isJson)
  const list = operations.find(
    operation => operation.does === 'list' && isPlain(operation) && (!create || operation.resource === create.resource),
  )
  return [create, list].flatMap(operation => (operation ? [curlLine(requestFor(contract, origin, operation))] : []))
}

function requestFor(contract: Contract, origin: string, operation: Operation): CurlRequest {
  const { schemas } = contract
  // What a client sends: without the properties that only the server writes.
  const options: GenerateOptions = { schemas, direction: 'request', seed: operation.id, isMinimal: true }
  const credential = credentialFor(contract, operation)
  const required = operation.query.filter(({ required }) => required)
  return {
    method: operation.method,
    url: origin + contract.basePath + pathFor(contract, operation),
    headers: Object.entries(credential.headers),
    query: [
      ...required.map(
        ({ name, schema }) => [name, encodeURIComponent(String(generate(schema, options).value))] as const,
      ),
      ...Object.entries(credential.query),
    ],
    ...(operation.body && operation.method !== 'GET' && { body: generate(operation.body.schema, options).value }),
  }
}

/** The path with the ids of parents that exist at first. */
function pathFor({ resources }: Contract, { path, resource }: Operation): string {
  const parents = resources[resource ?? '']?.within ?? []
  return parents.reduce((filled, { parameter, resource: parent }) => {
    const { seed, identity } = resources[parent ?? ''] ?? {}
    const id = seed?.[0]?.[identity?.property ?? 'id']
    return id === undefined ? filled : filled.replace(`{${parameter}}`, encodeURIComponent(String(id)))
  }, path)
}

/** A credential that exists at first, or any one of the form that the document declares. */
function credentialFor(contract: Contract, { security }: Operation) {
  const { schemes } = contract
  const [first] = security.flatMap(alternative => Object.keys(alternative).flatMap(name => schemes[name] ?? []))
  if (!first || first.carrier.in === 'cookie') return { headers: {}, query: {} }
  const known = seededCredentials(contract).find(
    ({ scheme }) => 'authenticates' in first && scheme.authenticates === first.authenticates,
  )
  return credentialParts(first.carrier, known?.secret ?? 'any')
}
