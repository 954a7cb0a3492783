/** The names of the resources and methods of a client. */
import { isString, strings } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'
import type { DescribedOperation } from './described-operation.ts'

/** An operation with the names that its method is called by: `apiKeys.create`. */
export interface Call extends DescribedOperation {
  readonly resource: string
  readonly method: string
}

interface Name {
  readonly resource: string
  readonly method: string
}

/** Members of each client, of each object and of promises. A generated name must not hide them. */
const RESERVED = new Set([
  ...['system', 'baseUrl', 'credential', 'fetch', 'then', 'catch', 'finally', 'prototype', 'arguments', 'caller'],
  ...Object.getOwnPropertyNames(Object.prototype),
])

/**
 * Names each operation: by its `call`; else by the resource and the verb that keywords or the inference give it; else by its
 * `operationId`, below its tag; else by its method and path. If keywords give several operations the same verb, the first one
 * has it. If the inference does, none has it. The result depends on the document alone.
 */
export function namedCalls(operations: readonly DescribedOperation[]): Call[] {
  const byVerb = Map.groupBy(operations, described => keyOf(verbName(described)))
  const taken = new Set<string>()
  return operations.map(described => {
    const verb = verbName(described)
    const isOnly = (byVerb.get(keyOf(verb)) ?? []).length === 1
    const wanted = calledName(described) ?? (isOnly || isWorded(described) ? verb : undefined)
    const names = [...(wanted ? [wanted] : []), ...otherNames(described, verb)].map(safe)
    const name = names.find(name => !taken.has(keyOf(name))) ?? numbered(names[0] ?? pathName(described), taken)
    taken.add(keyOf(name))
    return { ...described, ...name }
  })
}

/** The calls by resource, in the order in which the resources come first. */
export function callsByResource(calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  return Map.groupBy(calls, ({ resource }) => resource)
}

const keyOf = (name: Name | undefined) => (name ? `${name.resource}.${name.method}` : '')

function numbered({ resource, method }: Name, taken: ReadonlySet<string>): Name {
  for (let number = 2; ; number++) {
    const name = { resource, method: `${method}${number}` }
    if (!taken.has(keyOf(name))) return name
  }
}

/** The name that `call` gives. */
function calledName({ operation }: DescribedOperation): Name | undefined {
  const [resource, method] = operation.call?.split('.') ?? []
  return resource && method ? { resource, method } : undefined
}

const isWorded = ({ node }: DescribedOperation) => WORDS in node

/** `apiKeys.create` of an operation that creates an `ApiKey`. */
function verbName(described: DescribedOperation): Name | undefined {
  const { operation, node } = described
  const { resource, does } = operation
  if (resource === undefined || does === 'answer') return undefined
  // Names that an author chose, such as `repos/list-for-org`, are better than inferred ones.
  if (!isWorded(described) && (does === 'transition' || separated(node.operationId))) return undefined
  return { resource: plural(camelCase(resource)), method: camelCase(does) }
}

/** The names if the verb is taken, or if there is none. */
function otherNames(described: DescribedOperation, verb: Name | undefined): Name[] {
  const names = [idName(described), pathName(described)]
  return verb ? [...names.map(({ method }) => ({ resource: verb.resource, method })), ...names] : names
}

/** The two parts of `repos/list-for-org` or `pets.list`. */
function separated(id: unknown): readonly string[] | undefined {
  const parts = isString(id) ? id.split(/[/.:]/).filter(part => /[A-Za-z]/.test(part)) : []
  return parts.length > 1 ? [parts[0] ?? '', parts.slice(1).join(' ')] : undefined
}

/** By `operationId`, below its first part, its tag, or the start of the path. */
function idName({ node, operation }: DescribedOperation): Name {
  const id = node.operationId
  const parts = separated(id)
  const tag = parts?.[0] ?? strings(node.tags)[0] ?? firstSegment(operation.path)
  if (!isString(id)) return { resource: camelCase(tag), method: methodOfPath(operation) }
  return { resource: camelCase(tag), method: camelCase(parts?.[1] ?? id) }
}

function pathName({ node, operation }: DescribedOperation): Name {
  const tag = strings(node.tags)[0] ?? firstSegment(operation.path)
  return { resource: camelCase(tag), method: methodOfPath(operation) }
}

function firstSegment(path: string): string {
  return path.split('/').find(segment => segment !== '' && !segment.includes('{')) ?? 'api'
}

function methodOfPath({ method, path }: DescribedOperation['operation']): string {
  return camelCase(`${method.toLowerCase()} ${path.replaceAll('{', ' by ')}`)
}

/** Words of any writing as one identifier: `API keys`, `api-keys` and `ApiKeys` become `apiKeys`. */
export function camelCase(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/['’]/g, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter(word => word !== '')
  const [first = 'unnamed', ...others] = words.map(word => word.toLowerCase())
  const name = first + others.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  return /^\d/.test(name) ? `_${name}` : name
}

function safe({ resource, method }: Name): Name {
  return { resource: unreserved(resource), method: unreserved(method) }
}

export function unreserved(name: string): string {
  return RESERVED.has(name) ? `${name}_` : name
}

function plural(noun: string): string {
  if (/s$/.test(noun) && !/(ss|us|is)$/.test(noun)) return noun
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
