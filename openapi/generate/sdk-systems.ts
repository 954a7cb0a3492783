/** What the SDK has to know about all systems: tables to call operations with, and the types that join them. */
import { carrierOf } from '../vocabulary/carrier.ts'
import { isObject } from '../vocabulary/json.ts'
import { type Model, type OperationNode, propertyWords } from '../vocabulary/model.ts'
import type { Node } from '../vocabulary/node.ts'
import { codesOf } from '../vocabulary/schema.ts'
import type { Carrier } from '../vocabulary/words.ts'
import { strip } from './strip.ts'

export interface NamedModel {
  readonly system: string
  readonly model: Model
}

export function systemsSource(systems: readonly NamedModel[]): string {
  const operations = new Map<string, OperationRow>()
  const tables = systems.map(({ system, model }) => [system, tableOf(model, operations)] as const)
  return [
    HEAD,
    ...systems.map(({ system }) => `import type * as ${identifier(system)} from './${system}.ts'`),
    '',
    `export type SystemId = ${systems.map(({ system }) => `'${system}'`).join(' | ')}`,
    '',
    TYPES,
    '/** The operations of all systems, each once. */',
    'export const operations: readonly OperationRow[] = [',
    ...[...operations.values()].map(row => `  ${literal(row)},`),
    ']',
    '',
    `export const systems: Readonly<Record<SystemId, SystemTable>> = ${literal(Object.fromEntries(tables))}`,
    '',
    interfaceSource(
      'The methods of each system.',
      'Resources<Options, CreateOptions>',
      systems.map(({ system }) => [system, `${identifier(system)}.Resources<Options, CreateOptions>`]),
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
 * \`Resources<Options, CreateOptions>[Id]\` is the type of the methods of that system. The arguments of a method are
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
  ...inputs: ('body' | 'query')[],
]

export interface SystemTable {
  /** How an API key is sent. */
  readonly apiKey?: Carrier
  /** How the token of a session is sent. */
  readonly session?: Carrier
  /** What is selected beside the credential: the option that takes its id, and the header that names it. */
  readonly selection?: { readonly option: keyof SelectionOptions<SystemId>; readonly header: string }
  /** The members of answers that are secrets. */
  readonly secrets: readonly string[]
  /** Places in \`operations\`. */
  readonly operations: readonly number[]
}
`

type OperationRow = readonly string[]

/** @param operations The rows of all systems so far; those of this one are added. */
function tableOf(model: Model, operations: Map<string, OperationRow>) {
  const session = schemeOf(model, isSession => isSession)
  const key = schemeOf(model, isSession => !isSession)
  const selection = selectionOf(model)
  return {
    ...(key && { apiKey: key }),
    ...(session && { session }),
    ...(selection && { selection: { option: selection.option, header: selection.header } }),
    secrets: secretsOf(model),
    operations: model.operations.flatMap(operation => {
      const row = rowOf(operation)
      if (!row) return []
      const line = row.join(' ')
      operations.set(line, row)
      return [[...operations.keys()].indexOf(line)]
    }),
  }
}

function rowOf({ words, method, path, body, parameters }: OperationNode): OperationRow | undefined {
  const hasQuery = parameters.some(parameter => parameter.in === 'query')
  return words && [...words.call.split('.'), method, path, ...(body ? ['body'] : []), ...(hasQuery ? ['query'] : [])]
}

/** A session is what signing in makes; an API key is any other credential. */
function schemeOf(model: Model, choose: (isSession: boolean) => boolean): Carrier | undefined {
  const signedIn = model.operations.find(({ words }) => words?.does === 'sign_in')?.words?.resource
  for (const { node, words } of model.schemes.values())
    if (words && 'authenticates' in words && choose(words.authenticates === signedIn)) return carrierOf(node, words)
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

function secretsOf({ resources }: Model): string[] {
  const names = [...resources.values()].flatMap(resource =>
    Object.entries(propertyWords(resource)).flatMap(([name, { secret }]) => (secret ? [name] : [])),
  )
  return [...new Set(names)].sort()
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

/** A value as TypeScript: an object's members on lines of their own, a list on one. */
function literal(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return `[${value.map(item => literal(item)).join(', ')}]`
  if (isObject(value)) {
    const inner = `${indent}  `
    const members = Object.entries(value).map(([key, member]) => `${inner}${quoted(key)}: ${literal(member, inner)},`)
    return ['{', ...members, `${indent}}`].join('\n')
  }
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value)
}

function quoted(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`
}

function identifier(system: string): string {
  return system.replaceAll(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase())
}
