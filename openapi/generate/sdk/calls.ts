/** What the SDK has to know about an operation to call it, and what its method returns. */
import type { Contract, JsonSchema } from '../../contract/contract.ts'
import { isObject, type JsonObject } from '../../contract/json.ts'
import { dereference } from '../../contract/ref.ts'
import { showsSecret } from '../../contract/secret-form.ts'
import { placeholdersIn } from '../../contract/template.ts'
import { type Content, type DescribedOperation, type DescribedParameter, isJson } from './described-operation.ts'

/** What successful responses hold. */
export type Returned =
  | { readonly kind: 'json'; readonly isObject: boolean }
  | { readonly kind: 'text' | 'blob' | 'nothing' }

/** The content of each successful response that the method returns: JSON if there is any, else the first one. */
export function returnedContents({
  successes,
}: DescribedOperation): { status: string; content: Content | undefined }[] {
  return successes.map(({ status, contents }) => ({ status, content: contents[0] }))
}

export function returnedBy(described: DescribedOperation, contract: Contract): Returned {
  const contents = returnedContents(described).flatMap(({ content }) => content ?? [])
  const [first] = contents
  if (!first) return { kind: 'nothing' }
  if (contents.some(isJson)) {
    return { kind: 'json', isObject: contents.filter(isJson).every(({ schema }) => isObjectSchema(schema, contract)) }
  }
  return { kind: isTextual(first) ? 'text' : 'blob' }
}

/** Text, XML and the like. */
function isTextual({ media, schema }: Content): boolean {
  if (schema.format === 'binary') return false
  return (
    /^text\/|[/+](xml|yaml|ndjson|jsonl)\b|x-www-form-urlencoded/i.test(media) ||
    (/\*/.test(media) && schema.type === 'string')
  )
}

function isObjectSchema(schema: JsonObject, { schemas }: Contract, depth = 0): boolean {
  const found: JsonSchema = dereference(schemas, schema) ?? {}
  if (found.type !== undefined) return found.type === 'object'
  if (isObject(found.properties)) return true
  return (
    depth < 8 &&
    Array.isArray(found.allOf) &&
    found.allOf.some(part => isObject(part) && isObjectSchema(part, { schemas } as Contract, depth + 1))
  )
}

/** The name of the header with the idempotency key. */
export function idempotencyHeader({ dialect }: Contract): string {
  return dialect?.headers?.idempotency_key ?? 'Idempotency-Key'
}

export function isIdempotent({ parameters }: DescribedOperation, contract: Contract): boolean {
  const header = idempotencyHeader(contract).toLowerCase()
  return parameters.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === header)
}

/** The headers that a caller may send, besides those that the client sends itself. */
export function headerParameters({ parameters }: DescribedOperation, contract: Contract): DescribedParameter[] {
  const carried = Object.values(contract.schemes).flatMap(({ carrier }) =>
    carrier.in === 'header' ? [carrier.name] : [],
  )
  const own = ['accept', 'content-type', 'authorization', idempotencyHeader(contract), ...carried].map(name =>
    name.toLowerCase(),
  )
  return parameters.filter(({ name, in: place }) => place === 'header' && !own.includes(name.toLowerCase()))
}

/** The fields of the operation's response that are secrets. */
export function secretsOf({ operation }: DescribedOperation, { resources }: Contract): string[] {
  const { id, does, shape } = operation
  const properties = resources[operation.resource ?? '']?.properties ?? {}
  const secrets = Object.entries(properties).flatMap(([name, keywords]) =>
    showsSecret(keywords, { id, does }) ? [name] : [],
  )
  return [...new Set(secrets.flatMap(name => namesIn(shape?.template, name)))]
}

/** The names that a template gives to a member of the record. */
function namesIn(template: unknown, member: string): string[] {
  if (template === undefined) return [member]
  return placeholdersIn(template).flatMap(({ placeholder, keys }) => {
    const [name, ...inner] = placeholder
    if (name !== 'record' && name !== 'records') return []
    if (inner.length === 0) return [member]
    return inner.join('.') === member ? [String(keys.at(-1))] : []
  })
}

/** The media type to ask for, if a server could choose another one. */
export function acceptedType({ successes }: DescribedOperation): string | undefined {
  const [first] = successes.flatMap(({ contents }) => (contents.length > 1 ? contents : []))
  return first && !first.media.includes('*') ? first.media : undefined
}

export function isPathParameter({ in: place }: DescribedParameter): boolean {
  return place === 'path'
}

/** The parameters of a path in its order: the names in its braces. */
export function pathParameters({ operation, parameters }: DescribedOperation): DescribedParameter[] {
  const names = Array.from(operation.path.matchAll(/\{([^}]+)\}/g), ([, name = '']) => name)
  return names.map(
    name =>
      parameters.find(parameter => isPathParameter(parameter) && parameter.name === name) ?? {
        name,
        in: 'path',
        required: true,
        schema: {},
      },
  )
}

/** The parameters in the query that are not a part of the path template. */
export function queryParameters({ parameters }: DescribedOperation): DescribedParameter[] {
  return parameters.filter(({ in: place }) => place === 'query')
}
