/** The built server compared with a bare one on the same library: time to the first response, requests per second. */
import { fileURLToPath } from 'node:url'
import { alternate, type Row } from './measure.ts'
import { hasWrk, type Running, requestsPerSecond, start } from './running.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const startMock = () =>
  start(port => [process.execPath, here('../../dist/cli.js'), 'mock', '--system', 'account-keys', '--port', port])
export const startBare = (body = '{}') =>
  start(() => [process.execPath, here('bare-server.mjs')], { env: { BODY: body } })

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
  if (!hasWrk()) return []
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
