/** The file of one system: its types, its operations, and the system as a value. */

import type { Contract } from '../../contract/contract.ts'
import type { Model } from '../../vocabulary/model/model.ts'
import { literal } from '../literal.ts'
import type { System } from '../system.ts'
import { factsOf } from './facts.ts'
import { methodsSource } from './methods.ts'
import { operationsOf } from './operations.ts'
import { optionsSource } from './options.ts'
import { problemsSource } from './problems.ts'
import { rotationFactsOf } from './rotation.ts'
import { LINE_WIDTH } from './width.ts'

/** What the file imports from the SDK if it uses it. */
const IMPORTS: readonly (readonly [name: string, file: string])[] = [
  ['Call', '../call.ts'],
  ['WithSecrets', '../credentials/secret.ts'],
  ['Pages', '../pages.ts'],
  ['CreateOptions', '../request-options.ts'],
  ['ListOptions', '../request-options.ts'],
  ['RequestOptions', '../request-options.ts'],
  ['System', '../system.ts'],
  ['Facts', '../facts.ts'],
]

/** @param base The model of the system that the others are compared with. */
export function systemSource({ system, model, contract }: System, base: System): string {
  const body = [
    typesSource(),
    methodsSource(model),
    optionsSource(model),
    problemsSource(model, base.model),
    `/** The rules of the system. */\nexport const facts = ${literal(factsOf(contract), LINE_WIDTH)} as const satisfies Facts`,
    valueSource(system, model, contract),
  ].join('\n\n')
  const types = `latchkey/types/${system}`
  const used = Map.groupBy(
    IMPORTS.filter(([name]) => new RegExp(`\\b${name}\\b[^']`).test(body)),
    ([, file]) => file,
  )
  return [
    `import type { components, operations, paths, Readable, Writable } from '${types}'`,
    ...[...used].map(([file, names]) => `import type { ${names.map(([name]) => name).join(', ')} } from '${file}'`),
    '',
    `export type * from '${types}'`,
    '',
    body,
  ].join('\n')
}

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

function valueSource(system: string, model: Model, contract: Contract): string {
  const value = { rotation: rotationFactsOf(contract), resources: Object.fromEntries(operationsOf(model)) }
  return [
    `/** The system \`${system}\`, for \`createClient\`. */`,
    `export const system: System<Types> = ${literal(value, LINE_WIDTH).replace('{\n', '{\n  facts,\n')}`,
  ].join('\n')
}
