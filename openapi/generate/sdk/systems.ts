/** What the SDK has to know about all systems: tables to call operations with, and the types that join them. */

import type { Contract } from '../../contract/contract.ts'
import { strip } from '../../read/strip.ts'
import { carrierOf } from '../../vocabulary/model/carrier.ts'
import type { Model } from '../../vocabulary/model/model.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { codesOf } from '../../vocabulary/model/schema.ts'
import { identifier } from '../identifier.ts'
import { literal, literalType, quoted } from '../literal.ts'
import { columnsSource } from './columns.ts'
import { FACT_TYPES, factsOf } from './facts.ts'
import { resourcesOf } from './operations.ts'

export interface NamedModel {
  readonly system: string
  readonly model: Model
  readonly contract: Contract
}

export function systemsSource(systems: readonly NamedModel[]): string {
  const resources = resourcesOf(systems).map(({ name }) => `${name}Resource`)
  const facts = systems.map(({ system, contract }) => [system, factsOf(contract)] as const)
  return [
    HEAD,
    ...systems.map(({ system }) => `import type * as ${identifier(system)} from './${system}.ts'`),
    `import { ${resources.join(', ')}, type ResourceTable } from './resources.ts'`,
    '',
    `export type SystemId = ${systems.map(({ system }) => `'${system}'`).join(' | ')}`,
    '',
    TYPES,
    FACT_TYPES,
    'export const resources: readonly ResourceTable[] = [',
    ...resources.map(name => `  ${name},`),
    ']',
    '',
    '/** The ids of all systems; the place of an id is that of its system in all tables. */',
    `export const systemIds: readonly SystemId[] = ${literal(systems.map(({ system }) => system))}`,
    '',
    columnsSource(
      'rules',
      "Omit<SystemRules, 'id'>",
      'The rules of the systems; `*` in a title stands for the id.',
      facts.map(([system, { id: _, title, ...rules }]) => ({ title: title.replace(system, '*'), ...rules })),
    ),
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
 * How the SDK uses this file: \`resources\` says which operations there are, \`rules\` how systems differ.
 * \`Resources<Options, CreateOptions, ListOptions>[Id]\` is the type of the methods of that system. The arguments of a method are
 * the values of the path parameters in their order, then the inputs of its row in their order, then the options.
 */`

const TYPES = `/** Where a request carries a credential. \`header\` with a \`prefix\`: \`Authorization: ApiKey K\`. */
export type Carrier =
  | { readonly in: 'bearer' }
  | { readonly in: 'basic' }
  | { readonly in: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly in: 'query'; readonly name: string }

/** A fact of all systems: its values, and which of them each system has. */
export type Column<Value> = readonly [
  /** For each system, by its place, the place of its value. */
  places: string,
  ...values: Value[],
]

export type Columns<Facts> = { readonly [Fact in keyof Facts]: Column<Facts[Fact]> }
`

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
