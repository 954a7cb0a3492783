/**
 * A real mock server behind an unreliable network. Whatever happens to a request or its response, one key is created,
 * and the caller gets its secret: in the first call, or in a second one with the idempotency key of the error.
 */
import type { ServerResponse } from 'node:http'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { serve as serveMock } from '../../mock/node.ts'
import { isLatchkeyError, Latchkey, type Secret, type SystemId } from '../../src/index.ts'
import { type Recorded, serve, type TestServer } from './server.ts'
import { keyBodies, systems } from './world.ts'

/** Retries do not wait: the random part of a wait is 0. */
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

/**
 * What the network does with a request for a new key.
 * @param ask Forwards the request to the server.
 */
type Fault = (response: ServerResponse, ask: () => Promise<Answer>) => unknown

const none: Fault = async (response, ask) => {
  const { status, headers, body } = await ask()
  response.writeHead(status, headers).end(body)
}

const closesBefore: Fault = response => response.destroy()

const closesAfter: Fault = async (response, ask) => {
  await ask()
  response.destroy()
}

const breaksOff: Fault = async (response, ask) => {
  const { status, headers, body } = await ask()
  response.writeHead(status, { ...headers, 'Content-Length': body.length }).write(body.slice(0, -9))
  setTimeout(() => response.destroy(), 10)
}

const stalls: Fault = async (response, ask) => {
  const { status, headers, body } = await ask()
  response.writeHead(status, headers).write(body.slice(0, -9))
}

const drips: Fault = async (response, ask) => {
  const { status, headers, body } = await ask()
  response.writeHead(status, headers)
  for (let start = 0; start < body.length; start += 100) {
    response.write(body.slice(start, start + 100))
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  response.end()
}

const cutsShort: Fault = async (response, ask) => {
  const { status, headers, body } = await ask()
  response.writeHead(status, headers).end(body.slice(0, -9))
}

const changesType: Fault = async (response, ask) => {
  const { status, headers, body } = await ask()
  response.writeHead(status, { ...headers, 'content-type': 'text/plain' }).end(body)
}

const saysHtml =
  (status: number): Fault =>
  response =>
    response.writeHead(status, { 'Content-Type': 'text/html' }).end('<html>Please wait</html>')

const isBusy: Fault = response => response.writeHead(429, { 'Retry-After': '0' }).end()

const redirects: Fault = response => response.writeHead(307, { Location: '/elsewhere' }).end()

/** The faults before the network works, and how the call ends: the number of attempts, or the error code. */
const faults: readonly [name: string, faults: readonly Fault[], end: number | string][] = [
  ['closes before the request arrives', [closesBefore], 2],
  ['closes when the key has been created', [closesAfter], 2],
  ['breaks off the answer', [breaksOff], 2],
  ['breaks off the answer twice', [breaksOff, breaksOff], 3],
  ['stalls in the answer', [stalls], 2],
  ['is slow', [drips], 1],
  ['responds with 503 twice', [saysHtml(503), saysHtml(503)], 3],
  ['responds with 503 in every attempt', Array(3).fill(saysHtml(503)), 'unexpected_response'],
  ['closes in every attempt', [closesAfter, closesBefore, closesAfter], 'connection_failed'],
  ['is busy', [isBusy], 2],
  ['responds with a page', [saysHtml(200)], 'unexpected_response'],
  ['redirects', [redirects], 'unexpected_response'],
  ['cuts the JSON short', [cutsShort], 'unexpected_response'],
  ['changes the content type', [changesType], 'unexpected_response'],
]

describe.each(systems)('%s', system => {
  it.concurrent.each(faults)('creates one key if the network %s', async (_, failing, end) => {
    const server = await serveMock(createMock({ system }))
    await using wire = await wireTo(server.url, failing)
    const shop = await signedIn(system, wire.baseUrl)
    // Long enough for slow machines, and short enough for a test that waits for it.
    const timeout = failing.includes(stalls) ? 3000 : 60_000
    const create = (idempotencyKey?: string) =>
      shop.apiKeys.create(keyBodies[system] as never, { idempotencyKey, timeout }).withResponse()

    const first = await create().catch((error: unknown) => error)
    const { data } = isLatchkeyError(first) ? await create(first.idempotencyKey) : (first as Made)
    expect(isLatchkeyError(first) ? first.code : (first as Made).attempts).toBe(end)
    const { apiKeys } = shop
    expect((await apiKeys.list()).data.map(({ id }) => id)).toEqual([data.id])
    const mine = new Latchkey<SystemId>({ system, baseUrl: wire.baseUrl, apiKey: data.secret })
    expect((await mine.me.get()).type).toBe('api_key')
    await server.close()
  })
})

/** The result of creating a key, on any system. */
interface Made {
  readonly data: { readonly id: string; readonly secret: Secret }
  readonly attempts: number
}

async function signedIn(system: SystemId, baseUrl: string): Promise<Latchkey<'standard'>> {
  const guest = new Latchkey<SystemId>({ system, baseUrl })
  const { token } = await guest.sessions.create({ email: 'admin@north.example', password: 'password' })
  // All systems have the methods that are used here.
  return new Latchkey<SystemId>({ system, baseUrl, session: token }) as unknown as Latchkey<'standard'>
}

/** A proxy to a server. Each request for a new key gets the next fault; after the last one, the proxy works. */
async function wireTo(origin: string, failing: readonly Fault[]): Promise<TestServer> {
  let turn = 0
  const wire = await serve(({ method, url }, response) => {
    const asked = wire.requests.at(-1)
    const isCreation = method === 'POST' && url?.split('?')[0]?.endsWith('/api-keys')
    const fault = (isCreation && failing[turn++]) || none
    fault(response, () => forward(origin, asked))
  })
  return wire
}

async function forward(origin: string, { method = '', url, headers, body }: Partial<Recorded> = {}): Promise<Answer> {
  const { authorization = '', 'content-type': type = '', 'idempotency-key': key = '' } = headers ?? {}
  const answer = await fetch(`${origin}${url}`, {
    method,
    headers: Object.entries({
      Authorization: authorization,
      'Content-Type': type,
      'Idempotency-Key': String(key),
    }).filter(([, value]) => value !== ''),
    ...(body && { body }),
  })
  const { status } = answer
  return { status, headers: { 'Content-Type': answer.headers.get('Content-Type') ?? '' }, body: await answer.text() }
}
