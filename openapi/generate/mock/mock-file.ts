/** The mock of one document, typed. */
import type { Contract, Operation } from '../../contract/contract.ts'
import { literal, quoted } from '../literal.ts'
import { resourceTypes } from './resource-types.ts'

/** What the file imports from the mock if it uses it. */
const HELPERS = ['ShownBy', 'WrittenBy']

/** The methods that openapi-typescript knows. */
const TYPED = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'])

/**
 * The source of `mock.ts`, without a notice that it is generated: `createMock` for the document.
 *
 * It contains the contract as text. TypeScript would take long to check a large value, no import of JSON compiles in all
 * module formats, and Turbopack and Node.js do not find a module `./contract.js` that is TypeScript.
 */
export function mockFile(contract: Contract): string {
  const others = contract.operations.filter(({ method }) => !TYPED.has(method))
  const resources = resourceTypes(contract, { components: 'components', operations: 'operations' })
  const codes = contract.operations.flatMap(operation => codesOf(operation))
  const body = [...resources, ...codes].join('\n')
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(body)
  const helpers = HELPERS.filter(uses).map(name => `, type ${name}`)
  const types = ['components', 'operations'].filter(name => name === 'operations' || uses(name))
  return [
    `import { type Contract, type ContractOptions, createMock as createMockOf, type Mock${helpers.join('')} } from 'latchkey/mock'`,
    `import type { ${types.join(', ')} } from './types.js'`,
    '',
    '/** The resources: a record as it is shown, the fields that create one, and the secrets that are created with it. */',
    ...interfaceOf('Resources', resources),
    '',
    '/** The error codes that the operations declare. */',
    ...interfaceOf('Codes', codes),
    '',
    ...operationsOf(others),
    '/** What the mock knows about the document. */',
    ...interfaceOf('Types', [
      `readonly operations: ${others.length === 0 ? 'operations' : 'Operations'}`,
      'readonly resources: Resources',
      'readonly codes: Codes',
    ]),
    '',
    '/** The options of the mock: seed, clock, base URL and others. */',
    "export type MockOptions = Omit<ContractOptions, 'contract'>",
    '',
    `/** Creates a mock of ${commentText(contract)}. Mocks are isolated: they share no state. */`,
    'export function createMock(options: MockOptions = {}): Mock<Types> {',
    '  return createMockOf<Types>({ ...options, contract })',
    '}',
    '',
    '/** The compact contract, as in contract.json. */',
    `const contract: Contract = JSON.parse(${literal(JSON.stringify(contract))})`,
  ].join('\n')
}

/** Operations that openapi-typescript leaves out, because they are new in OpenAPI 3.2. */
function operationsOf(others: readonly Operation[]): string[] {
  if (others.length === 0) return []
  return [
    '/** The operations. Those of OpenAPI 3.2 have no types. */',
    'export interface Operations extends operations {',
    ...others.map(({ id }) => `  ${quoted(id)}: unknown`),
    '}',
    '',
  ]
}

function codesOf({ id, responses }: Operation): string[] {
  const codes = new Set(Object.values(responses).flatMap(({ codes = [] }) => codes))
  return codes.size === 0 ? [] : [`${quoted(id)}: ${[...codes].map(code => literal(code)).join(' | ')}`]
}

/** An empty interface is an error under common lint settings. */
function interfaceOf(name: string, members: readonly string[]): string[] {
  if (members.length === 0) return [`export type ${name} = Record<never, never>`]
  return [`export interface ${name} {`, ...members.map(member => `  ${member}`), '}']
}

function commentText({ title, version }: Contract): string {
  return `${title} ${version}`.trim().replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')
}
