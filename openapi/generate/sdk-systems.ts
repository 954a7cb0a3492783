/** What the SDK has to know about all systems: tables to call operations with, and the types that join them. */
import { isDeepStrictEqual } from 'node:util'
import { carrierOf } from '../vocabulary/carrier.ts'
import { isObject } from '../vocabulary/json.ts'
import type { Model, OperationNode } from '../vocabulary/model.ts'
import type { Node } from '../vocabulary/node.ts'
import { codesOf } from '../vocabulary/schema.ts'
import type { Carrier } from '../vocabulary/words.ts'
import type { Contract } from './contract.ts'
import { FACT_TYPES, factsOf } from './sdk-facts.ts'
import { isPaged, secretsOf, takesIdempotencyKey } from './sdk-resources.ts'
import { ROTATION_TYPES, rotationOf } from './sdk-rotation.ts'
import { strip } from './strip.ts'

export interface NamedModel {
  readonly system: string
  readonly model: Model
  readonly contract: Contract
}

export function systemsSource(systems: readonly NamedModel[]): string {
  const operations = new Map<string, OperationRow>()
  const tables = systems.map(system => [system.system, tableOf(system, operations)] as const)
  const facts = tables.map(([system, { rules }]) => [system, rules] as const)
  const usual = usualOf(tables.map(([, { rules }]) => rules))
  return [
    HEAD,
    ...systems.map(({ system }) => `import type * as ${identifier(system)} from './${system}.ts'`),
    '',
    `export type SystemId = ${systems.map(({ system }) => `'${system}'`).join(' | ')}`,
    '',
    TYPES,
    ROTATION_TYPES,
    FACT_TYPES,
    '/** The operations of all systems, each once. */',
    'export const operations: readonly OperationRow[] = [',
    ...[...operations.values()].map(row => `  ${literal(row)},`),
    ']',
    '',
    '/** What most systems have; the others say how they differ, so that it is not in bundles once for each system. */',
    `const usual = ${object(usual)} as const`,
    '',
    'export const systems: Readonly<Record<SystemId, SystemTable>> = {',
    ...tables.map(([system, { rules, ...table }]) => {
      const differing = Object.entries(rules).filter(([fact, value]) => !isDeepStrictEqual(value, usual[fact]))
      const source = object({ ...table, rules: Object.fromEntries(differing) }, '  ')
      return `  ${quoted(system)}: ${source.replace('rules: {', 'rules: {\n      ...usual,')},`
    }),
    '}',
    '',
    '/** The rules of each system, value by value. */',
    `export interface Rules ${literalType(Object.fromEntries(facts))}`,
    '',
    interfaceSource(
      'The methods of each system.',
      'Resources<Options, CreateOptions, ListOptions>',
      systems.map(({ system }) => [system, `${identifier(system)}.Resources<Options, CreateOptions, ListOptions>`]),
    ),
    interfaceSource(
      'The paths of each system, for openapi-fetch.',
      'Paths',
      systems.map(({ system }) => [system, `${identifier(system)}.paths`]),
    ),
    interfaceSource(
      'The schemas of each system.',
      'Schemas',
      systems.map(({ system }) => [system, `${identifier(system)}.components['schemas']`]),
    ),
    selectionSource(systems),
    interfaceSource('Every refusal by its code.', 'ProblemByCode', problemsOf(systems)),
    'export type ProblemCode = keyof ProblemByCode',
    '',
  ].join('\n')
}

const HEAD = `/**
 * How the SDK uses this file: \`systems[id]\` says how credentials are sent and which operations there are.
 * \`Resources<Options, CreateOptions, ListOptions>[Id]\` is the type of the methods of that system. The arguments of a method are
 * the values of the path parameters in their order, then the inputs of its row in their order, then the options.
 */`

const TYPES = `/** Where a request carries a credential. \`header\` with a \`prefix\`: \`Authorization: ApiKey K\`. */
export type Carrier =
  | { readonly in: 'bearer' }
  | { readonly in: 'basic' }
  | { readonly in: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly in: 'query'; readonly name: string }

export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

export type OperationRow = readonly [
  resource: string,
  name: string,
  method: HttpMethod,
  path: string,
  takesIdempotencyKey: boolean,
  ...inputs: ('body' | 'query' | 'pages')[],
]

export interface SystemTable {
  readonly rules: SystemRules
  /** How the token of a session is sent. */
  readonly session: Carrier | null
  /** The members of answers that are secrets, by the place of the operation in \`operations\`. */
  readonly secrets: Readonly<Record<number, readonly string[]>>
  readonly rotation: RotationTable
  /** Places in \`operations\`. */
  readonly operations: readonly number[]
}
`

type OperationRow = readonly (string | boolean)[]

/** @param operations The rows of all systems so far; those of this one are added. */
function tableOf({ model, contract }: NamedModel, operations: Map<string, OperationRow>) {
  const places = model.operations.flatMap(operation => {
    const row = rowOf(operation)
    if (!row) return []
    const line = row.join(' ')
    operations.set(line, row)
    return [{ place: [...operations.keys()].indexOf(line), secrets: secretsOf(operation, model) }]
  })
  return {
    operations: places.map(({ place }) => place),
    secrets: Object.fromEntries(
      places.flatMap(({ place, secrets }) => (secrets.length === 0 ? [] : [[place, secrets] as const])),
    ),
    session: sessionOf(model) ?? null,
    rotation: rotationOf(contract),
    rules: factsOf(contract),
  }
}

/** The most frequent value of each fact. */
function usualOf(facts: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const frequent = (values: readonly unknown[]) => {
    const count = (value: unknown) => values.filter(other => isDeepStrictEqual(other, value)).length
    return values.toSorted((a, b) => count(b) - count(a))[0]
  }
  return Object.fromEntries(Object.keys(facts[0] ?? {}).map(fact => [fact, frequent(facts.map(of => of[fact]))]))
}

function rowOf(operation: OperationNode): OperationRow | undefined {
  const { words, method, path, body, parameters } = operation
  const hasQuery = parameters.some(parameter => parameter.in === 'query')
  const query = isPaged(operation) ? 'pages' : 'query'
  const inputs = [...(body ? ['body'] : []), ...(hasQuery ? [query] : [])]
  return words && [...words.call.split('.'), method, path, takesIdempotencyKey(operation), ...inputs]
}

/** How the token of a session is sent: that of what signing in makes. */
function sessionOf(model: Model): Carrier | undefined {
  const signedIn = model.operations.find(({ words }) => words?.does === 'sign_in')?.words?.resource
  for (const { node, words } of model.schemes.values())
    if (words && 'authenticates' in words && words.authenticates === signedIn) return carrierOf(node, words)
  return undefined
}

interface Selection {
  readonly option: string
  readonly header: string
  /** The TypeScript type of the id. */
  readonly type: string
}

function selectionOf(model: Model): Selection | undefined {
  for (const { name, node, words } of model.schemes.values()) {
    const carrier = carrierOf(node, words)
    if (!words || !('selects' in words) || carrier?.in !== 'header') continue
    const id = model.schemas.get(words.selects)?.get('properties')?.get('id')
    return { option: `${name}Id`, header: carrier.name, type: id?.text('type') === 'integer' ? 'number' : 'string' }
  }
  return undefined
}

/** The options that select something; a system without such a selection does not take the option. */
function selectionSource(systems: readonly NamedModel[]): string {
  const options = new Map<string, { header: string; types: string[] }>()
  for (const { system, model } of systems) {
    const selection = selectionOf(model)
    if (!selection) continue
    const { option, header, type } = selection
    const { types } = options.get(option) ?? { types: [] }
    options.set(option, { header, types: [...types, `Id extends '${system}' ? ${type} : `] })
  }
  const members = [...options].flatMap(([option, { header, types }]) => [
    `  /** What each request works in; sent as \`${header}\`. */`,
    `  readonly ${option}?: (${types.join('')}never) | undefined`,
  ])
  return [
    '/** What a system lets one select beside the credential. */',
    'export interface SelectionOptions<Id extends SystemId> {',
    ...members,
    '}',
    '',
  ].join('\n')
}

/** The type of each problem: of all systems, each different one once. */
function problemsOf(systems: readonly NamedModel[]): [string, string][] {
  const problems = new Map<string, Map<string, string>>()
  for (const { system, model } of systems)
    for (const [name, schema] of model.schemas)
      for (const { code, problem } of codesOf(schema)) {
        if (problem !== schema) continue
        const types = problems.get(code) ?? new Map<string, string>()
        const shape = JSON.stringify(strip(expand(schema)))
        if (!types.has(shape)) types.set(shape, `${identifier(system)}.components['schemas']['${name}']`)
        problems.set(code, types)
      }
  return [...problems]
    .map(([code, types]): [string, string] => [code, [...types.values()].join(' | ')])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The value of a schema with what its `$ref`s lead to in their places. */
function expand(node: Node, path: readonly string[] = []): unknown {
  const place = node.at.absolutePointer
  if (path.includes(place)) return place
  const inner = [...path, place]
  if (Array.isArray(node.value)) return node.items().map(item => expand(item, inner))
  if (!node.object) return node.value
  return Object.fromEntries(node.members().map(([key, member]) => [key, expand(member, inner)]))
}

function interfaceSource(comment: string, name: string, members: readonly (readonly [string, string])[]): string {
  const lines = members.map(([key, type]) => `  ${quoted(key)}: ${type}`)
  return [`/** ${comment} */`, `export interface ${name} {`, ...lines, '}', ''].join('\n')
}

/** A value as TypeScript, on one line. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${literal(member)}`)
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value)
}

/** An object as TypeScript, a line for each member; `rules` are an object of that kind again. */
function object(value: Readonly<Record<string, unknown>>, indent = ''): string {
  const inner = `${indent}  `
  const members = Object.entries(value).map(([key, member]) => {
    const isRules = key === 'rules' && isObject(member)
    return `${inner}${quoted(key)}: ${isRules ? object(member, inner) : literal(member)},`
  })
  return ['{', ...members, `${indent}}`].join('\n')
}

/** The type of this very value. */
function literalType(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return `readonly [${value.map(item => literalType(item)).join(', ')}]`
  if (!isObject(value)) return literal(value)
  const inner = `${indent}  `
  const members = Object.entries(value).map(
    ([key, member]) => `${inner}readonly ${quoted(key)}: ${literalType(member, inner)}`,
  )
  return ['{', ...members, `${indent}}`].join('\n')
}

function quoted(key: string): string {
  return /^([A-Za-z_$][\w$]*|\d+)$/.test(key) ? key : `'${key}'`
}

export function identifier(system: string): string {
  return system.replaceAll(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase())
}
