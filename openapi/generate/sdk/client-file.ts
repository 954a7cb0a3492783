/** The client of one system: its types, its operations, and the system as a value for `createClient`. */

import type { Contract } from '../../contract/contract.ts'
import type { JsonObject } from '../../contract/json.ts'
import { collect } from '../../vocabulary/model/collect.ts'
import type { Model } from '../../vocabulary/model/model.ts'
import { rootOf } from '../../vocabulary/model/node.ts'
import { isWords } from '../../vocabulary/validators.ts'
import { identifier } from '../identifier.ts'
import { literal } from '../literal.ts'
import { factsOf } from './facts.ts'
import { methodsSource } from './methods.ts'
import { operationsOf } from './operations.ts'
import { optionsSource } from './options.ts'
import { problemsSource } from './problems.ts'
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
  /** The system that others are compared with: problems that are the same there are left out. */
  readonly base?: JsonObject
}

/** What the file imports from the SDK if it uses it. */
const IMPORTS = ['Call', 'CreateOptions', 'Facts', 'ListOptions', 'Pages', 'RequestOptions', 'System', 'WithSecrets']

/** The source of the client of a system, without a notice that it is generated. */
export function clientFile(source: ClientSource, options: ClientFileOptions = {}): string {
  const { system, document, contract } = source
  const { types = './types.js', sdk = 'latchkey', name = identifier(system), base = document } = options
  const model = modelOf(document)
  const body = [
    typesSource(),
    methodsSource(model),
    optionsSource(model),
    problemsSource(model, base === document ? model : modelOf(base)),
    `/** The rules of the system. */\nexport const facts = ${literal(factsOf(contract), LINE_WIDTH)} as const satisfies Facts`,
    valueSource(name, model, contract),
  ].join('\n\n')
  const used = IMPORTS.filter(name => new RegExp(`\\b${name}\\b[^']`).test(body))
  return [
    `import type { ${used.join(', ')} } from '${sdk}'`,
    `import type { components, operations, paths, Readable, Writable } from '${types}'`,
    '',
    `export type * from '${types}'`,
    '',
    body,
  ].join('\n')
}

const modelOf = (document: JsonObject): Model => collect(rootOf(document), isWords)

function typesSource(): string {
  return `/** The types of the system. */
export interface Types {
  readonly facts: typeof facts
  readonly resources: Resources
  readonly paths: paths
  readonly schemas: components['schemas']
  readonly options: Options
  readonly problems: Problems
}`
}

function valueSource(name: string, model: Model, contract: Contract): string {
  const value = { rotation: rotationFactsOf(contract), resources: Object.fromEntries(operationsOf(model)) }
  return [
    `/** The system \`${contract.system}\`, for \`createClient\`. */`,
    `export const ${name}: System<Types> = ${literal(value, LINE_WIDTH).replace('{\n', '{\n  facts,\n')}`,
  ].join('\n')
}
