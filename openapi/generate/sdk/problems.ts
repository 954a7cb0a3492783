/** What the server of a system rejects requests with, by code, as a TypeScript interface. */
import type { Contract, JsonSchema } from '../../contract/contract.ts'
import { isObject } from '../../contract/json.ts'
import { isReference, referredName } from '../../contract/ref.ts'
import { literal, quoted } from '../literal.ts'
import type { DescribedOperation } from './described-operation.ts'
import { errorCodesOf, errorRulesOf } from './error-rules.ts'

/**
 * The source of the interface `Problems` of a system. What the base system describes in the same way is left out: the
 * SDK joins the problems of all systems, and each shape is needed once.
 */
export function problemsSource(contract: Contract, base: Contract | undefined): string {
  const known = new Set((base ? problemsOf(base) : []).map(({ code, shape }) => code + shape))
  const lines = problemsOf(contract)
    .filter(({ code, shape }) => !known.has(code + shape))
    .map(({ code, schema }) => `  readonly ${quoted(code)}: components['schemas'][${literal(schema)}]`)
  const comment = base
    ? 'The problem documents that differ from those of the base system.'
    : 'The problem documents by code.'
  return [`/** ${comment} */`, 'export interface Problems {', ...lines.sort(), '}'].join('\n')
}

function problemsOf({ problems, schemas }: Contract) {
  return Object.values(problems).map(({ code, schema }) => ({
    code,
    schema,
    /** The schema as text, to tell different ones apart. */
    shape: JSON.stringify(expand(schemas, schemas[schema])),
  }))
}

/** A schema with the targets of its `$ref`s in their places. */
function expand(schemas: Contract['schemas'], value: unknown, path: readonly string[] = []): unknown {
  const name = referredName(value)
  if (isReference(value) && name !== undefined) {
    const target: JsonSchema | undefined = schemas[name]
    return path.includes(name) ? name : expand(schemas, target, [...path, name])
  }
  if (Array.isArray(value)) return value.map(item => expand(schemas, item, path))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, expand(schemas, member, path)]))
}

/** The same for a system that has its own form of errors. */
export function errorsSource(contract: Contract, operations: readonly DescribedOperation[]): string {
  const types = errorTypes(operations)
  const codes = errorCodesOf(contract, errorRulesOf(contract) ?? {})
  const lines = codes.length > 0 ? codes.map(code => `  readonly ${quoted(code)}: ErrorBody`) : []
  return [
    '/** The body with which the server rejects a request. */',
    `export type ErrorBody = ${types.length > 0 ? types.join(' | ') : 'object'}`,
    '',
    '/** What the server rejects requests with, by code. It may have more codes than the document lists. */',
    'export interface Problems {',
    ...lines,
    '  readonly [code: string]: ErrorBody',
    '}',
  ].join('\n')
}

/** Schemas that are not named count only if there are no named ones. */
function errorTypes(operations: readonly DescribedOperation[]): string[] {
  const found = operations.flatMap(described => {
    const { responses } = described.operation
    return Object.entries(responses).flatMap(([status, { schema, media = 'application/json' }]) => {
      if (!/^([45]|default)/.test(status) || !/[/+]json\b/.test(media) || !schema) return []
      const name = referredName(schema)
      return name === undefined ? [] : [`components['schemas'][${literal(name)}]`]
    })
  })
  return [...new Set(found)].slice(0, MOST_TYPES)
}

/** With more, their union tells nobody anything, and costs the compiler time. */
const MOST_TYPES = 8
