/** What the SDK has to know about all systems: tables to call operations with, and the types that join them. */
import { isDeepStrictEqual } from 'node:util'
import { carrierOf } from '../vocabulary/carrier.ts'
import type { Model } from '../vocabulary/model.ts'
import type { Node } from '../vocabulary/node.ts'
import { codesOf } from '../vocabulary/schema.ts'
import type { Carrier } from '../vocabulary/words.ts'
import type { Contract } from './contract.ts'
import { literal, literalType, quoted } from './literal.ts'
import { FACT_TYPES, factsOf } from './sdk-facts.ts'
import { resourceRows } from './sdk-operations.ts'
import { ROTATION_TYPES, rotationOf } from './sdk-rotation.ts'
import { strip } from './strip.ts'

export interface NamedModel {
  readonly system: string
  readonly model: Model
  readonly contract: Contract
}

export function systemsSource(systems: readonly NamedModel[]): string {
  const resources = resourceRows(systems).map(({ name }) => `${name}Resource`)
  const facts = systems.map(({ system, contract }) => [system, factsOf(contract)] as const)
  return [
    HEAD,
    ...systems.map(({ system }) => `import type * as ${identifier(system)} from './${system}.ts'`),
    `import { ${resources.join(', ')}, type ResourceTable } from './resources.ts'`,
    '',
    `export type SystemId = ${systems.map(({ system }) => `'${system}'`).join(' | ')}`,
    '',
    TYPES,
    ROTATION_TYPES,
    FACT_TYPES,
    'export const resources: readonly ResourceTable[] = [',
    ...resources.map(name => `  ${name},`),
    ']',
    '',
    tablesSource(
      facts.map(([system, { id: _, ...rules }]) => [system, rules]),
      systems.map(({ model, contract }) => ({ session: sessionOf(model), ...rotationOf(contract) })),
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
 * How the SDK uses this file: \`resources\` says which operations there are, \`usual\` and \`systems\` how systems differ.
 * \`Resources<Options, CreateOptions, ListOptions>[Id]\` is the type of the methods of that system. The arguments of a method are
 * the values of the path parameters in their order, then the inputs of its row in their order, then the options.
 */`

const TYPES = `/** Where a request carries a credential. \`header\` with a \`prefix\`: \`Authorization: ApiKey K\`. */
export type Carrier =
  | { readonly in: 'bearer' }
  | { readonly in: 'basic' }
  | { readonly in: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly in: 'query'; readonly name: string }

/** The rules of a system, and what else the SDK has to know of it. */
export type SystemTable = readonly [rules: Omit<SystemRules, 'id'>, internals: SystemInternals]

/** Where a system is not as usual. */
export type Difference = readonly [rules: Partial<SystemTable[0]>, internals: Partial<SystemInternals>]

export interface SystemInternals extends RotationTable {
  /** How the token of a session is sent. */
  readonly session: Carrier
}
`

type Values = Readonly<Record<string, unknown>>

/** The source of what is usual, and of what is different in each system. */
function tablesSource(rules: readonly (readonly [system: string, values: Values])[], internals: readonly Values[]) {
  const all = [rules.map(([, values]) => values), internals]
  const before = (system: string, title: unknown) => String(title).slice(0, -system.length)
  const { title } = usualOf(rules.map(([system, { title }]) => ({ title: before(system, title) })))
  const usual = [{ ...usualOf(all[0] ?? []), title }, usualOf(internals)]
  const differences = rules.map(([system], index) => {
    const expected = [{ ...usual[0], title: `${title}${system}` }, usual[1]]
    const parts = all.map((values, part) => literal(differenceOf(values[index] ?? {}, expected[part] ?? {})))
    return `  ${quoted(system)}: [\n    ${parts.join(',\n    ')},\n  ],`
  })
  return [
    '/** What most systems have in common; its title is followed by the id. */',
    `export const usual: SystemTable = [\n${usual.map(values => `  ${literal(values)},\n`).join('')}]`,
    '',
    '/** What is different in each. The first one has the mark `a` in the tables of resources, and so on. */',
    'export const systems: Readonly<Record<SystemId, Difference>> = {',
    ...differences,
    '}',
    '',
  ].join('\n')
}

/** Of each member the value that most have. */
function usualOf(all: readonly Values[]): Values {
  const names = Object.keys(all[0] ?? {})
  return Object.fromEntries(
    names.map(name => {
      const values = all.map(({ [name]: value }) => value)
      const count = (value: unknown) => values.filter(other => isDeepStrictEqual(other, value)).length
      return [name, values.toSorted((a, b) => count(b) - count(a))[0]]
    }),
  )
}

function differenceOf(values: Values, usual: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !isDeepStrictEqual(value, usual[name])))
}

/**
 * How the token of a session is sent: that of what signing in makes.
 * @throws {Error} there is no signing in
 */
function sessionOf(model: Model): Carrier {
  const signedIn = model.operations.find(({ words }) => words?.does === 'sign_in')?.words?.resource
  for (const { node, words } of model.schemes.values())
    if (words && 'authenticates' in words && words.authenticates === signedIn) {
      const carrier = carrierOf(node, words)
      if (carrier) return carrier
    }
  throw new Error('Nobody can sign in.')
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

export function identifier(system: string): string {
  return system.replaceAll(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase())
}
