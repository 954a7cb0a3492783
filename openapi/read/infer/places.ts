/** Where a request has the id of its record. */

import type { RecordPlace } from '../../contract/shape.ts'
import type { Candidate } from './candidates.ts'
import { plain } from './names.ts'
import type { OperationFacts, ParameterFacts } from './operations.ts'
import { inputsOf } from './pages.ts'
import type { Shapes } from './shapes.ts'

export function pathPlace({ id, parameter: main }: Candidate, name: string): RecordPlace {
  return { in: 'path', name, ...(main !== undefined && name !== main && { property: id.property }) }
}

/** The id in the query or the body of a call. */
export function inputPlace(
  shapes: Shapes,
  candidate: Candidate,
  operation: OperationFacts,
  only: (parameter: ParameterFacts) => boolean = () => true,
): RecordPlace | undefined {
  const query = operation.parameters.filter(parameter => parameter.in === 'query' && only(parameter))
  const name = idName(candidate, query)
  return name === undefined ? bodyPlace(shapes, candidate, operation, only) : { in: 'query', name }
}

export function bodyPlace(
  shapes: Shapes,
  candidate: Candidate,
  operation: OperationFacts,
  only: (parameter: ParameterFacts) => boolean = () => true,
): RecordPlace | undefined {
  if (operation.body === undefined || operation.method === 'GET') return undefined
  const [, members] = inputsOf(shapes, operation)
  const name = idName(candidate, members.filter(only))
  return name === undefined ? undefined : { in: 'body', name }
}

function idName({ group, id }: Candidate, parameters: readonly ParameterFacts[]): string | undefined {
  const { noun } = group
  const property = plain(id.property)
  const short = property.startsWith(noun) ? [property.slice(noun.length)] : []
  const wanted = [property, `${noun}id`, `${noun}${property}`, ...short, noun].filter(word => word !== '')
  const exact = wanted.flatMap(word => parameters.find(({ name }) => plain(name) === word)?.name ?? [])[0]
  // The id of `/deploy/get` is `deploymentId`.
  return exact ?? parameters.find(({ name }) => isIdOf(plain(name), noun))?.name
}

/** `deploymentId` of a `deploy` or a `deployment`. */
export function isIdOf(name: string, noun: string): boolean {
  return noun !== '' && name.startsWith(noun) && name.endsWith('id')
}
