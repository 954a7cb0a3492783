/** Known defects of other SDKs, one test for each, over real HTTP. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { serve as serveMock } from '../../mock/node.ts'
import { type Fetch, isLatchkeyError, Latchkey, LatchkeyResponseError } from '../../src/index.ts'
import { closed, refused, serveInTurn } from './fault-server.ts'
import { byRequest } from './helpers.ts'
import { answerJson, serve } from './server.ts'
import { systems } from './world.ts'

const SECRET = "lk_live_5e/cr+et'=0123456789"

/** What users do to find a defect. The last error is not caught, so Node prints it. */
const PROGRAM = `
  import { Latchkey } from ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)}
  const { SYSTEM: system, BASE: baseUrl } = process.env
  const shop = new Latchkey({ system, baseUrl, maxRetries: 0, logger: console, logLevel: 'debug' })
  console.log(shop, JSON.stringify(shop), String(shop.credential))
  console.dir(shop, { depth: 99, showHidden: true })
  const error = await shop.me.get().catch(error => error)
  console.error(error, JSON.stringify(error), error.stack, \`\${error}\`)
  console.trace(error)
  shop.me.get()`

it.each(systems)('leaks no credential if it is printed or logged, or as an uncaught error: %s', async system => {
  await using server = await serveInTurn(closed)
  const env = { ...process.env, LATCHKEY_API_KEY: SECRET, SYSTEM: system, BASE: server.baseUrl }
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM], { env })
  const { code, stdout, stderr } = await run.catch(error => error)
  const printed = `${stdout}${stderr}`
  expect(server.requests).toHaveLength(2)
  expect([code, printed]).toEqual([1, expect.stringContaining('LatchkeyConnectionError: GET http')])
  for (const form of [SECRET, encodeURIComponent(SECRET), btoa(`${SECRET}:`), '5e/cr', '5e%2Fcr', '0123456789'])
    expect(printed).not.toContain(form)
})

it('narrows an error by its code to the fields of that code', async () => {
  const { shop, close } = await shopAtMock()
  await shop.apiKeys.create({ title: 'First' })
  const error: unknown = await shop.apiKeys.create({ title: 'Second' }).catch(thrown => thrown)
  if (!isLatchkeyError(error) || error.code !== 'active_key_limit_reached') return expect.unreachable()
  const { limit, used }: { limit: number; used: number } = error.problem
  expect([error.status, limit, used]).toEqual([409, 1, 1])
  // @ts-expect-error that is a member of another code
  expect(error.problem.errors).toBeUndefined()
  await close()
})

it('creates no second key if the first response is lost', async () => {
  let lost = 0
  const { shop, close } = await shopAtMock(
    byRequest(async request => {
      const answer = await fetch(request)
      if (request.method === 'GET' || request.url.endsWith('/sessions') || lost++ > 0) return answer
      throw new TypeError('fetch failed')
    }),
  )
  // A second one would be rejected: on this system each user has one key.
  const { data, attempts } = await shop.apiKeys.create({ title: 'Only' }).withResponse()
  expect([attempts, (await shop.apiKeys.list()).data.map(({ id }) => id)]).toEqual([2, [data.id]])
  await close()
})

it.each([
  ['seconds', () => '120'],
  ['an HTTP date', () => new Date(Date.now() + 121_000).toUTCString()],
])('waits two minutes if the server asks for two minutes, in %s', async (_, say) => {
  await using server = await serve((request, response) =>
    refused(429, 'rate_limited', { 'Retry-After': say() })(request, response),
  )
  const controller = new AbortController()
  const waits: number[] = []
  const shop = new Latchkey({
    system: 'standard',
    baseUrl: server.baseUrl,
    hooks: { retry: ({ wait }) => waits.push(wait) },
  })
  const call = shop.me.get({ signal: controller.signal }).catch(({ code }) => code)
  await vi.waitFor(() => expect(waits).toHaveLength(1), 30_000)
  // Longer than a back-off that ignores the header.
  await new Promise(resolve => setTimeout(resolve, 1000))
  expect(server.requests).toHaveLength(1)
  expect(waits).toEqual([expect.closeTo(120_000, -4)])
  controller.abort()
  expect(await call).toBe('aborted')
})

it('ends a loop over pages that repeat a cursor', async () => {
  await using server = await serve(answerJson({ data: [{ id: 'ord_1' }], next_cursor: 'again' }))
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  const seen: string[] = []
  const loop = async () => {
    for await (const { id } of shop.orders.list()) seen.push(id)
  }
  await expect(loop()).rejects.toThrow(LatchkeyResponseError)
  expect([seen, server.requests.length]).toEqual([['ord_1', 'ord_1'], 2])
})

/** A client of an admin on a real server, of the system that allows one key per user. */
async function shopAtMock(send?: Fetch) {
  const { url, close } = await serveMock(createMock({ system: 'secret-keys' }))
  const options = { system: 'secret-keys', baseUrl: `${url}/api/v1`, fetch: send } as const
  const { token } = await new Latchkey(options).sessions.create({ email: 'admin@north.example', password: 'password' })
  return { shop: new Latchkey({ ...options, session: token }), close }
}
