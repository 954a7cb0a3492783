/** The built server compared with a bare one on the same library: time to the first response, requests per second. */

import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'
import { alternate, type Row } from './measure.ts'

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const SECONDS = 3

interface Running {
  readonly origin: string
  readonly milliseconds: number
  readonly stop: () => Promise<void>
}

/** Starts a server and waits for its first response. */
async function start(args: (port: number) => readonly string[], env: Record<string, string> = {}): Promise<Running> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const begin = performance.now()
  const child = spawn(process.execPath, args(port), {
    stdio: 'ignore',
    env: { ...process.env, ...env, PORT: String(port) },
  })
  while (
    !(await fetch(origin).then(
      answer => answer.text(),
      () => undefined,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`)
    // Without a pause, the requests would take CPU time from the server.
    await setTimeout(2)
  }
  const milliseconds = performance.now() - begin
  return {
    origin,
    milliseconds,
    stop: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const startMock = () =>
  start(port => [here('../../dist/cli.js'), 'mock', '--system', 'account-keys', '--port', String(port)])
const startBare = (body = '{}') => start(() => [here('bare-server.mjs')], { BODY: body })

export async function benchStart(): Promise<Row[]> {
  const time = async (starting: Promise<Running>) => {
    const { milliseconds, stop } = await starting
    await stop()
    return milliseconds
  }
  const { mock, bare } = await alternate(7, { mock: () => time(startMock()), bare: () => time(startBare()) })
  return [
    {
      what: 'start to first answer: mock / bare hono',
      ours: mock,
      peer: bare,
      unit: 'ms',
      ratio: mock / bare,
      most: 2,
    },
  ]
}

export async function benchThroughput(): Promise<Row[]> {
  if (spawnSync('wrk', ['--version']).error) {
    console.warn('SKIPPED: throughput is measured with wrk, which is not installed (Debian: apt-get install wrk).')
    return []
  }
  const mock = await startMock()
  const api = `${mock.origin}/api/v1`
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }
    return (await fetch(api + path, init)).json()
  }
  const { token } = await post('/sessions', { email: 'admin@north.example', password: 'password' })
  const headers = { Authorization: `Bearer ${token}` }
  let key = { id: '' }
  for (let count = 0; count < 20; count++) key = await post('/api-keys', { name: `Key ${count}` }, headers)

  const rows: Row[] = []
  for (const [what, path, script] of [
    ['GET by id', `/api-keys/${key.id}`, []],
    ['list of 20', '/api-keys', []],
    ['create', '/api-keys', ['-s', here('create.lua')]],
  ] as const) {
    const body = await (await fetch(api + (script.length > 0 ? `/api-keys/${key.id}` : path), { headers })).text()
    const bare = await startBare(body)
    const measure = (url: string) =>
      requestsPerSecond(url, [...script, '-H', `Authorization: ${headers.Authorization}`])
    const rates = await alternate(5, { mock: () => measure(api + path), bare: () => measure(bare.origin + path) })
    await bare.stop()
    rows.push({
      what: `${what} under wrk with 20 connections: bare hono / mock`,
      ours: rates.mock,
      peer: rates.bare,
      unit: 'req/s',
      ratio: rates.bare / rates.mock,
      most: 2,
    })
  }
  await mock.stop()
  return rows
}

async function requestsPerSecond(url: string, args: readonly string[]): Promise<number> {
  const { stdout } = await run('wrk', ['-t', '1', '-c', '20', '-d', `${SECONDS}s`, ...args, url])
  if (/Non-2xx/.test(stdout)) throw new Error(`Not all answers were successes:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}
