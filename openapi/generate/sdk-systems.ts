/** What the SDK has to know about all systems: tables to call operations with, and the types that join them. */
import { carrierOf } from '../vocabulary/carrier.ts'
import { isObject } from '../vocabulary/json.ts'
import { type Model, propertyWords } from '../vocabulary/model.ts'
import { codesOf } from '../vocabulary/schema.ts'
import type { Carrier } from '../vocabulary/words.ts'

export interface NamedModel {
  readonly system: string
  readonly model: Model
}

export function systemsSource(systems: readonly NamedModel[]): string {
  return [
    HEAD,
    ...systems.map(({ system }) => `import type * as ${identifier(system)} from './${system}.ts'`),
    '',
    TYPES,
    `export const systems = ${literal(Object.fromEntries(systems.map(({ system, model }) => [system, tableOf(model)])))} as const satisfies Readonly<Record<string, SystemTable>>`,
    '',
    'export type SystemId = keyof typeof systems',
    '',
    interfaceSource(
      'The methods of each system.',
      'Resources<Options>',
      systems.map(({ system }) => [system, `${identifier(system)}.Resources<Options>`]),
    ),
    interfaceSource(
      'The paths of each system, for openapi-fetch.',
      'Paths',
      systems.map(({ system }) => [system, `${identifier(system)}.paths`]),
    ),
    interfaceSource('Every refusal by its code.', 'ProblemByCode', problemsOf(systems)),
    'export type ProblemCode = keyof ProblemByCode',
    '',
  ].join('\n')
}

const HEAD = `/**
 * How the SDK uses this file: \`systems[id]\` says where a system is and how credentials are sent, and has a row for
 * each operation. \`Resources<Options>[Id]\` is the type of the client of that system: \`call\` of a row names the method,
 * the arguments are the values of the path parameters in their order, then the body or the query, then the options.
 * Map over it to change what the methods take or give; docstrings and parameter names stay.
 */`

const TYPES = `/** Where a request carries a credential. \`header\` with a \`prefix\`: \`Authorization: ApiKey K\`. */
export type Carrier =
  | { readonly in: 'bearer' }
  | { readonly in: 'basic' }
  | { readonly in: 'header'; readonly name: string; readonly prefix?: string }
  | { readonly in: 'query'; readonly name: string }

export type OperationRow = readonly [
  call: string,
  method: string,
  path: string,
  hasBody: boolean,
  takesIdempotencyKey: boolean,
]

export interface SystemTable {
  readonly title: string
  /** The default server. */
  readonly baseUrl: string
  /** How an API key is sent. */
  readonly key?: Carrier
  /** How the token of a session is sent. */
  readonly session?: Carrier
  /** What is selected beside the credential: the header that names it. */
  readonly selection?: { readonly scheme: string; readonly header: string }
  /** The members of answers that are secrets. */
  readonly secrets: readonly string[]
  readonly operations: Readonly<Record<string, OperationRow>>
}
`

function tableOf(model: Model) {
  const session = schemeOf(model, isSession => isSession)
  const key = schemeOf(model, isSession => !isSession)
  const selection = selectionOf(model)
  return {
    title: model.root.get('info')?.text('title') ?? '',
    baseUrl: model.root.get('servers')?.items()[0]?.text('url') ?? '',
    ...(key && { key }),
    ...(session && { session }),
    ...(selection && { selection }),
    secrets: secretsOf(model),
    operations: Object.fromEntries(
      model.operations.flatMap(({ id, method, path, words, body, parameters }) => {
        const takesKey = parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key')
        return words ? [[id, [words.call, method, path, body !== undefined, takesKey]]] : []
      }),
    ),
  }
}

/** A session is what signing in makes; an API key is any other credential. */
function schemeOf(model: Model, choose: (isSession: boolean) => boolean): Carrier | undefined {
  const signedIn = model.operations.find(({ words }) => words?.does === 'sign_in')?.words?.resource
  for (const { node, words } of model.schemes.values())
    if (words && 'authenticates' in words && choose(words.authenticates === signedIn)) return carrierOf(node, words)
  return undefined
}

function selectionOf(model: Model): { scheme: string; header: string } | undefined {
  for (const { name, node, words } of model.schemes.values()) {
    const carrier = carrierOf(node, words)
    if (words && 'selects' in words && carrier?.in === 'header') return { scheme: name, header: carrier.name }
  }
  return undefined
}

function secretsOf({ resources }: Model): string[] {
  const names = [...resources.values()].flatMap(resource =>
    Object.entries(propertyWords(resource)).flatMap(([name, { secret }]) => (secret ? [name] : [])),
  )
  return [...new Set(names)].sort()
}

/** The type of each problem, from the first system that has it. */
function problemsOf(systems: readonly NamedModel[]): [string, string][] {
  const problems = new Map<string, string>()
  for (const { system, model } of systems)
    for (const [name, schema] of model.schemas)
      for (const { code, problem } of codesOf(schema))
        if (problem === schema && !problems.has(code))
          problems.set(code, `${identifier(system)}.components['schemas']['${name}']`)
  return [...problems].sort(([a], [b]) => (a < b ? -1 : 1))
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
