/**
 * `npm run compare`: what mock servers do with the same OpenAPI document, `todos.yaml`, without any configuration.
 *
 * `npm run compare -- Prism` tries only the servers whose name has that word. The other servers are installed from npm into
 * a temporary folder. Specmatic needs Java. It prints a Markdown table, which `docs/comparison-of-mocks.md` shows.
 */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Running, start } from '../bench/running.ts'

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const DOCUMENT = here('todos.yaml')
const ROUNDS = 5

interface Tool {
  readonly name: string
  /** What is installed; none for this package. */
  readonly packages: readonly string[]
  /** @param bin the path of a program of the packages */
  readonly command: (port: string, bin: (name: string) => string) => readonly [string, ...string[]]
}

const node = process.execPath

const ALL: readonly Tool[] = [
  { name: 'Latchkey', packages: [], command: port => [node, here('../../dist/cli.js'), 'mock', DOCUMENT, '-p', port] },
  {
    name: 'Prism 5.16.0',
    packages: ['@stoplight/prism-cli@5.16.0'],
    command: (port, bin) => [node, bin('prism'), 'mock', '-p', port, DOCUMENT],
  },
  {
    name: 'Prism 5.16.0, `--dynamic`',
    packages: ['@stoplight/prism-cli@5.16.0'],
    command: (port, bin) => [node, bin('prism'), 'mock', '--dynamic', '-p', port, DOCUMENT],
  },
  {
    name: 'Steady 0.22.2',
    packages: ['@stdy/cli@0.22.2'],
    command: (port, bin) => [steadyOf(bin), '--quiet', '--host', '127.0.0.1', '--port', port, DOCUMENT],
  },
  {
    name: 'Scalar 2.0.1',
    packages: ['@scalar/cli@2.0.1'],
    command: (port, bin) => [node, bin('scalar'), 'document', 'mock', DOCUMENT, '--port', port],
  },
  {
    name: 'Specmatic 2.55.1',
    packages: ['specmatic@2.55.1'],
    command: (port, bin) => [node, bin('specmatic'), 'mock', DOCUMENT, '--port', port],
  },
]

const TOOLS = ALL.filter(
  ({ name }) => process.argv.slice(2).some(word => name.includes(word)) || process.argv.length === 2,
)

interface Sent {
  readonly status: number
  readonly text: string
}

type Send = (method: string, path: string, body?: string) => Promise<Sent>

/** What is tried, in this order, on one server. */
const PROBES: Readonly<Record<string, (send: Send) => Promise<boolean>>> = {
  'a valid POST is accepted': async send => (await send('POST', '/todos', '{"title":"Milk"}')).status < 300,
  'a GET shows what a POST created': async send => {
    const id = await created(send)
    const { text } = await send('GET', `/todos/${id}`)
    return text.includes('Milk') && (await send('GET', '/todos')).text.includes('Milk')
  },
  'after a DELETE, a GET is 404': async send => {
    const id = await created(send)
    await send('DELETE', `/todos/${id}`)
    return (await send('GET', `/todos/${id}`)).status === 404
  },
  'the same request gives the same bytes': async send => {
    const texts = []
    for (let count = 0; count < 3; count++) texts.push((await send('GET', '/todos')).text)
    return new Set(texts).size === 1
  },
  'a body without `title` is refused': async send => (await send('POST', '/todos', '{"done":true}')).status >= 400,
  'a title that is a number is refused': async send => (await send('POST', '/todos', '{"title":1}')).status >= 400,
}

async function created(send: Send): Promise<string> {
  const { text } = await send('POST', '/todos', '{"title":"Milk"}')
  try {
    return String(JSON.parse(text).id)
  } catch {
    return '1'
  }
}

const sendTo =
  (origin: string): Send =>
  async (method, path, body) => {
    const headers = { ...(body !== undefined && { 'Content-Type': 'application/json' }) }
    const response = await fetch(origin + path, { method, headers, ...(body !== undefined && { body }) })
    return { status: response.status, text: await response.text() }
  }

/** The program that the launcher of Steady starts: a launcher that is killed leaves it running. */
function steadyOf(bin: (name: string) => string): string {
  return join(bin('..'), `@stdy/cli-${process.platform}-${process.arch}/bin/steady`)
}

const folder = await mkdtemp(join(tmpdir(), 'latchkey-compare-'))
try {
  const columns = ['Mock server', 'first response', 'on disk', ...Object.keys(PROBES)]
  for (const row of [columns, columns.map(() => '---')]) print(row)
  for (const tool of TOOLS) print(await rowOf(tool))
} finally {
  await rm(folder, { recursive: true })
}

function print(row: readonly string[]): void {
  console.log(`| ${row.join(' | ')} |`)
}

async function rowOf({ name, packages, command }: Tool): Promise<readonly string[]> {
  const home = join(folder, name.replaceAll(/\W+/g, '-'))
  if (packages.length > 0) await run('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', ...packages])
  const bin = (program: string) => join(home, 'node_modules/.bin', program)
  const times: number[] = []
  let server: Running | undefined
  for (let round = 0; round < ROUNDS; round++) {
    await server?.stop()
    server = await start(port => command(port, bin), { path: '/todos' })
    times.push(server.milliseconds)
  }
  if (!server) throw new Error('No round was run.')
  const send = sendTo(server.origin)
  const results: string[] = []
  for (const probe of Object.values(PROBES)) results.push((await probe(send)) ? 'yes' : 'no')
  await server.stop()
  return [
    name,
    `${Math.round(median(times))} ms`,
    packages.length > 0 ? sizeOf(home) : await sizeOfPackage(),
    ...results,
  ]
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

function sizeOf(path: string): string {
  const [megabytes] = spawnSync('du', ['-sm', path]).stdout.toString().split('\t')
  return `${megabytes} MB`
}

/** The package as npm installs it, with its one dependency. */
async function sizeOfPackage(): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: here('../..') })
  return `${Math.round(JSON.parse(stdout)[0].unpackedSize / 1e6)} MB`
}
