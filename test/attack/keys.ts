/** Requests about API keys that every system understands. */
import type { Mock } from '../../mock/index.ts'
import { dereference } from '../../openapi/contract/ref.ts'

/** The body of a valid request that creates a key. Its label has this number. */
export function keyBody({ contract }: Mock, number: number, user: string): Record<string, unknown> {
  const operation = contract.operations.find(({ does, resource }) => does === 'create' && resource === 'ApiKey')
  const { required = [] } = dereference(contract.schemas, operation?.body?.schema) as { required?: readonly string[] }
  const isUser = (property: string) => property === contract.resources.ApiKey?.owner?.user
  return Object.fromEntries(required.map(property => [property, isUser(property) ? user : `Key ${number}`]))
}

/** The path of an operation on one key; undefined if the system has no such operation. */
export function keyPath({ contract }: Mock, does: string, id: string): string | undefined {
  const operation = contract.operations.find(
    operation => operation.does === does && operation.resource === 'ApiKey' && operation.path.includes('{'),
  )
  return operation && contract.basePath + operation.path.replace(/\{\w+\}/, id)
}
