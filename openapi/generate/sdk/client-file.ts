/** The client of one system: its types, its operations, and the system as a value for `createClient`. */

import type { Contract } from '../../contract/contract.ts'
import { defined, type JsonObject } from '../../contract/json.ts'
import { identifier } from '../identifier.ts'
import { literal, Source } from '../literal.ts'
import { hasMarkers } from '../types/markers.ts'
import { idempotencyHeader } from './calls.ts'
import { carriedOptions, carriedTable } from './carried-options.ts'
import { describedOperations } from './described-operation.ts'
import { errorRulesOf } from './error-rules.ts'
import { factsOf } from './facts.ts'
import { methodsSource } from './methods.ts'
import { type Call, namedCalls } from './names.ts'
import { operationsOf } from './operations.ts'
import { credentialsSource, optionsSource } from './options.ts'
import { isPlain, pageRulesOf } from './page-rules.ts'
import { errorsSource, problemsSource } from './problems.ts'
import { rotationFactsOf } from './rotation.ts'
import { LINE_WIDTH } from './width.ts'

/** A document that was read, with its contract: a `LoadedDocument` (openapi/read/load-document.ts) has both. */
export interface ClientSource {
  /** The id of the system, such as the name of the document's file. */
  readonly system: string
  /** OpenAPI 3.1, in one piece. */
  readonly document: JsonObject
  readonly contract: Contract
}

export interface ClientFileOptions {
  /** The module of the types of the document, as the file imports it. Defaults to `./types.js`. */
  readonly types?: string
  /** The module of the SDK, as the file imports it. Defaults to `latchkey`. */
  readonly sdk?: string
  /** The name of the exported system. Defaults to the id of the system as an identifier. */
  readonly name?: string
  /** The environment variable that the API key defaults to. */
  readonly keyVariable?: string
  /** The system that others are compared with: problems that are the same there are left out. */
  readonly base?: Contract | undefined
}

/** What the file imports from the SDK if it uses it. */
const TYPES = [
  ...['Call', 'CreateOptions', 'Facts', 'KeyOrSession', 'ListOptions', 'Operations', 'Pages', 'PagesAt'],
  ...['RequestOptions', 'Secret', 'System', 'SystemBase', 'WithHeaders', 'WithSecrets'],
]
const VALUES = ['nextPage', 'withResources', 'writeBody', 'writeParameter']

/** What the file imports from the types of the document if it uses it. */
const DOCUMENT_TYPES = ['components', 'operations', 'paths', 'Readable', 'Writable']

/** The source of the client of a system, without a notice that it is generated. */
export function clientFile(source: ClientSource, options: ClientFileOptions = {}): string {
  const { system, document, contract } = source
  const { types = './types.js', sdk = 'latchkey', name = identifier(system), keyVariable, base } = options
  const operations = describedOperations(document, contract)
  const calls = namedCalls(operations)
  const carried = carriedOptions(document, contract)
  const rotation = contract.lenient ? undefined : rotationFactsOf(contract)
  const body = [
    typesSource(rotation !== undefined),
    methodsSource(calls, { contract, hasMarkers: hasMarkers(document) }),
    credentialsSource(contract, carried),
    optionsSource(carried),
    contract.lenient ? errorsSource(contract, operations) : problemsSource(contract, base),
    factsSource(contract),
    baseSource(calls, contract, { carried: carriedTable(carried, keyVariable), rotation }),
    ...resourcesSource(name, calls, contract),
  ].join('\n\n')
  return [...importLines(body, sdk, types), '', `export type * from '${types}'`, '', body].join('\n')
}

function importLines(body: string, sdk: string, types: string): string[] {
  const code = body.replaceAll(/\/\*\*[\s\S]*?\*\//g, '').replaceAll(/'[^'\n]*'/g, "''")
  const isUsed = (name: string) => new RegExp(`(?<![.\\w])${name}\\b(?!\\??:)`).test(code)
  const line = (kind: string, names: readonly string[], from: string) => importLine(kind, names.filter(isUsed), from)
  return [
    ...line('import type', TYPES, sdk),
    ...line('import', VALUES, sdk),
    ...line('import type', DOCUMENT_TYPES, types),
  ]
}

function importLine(kind: string, names: readonly string[], from: string): string[] {
  if (names.length === 0) return []
  const line = `${kind} { ${names.join(', ')} } from '${from}'`
  if (line.length <= LINE_WIDTH) return [line]
  return [`${kind} {`, ...names.map(name => `  ${name},`), `} from '${from}'`]
}

function typesSource(rotates: boolean): string {
  return `/** The types of the system. */
export interface Types {
  readonly facts: typeof facts
  readonly resources: Resources
  readonly paths: paths
  readonly schemas: components['schemas']
  readonly credentials: Credentials
  readonly options: Options
  readonly problems: Problems
  readonly rotates: ${rotates}
}`
}

function factsSource(contract: Contract): string {
  const { system: id, title, servers } = contract
  const facts = contract.lenient ? defined({ id, title, servers }) : factsOf(contract)
  const type = contract.lenient ? '' : ' satisfies Facts'
  return `/** The rules of the system. */\nexport const facts = ${literal(facts, LINE_WIDTH)} as const${type}`
}

function baseSource(calls: readonly Call[], contract: Contract, parts: Readonly<Record<string, unknown>>): string {
  const rules = calls.map(({ operation }) => pageRulesOf(operation)).filter(rules => typeof rules === 'object')
  const tables = Object.values(Object.fromEntries(operationsOf(calls, contract))).flatMap(Object.values)
  const isForm = ({ sends }: { readonly sends?: string }) => sends !== undefined && !/\bjson\b/.test(sends)
  const header = idempotencyHeader(contract)
  const requestId = contract.lenient ? (contract.dialect?.headers?.request_id ?? 'X-Request-Id') : undefined
  const value = defined({
    facts: new Source('facts'),
    ...parts,
    errors: errorRulesOf(contract),
    requestIdHeader: requestId,
    idempotencyHeader: header === 'Idempotency-Key' ? undefined : header,
    nextPage: rules.every(isPlain) ? undefined : new Source('nextPage'),
    writeBody: tables.some(isForm) ? new Source('writeBody') : undefined,
    writeParameter: tables.some(({ query }) => query) ? new Source('writeParameter') : undefined,
  })
  return [
    '/** The system without its resources, for a client that has only some of them: see `withResources`. */',
    constant('base', 'SystemBase<Types>', value),
  ].join('\n')
}

function resourcesSource(name: string, calls: readonly Call[], contract: Contract): string[] {
  const tables = [...operationsOf(calls, contract)]
  const entries = tables.map(([resource]) => [resource, new Source(`${resource}Operations`)])
  const start = `export const ${name}: System<Types> = `
  // Bundlers leave out a call that is marked as pure, if its result is not used.
  const value = `/* @__PURE__ */ withResources(base, ${literal(Object.fromEntries(entries), LINE_WIDTH, '', start.length + 36)})`
  return [
    ...tables.map(
      ([resource, operations]) =>
        `/** The operations of \`${resource}\`. */\n${constant(`${resource}Operations`, 'Operations', operations)}`,
    ),
    [`/** The system \`${contract.system}\`, for \`createClient\`. */`, start + value].join('\n'),
  ]
}

function constant(name: string, type: string, value: unknown): string {
  const start = `export const ${name}: ${type} = `
  return start + literal(value, LINE_WIDTH, '', start.length)
}
