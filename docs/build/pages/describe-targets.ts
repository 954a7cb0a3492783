/** Describes places in an OpenAPI document in words. */

import { pointerKeys } from '../../../openapi/contract/pointer.ts'
import { listOf, plural } from '../../../openapi/contract/prose.ts'
import { code } from '../../../openapi/vocabulary/prose.ts'

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch'])

/** Describes places as Markdown. Places of the same kind are grouped: `the fields a and b of ApiKey`. */
export function describeTargets(pointers: readonly string[]): string {
  const named = pointers.map(pointer => describeTarget(pointerKeys(pointer)))
  const groups = Map.groupBy(named, ({ kind, of }) => `${kind} ${of}`)
  const phrases = [...groups.values()].map(group => {
    const [first] = group
    if (!first) return ''
    const names = [...new Set(group.flatMap(({ name }) => (name === undefined ? [] : [code(name)])))]
    const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names
    const kind = plural(first.kind, names.length || 1)
    return [`the ${kind}`, listOf(shown), first.of === undefined ? '' : `of ${first.of}`]
      .filter(part => part !== '')
      .join(' ')
  })
  const few = phrases.length > 4 ? [...phrases.slice(0, 3), `${phrases.length - 3} more places`] : phrases
  return listOf(few)
}

interface Named {
  /** The kind of place, for example `field`. */
  readonly kind: string
  readonly name?: string
  /** The parent, as Markdown. */
  readonly of?: string
}

function describeTarget([first = '', second = '', third = '', ...rest]: readonly string[]): Named {
  if (first === 'info') return { kind: 'title, summary and description of the system' }
  if (first === 'tags') return { kind: 'description of a group of operations' }
  if (first === 'paths') return path(second, third, rest)
  if (first === 'components') return component(second, third, rest)
  return { kind: 'place', name: [first, second, third, ...rest].join(' ') }
}

function path(path: string, method: string, rest: readonly string[]): Named {
  if (method === '') return { kind: 'path', name: path }
  const operation = METHODS.has(method) ? `${method.toUpperCase()} ${path}` : path
  const [part, inner, ...deeper] = rest
  if (part === undefined) return { kind: 'operation', name: operation }
  const of = code(operation)
  switch (part) {
    case 'security':
      return { kind: 'permitted callers', of }
    case 'parameters':
      return { kind: 'parameters', of }
    case 'responses':
      return { kind: 'response', ...(inner !== undefined && { name: inner }), of }
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
        of: `the security scheme ${of}`,
      }
    return { kind: 'security scheme', name }
  }
  if (kind === 'responses') return { kind: 'response', name }
  if (kind === 'headers') return { kind: 'header', name }
  if (kind !== 'schemas' || part === undefined) return { kind: kind === 'schemas' ? 'schema' : kind, name }
  switch (part) {
    case 'properties':
      return inner === undefined ? { kind: 'fields', of } : field(inner, deeper, of)
    case 'required':
      return { kind: 'required fields', of }
    case 'enum':
      return { kind: 'possible values', of }
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

function field(name: string, deeper: readonly string[], of: string): Named {
  if (deeper.includes('examples')) return { kind: 'example', of: `${code(name)} of ${of}` }
  if (deeper[0] === 'x-latchkey')
    return { kind: 'rule', ...(deeper[1] !== undefined && { name: deeper[1] }), of: `${code(name)} of ${of}` }
  return { kind: 'field', name, of }
}
