/**
 * What is generated from documents: compiled with TypeScript, and one operation of each called through its client and its
 * mock.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { build } from 'esbuild'
import { generate } from '../../mock/engine/answers/generate.ts'
import type { Contract, JsonSchema } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import { documentFiles } from '../../openapi/generate/document-files.ts'
import { identifier } from '../../openapi/generate/identifier.ts'
import { pathParameters } from '../../openapi/generate/sdk/calls.ts'
import { carriedOptions } from '../../openapi/generate/sdk/carried-options.ts'
import { describedOperations } from '../../openapi/generate/sdk/described-operation.ts'
import { type Call, namedCalls } from '../../openapi/generate/sdk/names.ts'
import { loadFile } from '../../src/cli/load-system.ts'
import { errorsOf } from '../compile.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What is wrong with each document, by its file; undefined if nothing is. */
export type Outcomes = ReadonlyMap<string, string | undefined>

/** @param files the paths of documents */
export async function tryDocuments(files: readonly string[]): Promise<Outcomes> {
  // Below the root, so that the packages are found.
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  try {
    const outcomes = new Map<string, string | undefined>()
    for (const file of files) outcomes.set(file, await problemOf(() => write(file, join(folder, nameOf(file)))))
    const written = files.filter(file => outcomes.get(file) === undefined)
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    const output = await errorsOf(folder, ['*/*.ts'])
    for (const file of written) {
      const errors = output.filter(line => line.startsWith(`${nameOf(file)}/`))
      outcomes.set(file, errors[0] ?? (await problemOf(() => call(join(folder, nameOf(file))))))
    }
    return outcomes
  } finally {
    await rm(folder, { recursive: true })
  }
}

const nameOf = (file: string) => basename(file).replace(/\.[^.]+$/, '')

async function problemOf(attempt: () => Promise<void>): Promise<string | undefined> {
  try {
    await attempt()
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

async function write(file: string, folder: string): Promise<void> {
  const { contract, value } = await loadFile(file)
  const document = (await value?.()) ?? {}
  await mkdir(folder)
  const generated = await documentFiles({ system: contract.system, document, contract }, basename(file))
  for (const [name, text] of [...generated, ['program.ts', programOf(document, contract)] as const])
    await writeFile(join(folder, name), text)
}

/** A program that calls the operation that needs the least. TypeScript checks the names, but not the values. */
function programOf(document: JsonObject, contract: Contract): string {
  const [call] = namedCalls(describedOperations(document, contract)).sort((a, b) => needsOf(a) - needsOf(b))
  if (!call) throw new Error('The document has no operation.')
  const value = (schema: JsonSchema) => valueFor(contract, schema)
  const valuesOf = (parameters: Call['parameters']) =>
    Object.fromEntries(parameters.map(({ name, schema }) => [name, value(filled(schema))]))
  const query = call.parameters.filter(({ in: place }) => place === 'query')
  const headers = call.parameters.filter(({ in: place, required }) => place === 'header' && required)
  const given = [
    ...pathParameters(call).map(({ schema }) => value(filled(schema)) ?? 'x'),
    ...(call.body.length > 0 ? [call.isBodyRequired ? value(call.body[0]?.schema ?? {}) : undefined] : []),
    ...(query.length > 0 ? [valuesOf(query.filter(({ required }) => required))] : []),
    { headers: valuesOf(headers) },
  ]
  const system = identifier(contract.system)
  return `import { createClient } from 'latchkey'
import { ${system} as system } from './client.js'
import { createMock } from './mock.js'

async function program(): Promise<unknown> {
  const mock = createMock({ now: '2026-01-01T00:00:00Z' })
  const options = { baseUrl: 'http://localhost${contract.basePath}', fetch: mock.fetch, ...${JSON.stringify(credentialsFor(call, document, contract))} }
  const client = createClient(system, options as never)
  await client[${JSON.stringify(call.resource)}][${JSON.stringify(call.method)}](${given.map(argument).join(', ')})
  const [exchange] = mock.requests
  return { operation: exchange?.operation, expected: ${JSON.stringify(call.operation.id)}, status: exchange?.status }
}

console.log(JSON.stringify(await program()))
`
}

const argument = (value: unknown) => `${value === undefined ? 'undefined' : JSON.stringify(value)} as never`

function needsOf({ parameters, isBodyRequired }: Call): number {
  const required = parameters.filter(parameter => parameter.required)
  return required.length + (isBodyRequired ? 5 : 0)
}

const valueFor = ({ schemas }: Contract, schema: JsonSchema): unknown =>
  generate(schema, { schemas, direction: 'request', seed: 'program', isMinimal: true }).value

/** A path and a query cannot show an empty text. */
const filled = (schema: JsonSchema): JsonSchema => ({ allOf: [schema, { minItems: 1, minLength: 1 }] })

function credentialsFor({ operation }: Call, document: JsonObject, contract: Contract): Record<string, string> {
  const schemes = Object.keys(operation.security[0] ?? {})
  const all = carriedOptions(document, contract).filter(({ scheme }) => schemes.includes(scheme))
  // A request has one credential in each place.
  const options = all.filter(
    ({ carrier }, index) => all.findIndex(other => isDeepStrictEqual(other.carrier, carrier)) === index,
  )
  return Object.fromEntries(
    options.flatMap(({ name, password }) => [
      [name, 'any'] as const,
      ...(password ? [[password, 'any'] as const] : []),
    ]),
  )
}

/** @throws {Error} if the call fails, or another operation answers */
async function call(folder: string): Promise<void> {
  const outfile = join(folder, 'program.mjs')
  await build({
    entryPoints: [join(folder, 'program.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    alias: { latchkey: join(root, 'src/index.ts'), 'latchkey/mock': join(root, 'mock/index.ts') },
    nodePaths: [join(root, 'node_modules')],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url)' },
  })
  const { stdout } = await promisify(execFile)(process.execPath, [outfile])
  const { operation, expected, status } = JSON.parse(stdout)
  if (operation !== expected) throw new Error(`${operation} was called, not ${expected}.`)
  if (!(status >= 200 && status < 300)) throw new Error(`The mock answered with ${status}.`)
}
