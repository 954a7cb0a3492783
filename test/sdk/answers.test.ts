import { describe, expect, it, vi } from 'vitest'
import { type Fetch, Latchkey, LatchkeyResponseError } from '../../src/index.ts'
import { answered, ok, refused, serveInTurn } from './fault-server.ts'
import { retryAtOnce } from './helpers.ts'
import { unhandledRejections } from './unhandled.ts'

retryAtOnce()

describe('withResponse', () => {
  it('returns the headers, the status and the ids of one request', async () => {
    const json = { 'Content-Type': 'application/json', 'Request-Id': 'req_7', 'X-Extra': 'yes' }
    await using server = await serveInTurn(answered(200, json, '{"id":"key_1"}'))
    const call = new Latchkey({ system: 'standard', baseUrl: server.baseUrl }).apiKeys.get('key_1')
    const { data, response, ...rest } = await call.withResponse()
    expect(data).toEqual({ id: 'key_1' })
    expect([response.status, response.headers.get('X-Extra')]).toEqual([200, 'yes'])
    expect(rest).toEqual({ requestId: 'req_7', idempotencyKey: undefined, attempts: 1 })
    expect(await call).toBe(data)
    expect(server.requests).toHaveLength(1)
  })

  it('throws what the call throws, and reports no unhandled rejection', async () => {
    await using server = await serveInTurn(refused(404, 'not_found'))
    const unhandled = unhandledRejections()
    const call = new Latchkey({ system: 'standard', baseUrl: server.baseUrl }).me.get()
    await expect(call.withResponse()).rejects.toMatchObject({ code: 'not_found' })
    await new Promise(resolve => setTimeout(resolve, 10))
    expect(unhandled).not.toHaveBeenCalled()
  })
})

it('reports an unhandled rejection if the caller handles neither promise', async () => {
  await using server = await serveInTurn(refused(404, 'not_found'))
  const unhandled = unhandledRejections()
  void new Latchkey({ system: 'standard', baseUrl: server.baseUrl }).me.get().withResponse()
  await vi.waitFor(() => expect(unhandled).toHaveBeenCalledOnce(), 30_000)
  expect(unhandled.mock.calls[0]?.[0]).toMatchObject({ code: 'not_found' })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'is not followed, because it could lead the credential astray: %i',
    async status => {
      await using other = await serveInTurn(ok)
      await using server = await serveInTurn(answered(status, { Location: `${other.baseUrl}/me?key=K` }))
      for (const system of ['standard', 'store-admin', 'secret-keys', 'warehouse'] as const) {
        const shop = new Latchkey({ system, baseUrl: server.baseUrl, apiKey: 'lk_live_1' })
        const error = await shop.me.get().catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(LatchkeyResponseError)
        expect(error).toMatchObject({ code: 'unexpected_response', status, attempts: 1 })
        expect(String(error)).toContain(`GET ${server.baseUrl}/me returned ${status} with a redirect`)
      }
      const { fetch } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, apiKey: 'lk_live_1' })
      await expect(fetch.GET('/me', { redirect: 'follow' })).rejects.toThrow(LatchkeyResponseError)
      expect(other.requests).toEqual([])
    },
  )

  it.each<[string, Fetch]>([
    ['URL and an init', (url, init) => fetch(url, init)],
    ['URL and an init, and makes a request of them', (...args) => fetch(new Request(...args))],
  ])('is not followed by a custom fetch that takes a %s', async (_, own) => {
    await using other = await serveInTurn(ok)
    await using server = await serveInTurn(answered(302, { Location: `${other.baseUrl}/me` }))
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, apiKey: 'lk_live_1', fetch: own })
    await expect(shop.me.get()).rejects.toMatchObject({ code: 'unexpected_response', status: 302 })
    expect(other.requests).toEqual([])
  })

  it('has no status and no headers in a browser', async () => {
    const fetch = async () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })
    const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch })
    await expect(shop.me.get()).rejects.toMatchObject({ code: 'unexpected_response', status: 0 })
  })
})

describe('a response without a body', () => {
  const gone = answered(204, { 'Request-Id': 'req_7' })

  it('is a success if the contract describes no body', async () => {
    await using server = await serveInTurn(gone)
    const { products } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
    const { data, requestId } = await products.delete('prd_1').withResponse()
    expect([data, requestId]).toEqual([undefined, 'req_7'])
  })

  it('is a success on a system that sends keys in URLs, and for the bare client', async () => {
    await using server = await serveInTurn(gone)
    const shop = new Latchkey({ system: 'store-admin', baseUrl: server.baseUrl, apiKey: 'lk_live_1' })
    expect(await shop.products.delete('prd_1')).toBeUndefined()
    const { response } = await shop.fetch.DELETE('/products/{product_id}', {
      params: { path: { product_id: 'prd_1' } },
    })
    expect(response.status).toBe(204)
  })

  it('is an error if the contract describes a body', async () => {
    await using server = await serveInTurn(gone)
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
    const error = await shop.apiKeys.get('key_1').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(LatchkeyResponseError)
    expect(String(error)).toContain('returned 204 with no body, not JSON of the contract.')
  })
})

it.each(['application/json; charset=utf-8', 'application/hal+json', 'Application/JSON'])(
  'reads JSON of the type %s',
  async type => {
    await using server = await serveInTurn(answered(200, { 'Content-Type': type }, '{"id":"key_1"}'))
    const { apiKeys } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
    expect(await apiKeys.get('key_1')).toEqual({ id: 'key_1' })
  },
)

it.each(['null', 'true', '7', '"key_1"'])('throws a LatchkeyResponseError for the body %s', async body => {
  await using server = await serveInTurn(answered(200, { 'Content-Type': 'application/json' }, body))
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  const error = await shop.me.get().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LatchkeyResponseError)
  expect(error).toMatchObject({ code: 'unexpected_response', status: 200, attempts: 1 })
})

it.each([404, 503])('accepts a status text that Response does not accept: %i', async status => {
  await using server = await serveInTurn((_, response) => {
    response.socket?.end(`HTTP/1.1 ${status} Non trouv\u00e9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
  })
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  await expect(shop.me.get()).rejects.toMatchObject({ code: 'unexpected_response', status })
  expect((await shop.fetch.GET('/me')).response.status).toBe(status)
})

it('throws a LatchkeyResponseError for a status above 599', async () => {
  await using server = await serveInTurn(answered(999, {}))
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  await expect(shop.me.get()).rejects.toMatchObject({ code: 'unexpected_response', status: 999 })
})

it('does not treat the page of a proxy as a success, even if the operation returns no body', async () => {
  await using server = await serveInTurn(answered(200, { 'Content-Type': 'text/html' }, '<html>Sign in</html>'))
  const { products } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  await expect(products.delete('prd_1')).rejects.toMatchObject({ code: 'unexpected_response', status: 200 })
})

it('reads JSON with spaces around it', async () => {
  await using server = await serveInTurn(answered(200, { 'Content-Type': 'application/json' }, ' \n{"id":"a"}\n'))
  expect(await new Latchkey({ system: 'standard', baseUrl: server.baseUrl }).me.get()).toEqual({ id: 'a' })
})

it('returns no idempotency key if the operation takes none', async () => {
  await using server = await serveInTurn(ok)
  const { apiKeys } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  const call = apiKeys.update('key_1', { name: 'A' }, { headers: { 'Idempotency-Key': 'mine' } })
  expect((await call.withResponse()).idempotencyKey).toBeUndefined()
})

it('reads a media type with a space before its parameters', async () => {
  await using server = await serveInTurn(
    answered(200, { 'Content-Type': 'application/json ; charset=utf-8' }, '{"id":"a"}'),
  )
  expect(await new Latchkey({ system: 'standard', baseUrl: server.baseUrl }).me.get()).toEqual({ id: 'a' })
})
