/**
 * Any document: `latchkey mock FILE` compared with Steady and Prism, which keep no state.
 *
 * `BENCH_DOCUMENTS` names more documents to start, each with the path of a request, separated by spaces:
 * `stripe.json#/v1/customers github.json#/users/octocat`. `STEADY` is the program of Steady; otherwise its npm package
 * (95 MB) is installed in a temporary folder.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { alternate, type Row } from './measure.ts'
import { hasWrk, type Running, requestsPerSecond, type StartOptions, start, warmUp } from './running.ts'
import { startBare } from './server.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const STEADY = '@stdy/cli@0.22.2'
const ROUNDS = 7
/** Milliseconds after which a peer has not started. It stands in the table as this time. */
const PATIENCE = 30_000
/** Milliseconds until a server has written its cache. */
const CACHED = 3000
const MANY = 1223

const TODO = here('todo.json')

type Server = (file: string, options?: StartOptions) => Promise<Running>

const latchkey =
  (cache: string): Server =>
  (file, options) =>
    start(port => [process.execPath, here('../../dist/cli.js'), 'mock', '--port', port, ...named(file)], {
      ...options,
      env: { LATCHKEY_CACHE: cache },
    })

/** The standard contract comes with the package. */
const named = (file: string) => (file === STANDARD ? [] : [file])
const STANDARD = here('../../openapi/generated/standard.json')

const steadyAt =
  (program: string): Server =>
  (file, options) =>
    start(port => [program, '--quiet', '--host', '127.0.0.1', '--port', port, file], options)

const prism: Server = (file, options) =>
  start(
    port => [process.execPath, here('../../node_modules/@stoplight/prism-cli/dist/index.js'), 'mock', '-p', port, file],
    options,
  )

export async function benchDocumentStart(): Promise<Row[]> {
  return withSteady(async (steady, folder) => {
    const others = (process.env.BENCH_DOCUMENTS ?? '').split(' ').filter(text => text !== '')
    const rows: Row[] = []
    for (const [file = '', path = '/'] of [[STANDARD, '/api/v1/me'], ...others.map(text => text.split('#'))])
      rows.push(...(await startsOf(file, path, join(folder, 'cache'), steady)))
    return rows
  })
}

export async function benchDocumentThroughput(): Promise<Row[]> {
  return hasWrk() ? withSteady((steady, folder) => throughput(folder, steady)) : []
}

async function withSteady(bench: (steady: Server, folder: string) => Promise<Row[]>): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  try {
    return await bench(steadyAt(process.env.STEADY ?? (await installSteady(folder))), folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function installSteady(folder: string): Promise<string> {
  console.warn(`Installing ${STEADY} in ${folder}.`)
  await promisify(execFile)('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', STEADY])
  // The program that its launcher starts: a launcher that is killed leaves it running, and takes 40 ms.
  const program = process.platform === 'win32' ? 'steady.exe' : 'steady'
  return join(folder, `node_modules/@stdy/cli-${process.platform}-${process.arch}/bin`, program)
}

async function startsOf(file: string, path: string, cache: string, steady: Server): Promise<Row[]> {
  const [again, other] = [join(cache, 'again'), join(cache, 'other')]
  for (const folder of [again, other]) {
    const { stop } = await latchkey(folder)(file, { path })
    await setTimeout(CACHED)
    await stop()
  }
  const time = (server: Server) => async () => {
    const { milliseconds, stop } = await server(file, { path, patience: PATIENCE })
    await stop()
    return milliseconds
  }
  const times = await alternate(ROUNDS, {
    ours: time(latchkey('off')),
    // The command has run before, but not with this document.
    first: async () => {
      await rm(join(other, 'documents'), { recursive: true, force: true })
      return time(latchkey(other))()
    },
    again: time(latchkey(again)),
    steady: time(steady),
  })
  // It takes seconds, so that a round is enough.
  const ofPrism = await time(prism)().catch(() => PATIENCE)
  const what = `start to first answer, ${basename(file)}`
  const row = (name: string, ours: number, peer: number, most: number): Row => ({
    what: `${what}: ${name}`,
    ours,
    peer,
    unit: 'ms',
    ratio: ours / peer,
    most,
  })
  return [
    row('first start of all / Steady', times.ours, times.steady, 1),
    row('first start with this document / Steady', times.first, times.steady, 1),
    row('second start / Steady', times.again, times.steady, 1),
    row('second start / first start', times.again, times.ours, 0.5),
    row('first start of all / Prism', times.ours, ofPrism, 1),
  ]
}

async function throughput(folder: string, steady: Server): Promise<Row[]> {
  const large = join(folder, 'large.json')
  await writeFile(large, await withManyOperations())
  const servers = { ours: await latchkey('off')(TODO), many: await latchkey('off')(large), steady: await steady(TODO) }
  const rows: Row[] = []
  const { id } = await createTodos(servers.ours.origin)
  const other = await createTodos(servers.many.origin)
  for (const [what, path, same] of [
    ['GET one', `/todos/${id}`, `/todos/${other.id}`],
    ['list of 20', '/todos?limit=20', '/todos?limit=20'],
  ] as const) {
    const bare = await startBare(await (await fetch(servers.ours.origin + path)).text())
    const urls = {
      ours: servers.ours.origin + path,
      many: servers.many.origin + same,
      steady: servers.steady.origin + path,
    }
    await warmUp(...Object.values(urls), bare.origin + path)
    const rates = await alternate(5, {
      ours: () => requestsPerSecond(urls.ours),
      many: () => requestsPerSecond(urls.many),
      steady: () => requestsPerSecond(urls.steady),
      bare: () => requestsPerSecond(bare.origin + path),
    })
    await bare.stop()
    const row = (name: string, peer: number, most: number, ours = rates.ours): Row => ({
      what: `${what} of any document under wrk with 20 connections: ${name}`,
      ours,
      peer,
      unit: 'req/s',
      ratio: peer / ours,
      most,
    })
    rows.push(
      row('Steady / mock', rates.steady, 1 / 3),
      row('bare hono / mock', rates.bare, 1.4),
      row(`3 operations / ${MANY}`, rates.ours, 1.1, rates.many),
    )
  }
  for (const { stop } of Object.values(servers)) await stop()
  return rows
}

/** The records to read, of which the last is returned. */
async function createTodos(origin: string): Promise<{ id: string }> {
  let todo = { id: '' }
  for (let count = 0; count < 20; count++) {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ title: `Todo ${count}`, done: false }),
    }
    todo = await (await fetch(`${origin}/todos`, init)).json()
  }
  return todo
}

/** The same operations after many others. */
async function withManyOperations(): Promise<string> {
  const todo = JSON.parse(await readFile(TODO, 'utf8'))
  const others = Array.from({ length: MANY - 3 }, (_, index) => [
    `/things${index}/{id}`,
    { get: { ...todo.paths['/todos/{id}'].get, operationId: `getThing${index}` } },
  ])
  return JSON.stringify({ ...todo, paths: { ...Object.fromEntries(others), ...todo.paths } })
}
