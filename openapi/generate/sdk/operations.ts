/** The operations of one system as a table: what the SDK sends when a method is called. */
import type { Model, OperationNode } from '../../vocabulary/model/model.ts'
import { callsByResource, isIdempotent, isPaged, secretsOf } from './calls.ts'

type OperationsByName = Readonly<Record<string, ReturnType<typeof operationOf>>>

/** The operations by resource and by the name of their method: the `resources` of a `System` (src/sdk/system.ts). */
export function operationsOf(model: Model): ReadonlyMap<string, OperationsByName> {
  const resources = [...callsByResource(model)].map(([resource, calls]) => {
    const operations = calls.map(({ method, operation }) => [method, operationOf(operation, model)] as const)
    return [resource, Object.fromEntries(operations)] as const
  })
  return new Map(resources)
}

/** An `Operation` of the SDK. */
function operationOf(operation: OperationNode, model: Model) {
  const { method, path, parameters, body, responses } = operation
  const success = responses.find(({ status }) => status.startsWith('2'))
  const hasQuery = parameters.some(parameter => parameter.in === 'query')
  const secrets = secretsOf(operation, model)
  return {
    method,
    path,
    ...(body && { hasBody: true }),
    ...(isPaged(operation) ? { isPaged: true } : hasQuery && { hasQuery: true }),
    ...(isIdempotent(operation) && { isIdempotent: true }),
    ...(!success?.schema && { hasNoContent: true }),
    ...(secrets.length > 0 && { secrets }),
  }
}
