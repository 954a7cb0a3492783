/** The built SDK compared with `fetch` and openapi-fetch: one call that lists 20 keys, and the load time. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import createClient from 'openapi-fetch'
import { createMock } from '../../mock/index.ts'
import type { Latchkey as LatchkeyClass } from '../../src/index.ts'
import { alternate, cpuTime, microseconds, type Row } from './measure.ts'

const run = promisify(execFile)
const BUILT = new URL('../../dist/index.js', import.meta.url).href
const PATH = '/api-keys'
const JSON_HEADERS = { 'Content-Type': 'application/json', 'Request-Id': 'req_000000000000' }

interface Paths {
  '/api-keys': { get: { parameters: { query: { limit: number } }; responses: object } }
}

/** The same call in three ways. Each creates a `Request` with the credential, and reads the response as JSON. */
async function callsTo(baseUrl: string, fetch: (input: string | Request, init?: RequestInit) => Promise<Response>) {
  const { Latchkey }: { Latchkey: typeof LatchkeyClass } = await import(BUILT)
  const apiKey = 'lk_live_0123456789012345678901234567890123456789012345678'
  const headers = { Authorization: `Bearer ${apiKey}` }
  const shop = new Latchkey({ system: 'standard', baseUrl, apiKey, fetch })
  const bare = createClient<Paths>({ baseUrl, headers, fetch })
  return {
    sdk: async () => (await shop.apiKeys.list({ limit: 20 })).data,
    bare: () => bare.GET(PATH, { params: { query: { limit: 20 } } }),
    raw: async () => (await fetch(new Request(`${baseUrl}${PATH}?limit=20`, { headers }))).json(),
  }
}

async function rowsOf(where: string, calls: Awaited<ReturnType<typeof callsTo>>, clock?: () => number): Promise<Row[]> {
  for (const call of Object.values(calls)) await microseconds(call, 5000, 1)
  // After a warm-up, many short turns: other load on the machine affects all sides equally.
  const turn = (call: () => Promise<unknown>) => () => microseconds(call, 400, 1, clock)
  const { sdk, bare, raw } = await alternate(40, {
    sdk: turn(calls.sdk),
    bare: turn(calls.bare),
    raw: turn(calls.raw),
  })
  const row = (what: string, ours: number, most: number): Row => ({
    what: `list of 20 ${where}: ${what} / fetch and json()`,
    ours,
    peer: raw,
    unit: 'us',
    ratio: ours / raw,
    most,
  })
  return [row('SDK', sdk, 1.25), row('bare openapi-fetch', bare, 1.25)]
}

/** The response of the standard system: 20 keys of four users. */
async function listOfKeys(): Promise<string> {
  const { fetch } = createMock({ system: 'standard' })
  const { Latchkey }: { Latchkey: typeof LatchkeyClass } = await import(BUILT)
  const options = { system: 'standard', baseUrl: 'http://bench.test/api/v1', fetch } as const
  const guest = new Latchkey(options)
  const { token } = await guest.sessions.create({ email: 'admin@north.example', password: 'password' })
  const admin = new Latchkey({ ...options, session: token })
  const { data: users } = await admin.users.list({ limit: 4 })
  for (const { id } of [...users, ...users, ...users, ...users, ...users])
    await admin.apiKeys.create({ name: 'Inventory Sync', user_id: id })
  return JSON.stringify(await admin.apiKeys.list({ limit: 20 }))
}

export async function benchSdk(): Promise<Row[]> {
  const text = await listOfKeys()
  const stub = async () => new Response(text, { headers: JSON_HEADERS })
  // These calls never wait, so CPU time is the better measure.
  const rows = await rowsOf('from a stub, CPU time', await callsTo('http://bench.test/api/v1', stub), cpuTime)

  const server = createServer((_, response) => response.writeHead(200, JSON_HEADERS).end(text))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const overHttp = (request: string | Request, init?: RequestInit) => fetch(request, init)
  rows.push(...(await rowsOf('over HTTP', await callsTo(`http://127.0.0.1:${port}/api/v1`, overHttp))))
  server.closeAllConnections()
  server.close()
  return rows
}

/** The time that loading the SDK adds to the start of Node. */
export async function benchImport(): Promise<Row[]> {
  const node = async (...args: string[]) => {
    const start = performance.now()
    await run(process.execPath, args)
    return performance.now() - start
  }
  const { sdk, empty } = await alternate(41, {
    sdk: () => node('--input-type=module', '-e', `import ${JSON.stringify(BUILT)}`),
    empty: () => node('--input-type=module', '-e', ''),
  })
  return [
    {
      what: 'cold import of the SDK: what it adds',
      ours: sdk - empty,
      peer: empty,
      unit: 'ms',
      ratio: sdk - empty,
      most: 15,
    },
  ]
}
