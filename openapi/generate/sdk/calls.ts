/** What the SDK has to know about an operation to give it a method: the `call` of its keywords, and its traits. */
import { showsSecret } from '../../contract/secret-form.ts'
import { type Model, type OperationNode, propertyWords } from '../../vocabulary/model/model.ts'

export interface Call {
  /** The name of the method: `create` if the operation is called as `apiKeys.create`. */
  readonly method: string
  readonly operation: OperationNode
}

/** The operations that have a method, by the resource whose method it is. */
export function callsByResource(model: Model): Map<string, Call[]> {
  const resources = new Map<string, Call[]>()
  for (const operation of model.operations) {
    const [resource, method] = operation.words?.call?.split('.') ?? []
    if (!resource || !method) continue
    resources.set(resource, [...(resources.get(resource) ?? []), { method, operation }])
  }
  return resources
}

/** Whether the operation responds with a page of a list. */
export function isPaged({ parameters }: OperationNode): boolean {
  return parameters.some(parameter => parameter.in === 'query' && parameter.name === 'cursor')
}

/** Whether the operation takes an idempotency key. */
export function isIdempotent({ parameters }: OperationNode): boolean {
  return parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key')
}

/** The fields of the operation's response that are secrets. */
export function secretsOf({ id, words }: OperationNode, { resources }: Model): string[] {
  const resource = resources.get(words?.resource ?? '')
  if (!words || !resource) return []
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, keywords]) =>
    showsSecret(keywords, { id, does: words.does }) ? [name] : [],
  )
  return [...new Set(secrets)]
}
