/** Errors keep what the server, or a gateway in front of it, said. */
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { type Fetch, Latchkey, LatchkeyResponseError } from '../../../src/index.ts'
import { failed, retryAtOnce, shopAt } from '../../sdk/helpers.ts'
import { baseUrl } from '../../sdk/world.ts'

retryAtOnce()

const KEY = 'lk_live_0123456789'

/** The error of a call that gets this response. */
function errorAt(body: string, init: ResponseInit, call: 'get' | 'create' = 'get') {
  const shop = new Latchkey({
    system: 'standard',
    baseUrl,
    apiKey: KEY,
    maxRetries: 0,
    fetch: async () => new Response(body, init),
  })
  return failed(call === 'get' ? shop.apiKeys.get('key_1') : shop.apiKeys.create({ name: 'A' }))
}

const json = { 'Content-Type': 'application/json' }
const problem = { 'Content-Type': 'application/problem+json' }

// Source: langchain-ai/langsmith-sdk #3551
it('shows what the gateway said with its 403', async () => {
  const error = await errorAt('{"message":"Forbidden"}', { status: 403, headers: json })
  expect(error).toMatchObject({ code: 'unexpected_response', status: 403, excerpt: '{"message":"Forbidden"}' })
  expect(inspect(error)).toContain('Forbidden')
})

it.each([
  ['a list', '[{"message":"Forbidden"}]'],
  ['a string', '"Forbidden"'],
  ['nothing but blanks', ' \n'],
])('shows a body that is %s', async (_, body) => {
  const error = await errorAt(body, { status: 403, headers: json })
  expect(error).toMatchObject({ code: 'unexpected_response', status: 403, excerpt: body })
})

it('shows the beginning of a page of 5 MB', async () => {
  const error = await errorAt(`<p>${'x'.repeat(5e6)}`, { status: 502, headers: { 'Content-Type': 'text/html' } })
  expect(error).toMatchObject({ excerpt: `<p>${'x'.repeat(497)}` })
  expect(error.message.length).toBeLessThan(200)
})

it.each([
  ['a title and a detail', { title: 'Blocked', detail: 'Your address is not allowed.', status: 403 }],
  ['no status', { title: 'Blocked', detail: 'Your address is not allowed.' }],
])('shows the title and detail of a problem document without a code, with %s', async (_, body) => {
  const error = await errorAt(JSON.stringify(body), { status: 403, headers: problem })
  expect(error).toMatchObject({ code: 'unexpected_response', title: 'Blocked', detail: 'Your address is not allowed.' })
  expect(error.message).toMatch(/not JSON of the contract\. Blocked Your address is not allowed\.$/)
})

it('shows the detail of a problem document that has nothing else', async () => {
  const error = await errorAt('{"detail":"Quota exceeded."}', { status: 403, headers: problem })
  expect(error).toMatchObject({ title: undefined, detail: 'Quota exceeded.' })
})

it.each([
  [{ code: 'not_found' }, { title: 'not_found', status: 404 }],
  [
    { code: 'not_found', title: 'No', type: '/x' },
    { title: 'No', status: 404 },
  ],
  [{ code: 'not_found', detail: 'Gone.' }, { detail: 'Gone.' }],
])('takes the code of a problem document without a status or a title: %j', async (body, expected) => {
  const error = await errorAt(JSON.stringify(body), { status: 404, headers: problem })
  expect(error).toMatchObject({ code: 'not_found', status: 404, problem: expected })
})

// RFC 9457 3.1: members whose value has another type are ignored.
it.each([
  { title: null, status: null, detail: null },
  { title: ['No'], status: {}, detail: { reason: 'Gone' } },
  { title: 5, status: '404', detail: false },
])('ignores the members of a problem document that have another type: %j', async members => {
  const error = await errorAt(JSON.stringify({ code: 'not_found', ...members }), { status: 404, headers: problem })
  expect(error).toMatchObject({ code: 'not_found', message: '404 not_found: not_found' })
  expect(error.problem).toEqual({ code: 'not_found', status: 404, title: 'not_found' })
})

it('finds the cf-ray of an HTML page', async () => {
  const headers = { 'Content-Type': 'text/html', 'CF-Ray': '8f1a-AMS', 'Set-Cookie': 'session=abc' }
  const error = await errorAt(`<html>${'x'.repeat(10_000)}`, { status: 503, headers })
  expect(error.headers?.get('CF-Ray')).toBe('8f1a-AMS')
  expect(error.headers?.has('Set-Cookie')).toBe(false)
  expect(error).toMatchObject({ excerpt: `<html>${'x'.repeat(494)}` })
})

it.each([
  [405, 'method_not_allowed', 'Allow', 'GET, HEAD'],
  [401, 'invalid_key', 'WWW-Authenticate', 'Bearer realm="shop"'],
  [429, 'rate_limited', 'RateLimit-Reset', '30'],
])('finds the headers of a %i', async (status, code, name, value) => {
  const body = JSON.stringify({ title: 'No', status, code })
  const error = await errorAt(body, { status, headers: { ...problem, [name]: value } })
  expect([error.code, error.headers?.get(name)]).toEqual([code, value])
})

it.each([
  ['https://login.example/sso?state=1', ' with a redirect to https://login.example,'],
  ['/login', ' with a redirect to http://mock.example,'],
  ['http://[', ' with a redirect,'],
])('says where a redirect leads: %s', async (location, text) => {
  const error = await errorAt('', { status: 302, headers: { Location: location } })
  expect(error.message).toContain(text)
  expect(error.headers?.get('Location')).toBe(location)
})

it('says that a redirect leads nowhere if it says nothing, as in a browser', async () => {
  const fetch = async () => ({ status: 0, headers: new Headers(), text: async () => '' })
  const error = await failed(shopAt(baseUrl, { fetch }).me.get())
  expect(error.message).toMatch(/ returned 0 with a redirect, not JSON/)
})

// Source: Unstructured-IO/unstructured-api #578
it('shows no credential that the server repeats, wherever it stands', async () => {
  const page = `<p>${' '.repeat(490)}${KEY}</p>`
  const error = await errorAt(page, {
    status: 502,
    headers: { 'Content-Type': 'text/html', 'X-Echo': `Bearer ${KEY}` },
  })
  const detail = await errorAt(`{"detail":"${KEY}","title":"${KEY}"}`, { status: 403, headers: problem })
  for (const text of [inspect(error, { showHidden: true, depth: 9 }), inspect(detail), `${detail}`])
    expect(text).not.toContain('0123')
  expect(error.headers?.get('X-Echo')).toBe('Bearer ****')
})

// PHP escapes a slash in JSON, .NET a plus, and Gson an equals sign.
it.each(['ab\\/cd+efghijkl==', 'ab/cd\\u002Befghijkl==', 'ab/cd+efghijkl\\u003d\\u003D'])(
  'shows no credential that the server repeats with escapes: %s',
  async text => {
    const apiKey = 'ab/cd+efghijkl=='
    const fetch = async () => new Response(`{"message":"${text} is wrong."}`, { status: 403, headers: json })
    const error = await failed(shopAt(baseUrl, { apiKey, fetch }).me.get())
    expect(error).toMatchObject({ excerpt: '{"message":"**** is wrong."}' })
  },
)

it('shows no HTTP Basic credential that the server repeats with escapes', async () => {
  const text = btoa('sk_live_0123456789:').replaceAll('=', '\\u003d')
  const fetch = async () => new Response(`{"message":"Basic ${text}"}`, { status: 403, headers: json })
  const shop = new Latchkey({ system: 'secret-keys', baseUrl, apiKey: 'sk_live_0123456789', fetch })
  expect(await failed(shop.me.get())).toMatchObject({ excerpt: '{"message":"Basic ****"}' })
})

it.each(['Request-Id', 'Content-Type'])('shows no credential that the server repeats in %s', async name => {
  const seen: unknown[] = []
  const shop = new Latchkey({
    system: 'standard',
    baseUrl,
    apiKey: KEY,
    maxRetries: 0,
    fetch: async () => new Response('{}', { status: 500, headers: { ...json, [name]: KEY } }),
    hooks: { response: event => seen.push(event), error: event => seen.push(event) },
    logger: {
      error: (...args) => seen.push(args),
      warn: (...args) => seen.push(args),
      info: (...args) => seen.push(args),
      debug: (...args) => seen.push(args),
    },
    logLevel: 'debug',
  })
  seen.push(await failed(shop.apiKeys.get('key_1')))
  expect(seen.length).toBeGreaterThan(2)
  expect(inspect(seen, { showHidden: true, depth: 9 })).not.toContain('0123')
})

it('shows no credential that the server repeats in the headers of a success', async () => {
  const fetch = async () => Response.json({ id: 'key_1' }, { headers: { 'Request-Id': KEY, 'X-Echo': KEY } })
  const shop = new Latchkey({ system: 'standard', baseUrl, apiKey: KEY, fetch })
  const { requestId, response } = await shop.apiKeys.get('key_1').withResponse()
  expect([requestId, response.headers.get('X-Echo')]).toEqual(['****', '****'])
})

it('shows no part of a new secret in a response that was cut off', async () => {
  const error = await errorAt('{"id":"key_1","secret":"lk_live_new', { status: 201, headers: json }, 'create')
  expect(error).toBeInstanceOf(LatchkeyResponseError)
  expect(inspect(error, { showHidden: true })).not.toContain('lk_live_new')
})

it('shows no password that the server sends back', async () => {
  const fetch: Fetch = async (_, { body }) =>
    Response.json({ detail: [{ loc: ['body', 'email'], input: JSON.parse(`${body}`) }] }, { status: 422 })
  const shop = new Latchkey({ system: 'standard', baseUrl, fetch, maxRetries: 0 })
  const password = 'correct horse'
  for (const call of [
    () => shop.sessions.create({ email: 'a@shop.example', password }),
    () => shop.users.update('usr_1', { password, current_password: 'battery staple' }),
  ]) {
    const error = await failed(call())
    expect(error).toMatchObject({ excerpt: expect.stringContaining('****') })
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toMatch(/horse|staple/)
  }
})

it('does not print all headers with each error', async () => {
  const error = await errorAt('{}', { status: 500, headers: { ...json, 'X-Long': 'value' } })
  expect(inspect(error)).not.toContain('X-Long')
  expect(JSON.stringify(error)).not.toContain('headers')
})

it.each(['key', 'lk', 'a'])('keeps the code of an error if the key of a test is a part of it: %s', async apiKey => {
  const fetch = async () =>
    Response.json({ title: 'A bad key', status: 401, code: 'invalid_key' }, { status: 401, headers: problem })
  const error = await failed(shopAt(baseUrl, { apiKey, fetch }).me.get())
  expect([error.code, error.message]).toEqual(['invalid_key', '401 invalid_key: A bad key'])
})

it('keeps the code of an error even if it is the key', async () => {
  const fetch = async () =>
    Response.json({ title: 'invalid_key', status: 401, code: 'invalid_key' }, { status: 401, headers: problem })
  const error = await failed(shopAt(baseUrl, { apiKey: 'invalid_key', fetch }).me.get())
  expect([error.code, error.problem?.title]).toEqual(['invalid_key', '****'])
})

it('takes a 200 with a problem document for an error', async () => {
  const refused = await errorAt('{"title":"No","status":409,"code":"key_not_revoked"}', {
    status: 200,
    headers: problem,
  })
  expect(refused).toMatchObject({ code: 'key_not_revoked', status: 200 })
  const other = await errorAt('{"title":"Maintenance"}', { status: 200, headers: problem })
  expect(other).toMatchObject({ code: 'unexpected_response', status: 200, title: 'Maintenance' })
})

it.each([
  ['a page', '<p>"Down"</p>\n', 'text/html', '<p>"Down"</p>\n'],
  ['a string', '"Down"', 'application/json', 'Down'],
  ['nothing', '', 'text/plain', undefined],
])('shows what a server said if middleware can replace it: %s', async (_, body, type, excerpt) => {
  const fetch = async () => new Response(body, { status: 403, headers: { 'Content-Type': type } })
  const shop = shopAt(baseUrl, { fetch })
  shop.fetch.use({ onResponse: () => undefined })
  expect(await failed(shop.me.get())).toMatchObject({ code: 'unexpected_response', status: 403, excerpt })
})
