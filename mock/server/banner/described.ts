/** What the banner says about a document whose rules were inferred. */

import { credentialParts } from '../../../openapi/contract/carrier.ts'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { listOf, plural } from '../../../openapi/contract/prose.ts'
import { type GenerateOptions, generate } from '../../engine/answers/generate.ts'
import { type CurlRequest, curlLine } from './curl.ts'

/** How many stateless operations are named. */
const NAMED = 5

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

/** A line that lists records and one that creates one, if the document has operations without path parameters for it. */
export function describedTour(contract: Contract, origin: string): string[] {
  const { operations } = contract
  const isPlain = ({ path }: Operation) => !path.includes('{')
  const isJson = ({ body }: Operation) => body !== undefined && /[/+]json\b/.test(body.media[0] ?? '')
  const create = operations.find(operation => operation.does === 'create' && isPlain(operation) && isJson(operation))
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
    url: origin + contract.basePath + operation.path,
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

/** Any credential of the form that the document declares. */
function credentialFor({ schemes }: Contract, { security }: Operation) {
  const [first] = security.flatMap(alternative => Object.keys(alternative).flatMap(name => schemes[name] ?? []))
  if (!first || first.carrier.in === 'cookie') return { headers: {}, query: {} }
  return credentialParts(first.carrier, 'any')
}
