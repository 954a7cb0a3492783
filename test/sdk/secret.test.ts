import { Console } from 'node:console'
import { Session } from 'node:inspector'
import { PassThrough } from 'node:stream'
import { format, inspect } from 'node:util'
import { serialize } from 'node:v8'
import { describe, expect, it, vi } from 'vitest'
import { Latchkey, LatchkeyError, Secret, type SystemId } from '../../src/index.ts'
import { byRequest, thrownBy } from './helpers.ts'
import { answerJson, serve } from './server.ts'
import { baseUrl, keyBodies, systems, worldOf } from './world.ts'

const VALUE = `lk_live_${'0123456789'.repeat(4)}abcde9fQ2`

/** Ways to show a value, by accident or on purpose. */
const ways: Readonly<Record<string, (value: unknown) => unknown>> = {
  String: value => String(value),
  'template string': value => `${value}`,
  concatenation: value => `key ${value}`,
  JSON: value => JSON.stringify(value),
  'JSON in an object': value => JSON.stringify({ value, list: [value] }),
  inspect: value => inspect(value, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }),
  'inspect without customInspect': value =>
    inspect(value, { showHidden: true, depth: Number.POSITIVE_INFINITY, customInspect: false }),
  'inspect with proxies': value => inspect(new Proxy(Object(value), {}), { showProxy: true, depth: 99 }),
  format: value => format('%s %o %O %j', value, value, value, value),
  entries: value => JSON.stringify(Object.entries(Object(value))),
  keys: value => Reflect.ownKeys(Object(value)).map(String).join(),
  descriptors: value => inspect(Object.getOwnPropertyDescriptors(value), { depth: 99, showHidden: true }),
  spread: value => inspect({ ...Object(value) }, { depth: 99, showHidden: true }),
  'array of spread': value => JSON.stringify([{ ...Object(value) }]),
  structuredClone: value => clone(value),
  'console.log': value => printedBy('log', value),
  'console.error': value => printedBy('error', value),
  'console.table': value => printedBy('table', value),
  'console.dir': value => printedBy('dir', value),
  'v8.serialize': value => cloned(value),
  'Error.prepareStackTrace': value => preparedStack(value),
  'the console of a browser': value => previewed(value),
  'an error with it as its cause': value => inspect(new Error('x', { cause: value }), { depth: 99, showHidden: true }),
}

function clone(value: unknown): string {
  try {
    return inspect(structuredClone(value), { depth: 99, showHidden: true })
  } catch (error) {
    return inspect(error)
  }
}

/** The bytes of a structured clone. A client cannot be cloned. */
function cloned(value: unknown): string {
  try {
    return serialize(value).toString('latin1')
  } catch (error) {
    return inspect(error)
  }
}

/** Everything that an error monitor gets from the stack: the error, and the receivers of its calls. */
function preparedStack(value: unknown): string {
  const before = Error.prepareStackTrace
  const seen: unknown[] = []
  Error.prepareStackTrace = (error, sites) => {
    seen.push(error, ...sites.map(site => [site.getThis(), site.getFunction(), String(site)]))
    return 'prepared'
  }
  const { stack } = value instanceof Error ? value : new Error('x', { cause: value })
  const later = new Error(String(value), { cause: value }).stack
  Error.prepareStackTrace = before
  return inspect([stack, later, seen], { depth: 99, showHidden: true })
}

/** What the console of developer tools shows, including private members: a value alone, in an object and in a list. */
function previewed(value: unknown): string {
  const session = new Session()
  session.connect()
  const shown = [value, { value }, [value]].map(object => {
    vi.stubGlobal('previewed', object)
    let preview: object = {}
    session.post('Runtime.evaluate', { expression: 'previewed', generatePreview: true }, (_, { result }) => {
      preview = result
    })
    return preview
  })
  session.disconnect()
  vi.unstubAllGlobals()
  expect(shown[1]).toHaveProperty('objectId')
  return JSON.stringify(shown)
}

/** What a console writes. */
function printedBy(method: 'log' | 'error' | 'table' | 'dir', value: unknown): string {
  const stream = new PassThrough()
  new Console(stream)[method](value)
  return String(stream.read() ?? '')
}

/** Each form in which the secret could be shown. */
function expectHidden(text: unknown, secret: string): void {
  for (const form of [secret, encodeURIComponent(secret), btoa(`${secret}:`), secret.slice(8, 40)])
    expect(String(text)).not.toContain(form)
}

describe('a Secret', () => {
  it('is shown as its prefix and its last four characters', () => {
    const secret = new Secret(VALUE)
    expect([String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret })]).toEqual([
      'lk_live_****9fQ2',
      'lk_live_****9fQ2',
      '{"secret":"lk_live_****9fQ2"}',
      '{ secret: lk_live_****9fQ2 }',
    ])
  })

  it.each([
    ['', '****'],
    ['short', '****'],
    ['ses_tiny', 'ses_****'],
    [`hc_${'x'.repeat(45)}9fQ2`, 'hc_****9fQ2'],
    [`open_sesame_and_${'x'.repeat(30)}`, 'open_sesame_****xxxx'],
    ['correcthorse_batterystaple_of', '****e_of'],
    [`lk_live_${'x'.repeat(15)}9fQ2`, 'lk_live_****'],
    [`lk_live_${'x'.repeat(16)}9fQ2`, 'lk_live_****9fQ2'],
    [`lk_live_${'x'.repeat(20)}\n9fQ2`, 'lk_live_****9fQ2'],
  ])('shows little of a value with another form: %j', (value, shown) => {
    expect(String(new Secret(value))).toBe(shown)
  })

  it('is revealed on purpose', () => {
    expect(new Secret(VALUE).reveal()).toBe(VALUE)
  })

  it.each(Object.keys(ways))('is hidden from: %s', way => {
    expectHidden(ways[way]?.(new Secret(VALUE)), VALUE)
  })
})

describe.each(systems)('%s', system => {
  it('returns the secrets of new keys and sessions as Secrets, and nothing else', async () => {
    const { client, admin } = await worldOf(system)
    const session = await client({}).sessions.create({ email: 'admin@north.example', password: 'password' })
    expect(session.token).toBeInstanceOf(Secret)
    const { key, secret } = await newKey(system, admin)
    expect(secret).toMatch(/_[0-9A-Za-z]{49}$/)
    const others = Object.entries(key).filter(([name]) => name !== 'secret')
    for (const [, member] of others) expect(member).not.toBeInstanceOf(Secret)
  })

  it('accepts a Secret as its key and as its session', async () => {
    const { client, admin } = await worldOf(system)
    const { key, secret } = await newKey(system, admin)
    const { token } = await client({}).sessions.create({ email: 'admin@north.example', password: 'password' })
    expect((await client({ session: token }).me.get()).type).toBe('session')
    expect((await client({ apiKey: key.secret }).me.get()).type).toBe('api_key')
    // A Secret of another copy of the package.
    const other = { reveal: () => secret } as unknown as Secret
    expect((await client({ apiKey: other }).me.get()).type).toBe('api_key')
    expect(client({ apiKey: key.secret }).credential?.reveal()).toBe(secret)
    expect(client({ apiKey: null }).credential).toBeUndefined()
  })

  it.each(Object.keys(ways))('hides secrets in every public object and error from: %s', async way => {
    const show = ways[way] ?? String
    const { client, admin, mock } = await worldOf(system)
    const { key, secret } = await newKey(system, admin)
    const shop = client({ apiKey: key.secret })
    const session = await client({}).sessions.create({ email: 'admin@north.example', password: 'password' })
    const broken = client({
      apiKey: key.secret,
      maxRetries: 0,
      fetch: byRequest(request =>
        Promise.reject(new TypeError(`${request.url} ${request.headers.get('authorization')}`)),
      ),
    })
    const echoing = client({
      apiKey: key.secret,
      fetch: byRequest(async request => Response.json({ secret, url: request.url, title: secret }, { status: 400 })),
    })
    const refusing = client({
      apiKey: key.secret,
      fetch: byRequest(async request =>
        Response.json(
          { title: secret, detail: request.url, code: 'invalid_key', status: 401 },
          { status: 401, headers: { 'Content-Type': 'application/problem+json' } },
        ),
      ),
    })
    const seen: unknown[] = []
    const logger = Object.fromEntries(
      ['debug', 'info', 'warn', 'error'].map(level => [level, (...args: unknown[]) => seen.push(...args)]),
    )
    const logged = client({ apiKey: key.secret, logger, logLevel: 'debug' } as object)
    await logged.me.get()
    expect(seen).not.toEqual([])
    const objects = [
      shop,
      shop.system,
      shop.credential,
      shop.fetch,
      shop.apiKeys,
      key,
      await admin.apiKeys.list(),
      await admin.apiKeys.list().withResponse(),
      admin.apiKeys.list(),
      await shop.me.get().withResponse(),
      await shop.fetch.GET('/me' as never),
      await thrownBy(broken.me.get()),
      await thrownBy(echoing.me.get()),
      await thrownBy(refusing.me.get()),
      await thrownBy(shop.apiKeys.get('key_none')),
      await thrownBy(shop.apiKeys.get('')),
      ...seen,
    ]
    for (const object of objects) expectHidden(show(object), secret)
    expectHidden(show(session), session.token.reveal())
    expectHidden(show(client({ session: session.token })), session.token.reveal())
    expect(mock.contract.system).toBe(system)
  })
})

it('shows no secret in the error of a wrong option', () => {
  const wrong = new Secret(`${VALUE}\n`)
  expect(() => new Latchkey({ system: 'standard', baseUrl, apiKey: wrong })).toThrow(
    'apiKey must be 1 to 4096 visible ASCII characters.',
  )
})

it('wraps only what the contract calls a secret', async () => {
  await using server = await serve(
    answerJson({ data: [{ id: 'ord_1', secret: 'sauce', token: 'coin' }], next_cursor: null }),
  )
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  expect((await shop.orders.list()).data).toEqual([{ id: 'ord_1', secret: 'sauce', token: 'coin' }])
})

it('keeps a new secret out of the error if the response is incomplete', async () => {
  await using server = await serve((_, response) =>
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(`{"secret":"${VALUE}"`),
  )
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  const error = await thrownBy(shop.apiKeys.create({ name: 'A' }))
  expect(error).toBeInstanceOf(LatchkeyError)
  for (const show of Object.values(ways)) expectHidden(show(error), VALUE)
})

/** Creates a key on any system, with the fields that its facts require. */
async function newKey(system: SystemId, shop: { readonly apiKeys: object; readonly system: object }) {
  const { apiKeys } = shop as Latchkey<'standard'>
  const key = await apiKeys.create(keyBodies[system] as { name: string })
  return { key, secret: key.secret.reveal() }
}

it('wraps only strings', async () => {
  const fetch = async () => Response.json({ id: 'key_1', secret: null })
  expect(await new Latchkey({ system: 'standard', baseUrl, fetch }).apiKeys.create({ name: 'A' })).toEqual({
    id: 'key_1',
    secret: null,
  })
})
