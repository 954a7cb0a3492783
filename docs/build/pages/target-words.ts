/** Says in words what a place in an OpenAPI document is. */

import { pointerKeys } from '../../../openapi/contract/pointer.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { code } from '../../../openapi/vocabulary/prose.ts'

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch'])

/** Places of the same kind are named together: `the members a and b of ApiKey`. Markdown. */
export function targetWords(pointers: readonly string[]): string {
  const named = pointers.map(pointer => nameOf(pointerKeys(pointer)))
  const groups = Map.groupBy(named, ({ kind, of }) => `${kind} ${of}`)
  const phrases = [...groups.values()].map(group => {
    const [first] = group
    if (!first) return ''
    const names = [...new Set(group.flatMap(({ name }) => (name === undefined ? [] : [code(name)])))]
    const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names
    const kind = names.length > 1 ? plural(first.kind) : first.kind
    return [`the ${kind}`, listOf(shown), first.of === undefined ? '' : `of ${first.of}`]
      .filter(part => part !== '')
      .join(' ')
  })
  const few = phrases.length > 4 ? [...phrases.slice(0, 3), `${phrases.length - 3} more places`] : phrases
  const text = listOf(few)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

interface Named {
  /** What sort of place it is: `member`. */
  readonly kind: string
  readonly name?: string
  /** Markdown: the thing that it is a part of. */
  readonly of?: string
}

function nameOf([first = '', second = '', third = '', ...rest]: readonly string[]): Named {
  if (first === 'info') return { kind: 'title and the summary of the system' }
  if (first === 'tags') return { kind: 'text about a group of operations' }
  if (first === 'paths') return path(second, third, rest)
  if (first === 'components') return component(second, third, rest)
  return { kind: 'place', name: [first, second, third, ...rest].join(' ') }
}

function path(path: string, method: string, rest: readonly string[]): Named {
  if (method === '') return { kind: 'address', name: path }
  const operation = METHODS.has(method) ? `${method.toUpperCase()} ${path}` : path
  const [part, inner, ...deeper] = rest
  if (part === undefined) return { kind: 'operation', name: operation }
  const of = code(operation)
  switch (part) {
    case 'security':
      return { kind: 'callers', of }
    case 'parameters':
      return { kind: 'parameters', of }
    case 'responses':
      return { kind: 'answer', ...(inner !== undefined && { name: inner }), of }
    case 'x-latchkey':
      return { kind: 'rule', ...(inner !== undefined && { name: [inner, ...deeper].join(' ') }), of }
    case 'requestBody':
      return { kind: 'body', of }
    default:
      return { kind: part, of }
  }
}

function component(kind: string, name: string, rest: readonly string[]): Named {
  const of = code(name)
  const [part, inner, ...deeper] = rest
  if (kind === 'securitySchemes') {
    if (part === 'x-latchkey')
      return {
        kind: 'rule',
        ...(inner !== undefined && { name: [inner, ...deeper].join(' ') }),
        of: `credentials ${of}`,
      }
    return { kind: 'form of credentials', name }
  }
  if (kind === 'responses') return { kind: 'answer', name }
  if (kind === 'headers') return { kind: 'header', name }
  if (kind !== 'schemas' || part === undefined) return { kind: kind === 'schemas' ? 'schema' : kind, name }
  switch (part) {
    case 'properties':
      return inner === undefined ? { kind: 'members', of } : member(inner, deeper, of)
    case 'required':
      return { kind: 'list of what is required', of }
    case 'enum':
      return { kind: 'values', of }
    case 'examples':
      return { kind: 'example', of }
    case 'x-latchkey':
      return {
        kind: 'rule',
        ...(inner !== undefined && { name: [inner, ...deeper].filter(key => !/^\d+$/.test(key)).join(' ') }),
        of,
      }
    default:
      return { kind: part, of }
  }
}

function member(name: string, deeper: readonly string[], of: string): Named {
  if (deeper.includes('examples')) return { kind: 'example', of: `${code(name)} of ${of}` }
  if (deeper[0] === 'x-latchkey')
    return { kind: 'rule', ...(deeper[1] !== undefined && { name: deeper[1] }), of: `${code(name)} of ${of}` }
  return { kind: 'member', name, of }
}

function plural(kind: string): string {
  if (kind.endsWith('s')) return kind === 'address' ? 'addresses' : kind
  return kind.startsWith('form of') ? kind.replace('form', 'forms') : `${kind}s`
}
