/** What the core does for systems that are not like ours: pages, errors, credentials, queries, bodies and responses. */
import { describe, expect, test, vi } from 'vitest'
import {
  createClient,
  type ErrorRules,
  type Fetch,
  type FetchInit,
  LatchkeyError,
  nextPage,
  type Operation,
  type PageRules,
  type PagesAt,
  type System,
  type SystemBase,
  withResources,
  writeBody,
  writeParameter,
} from '../../src/index.ts'

type Method = (...args: unknown[]) => PagesAt<unknown, []>

interface Types {
  readonly facts: { readonly id: string; readonly title: string }
  readonly resources: { readonly things: { readonly call: Method } }
  readonly paths: object
  readonly schemas: object
  readonly credentials: Readonly<Record<string, unknown>>
  readonly options: object
  readonly problems: object
  readonly rotates: false
}

type Base = Partial<SystemBase<Types>>

const baseUrl = 'https://api.example/v1'

/** A client of a system with one method, `call`, and the requests that it sends. */
function clientOf(
  operation: Partial<Operation>,
  {
    respond = () => Response.json({}),
    base = {},
    options = {},
  }: {
    readonly respond?: (url: URL, init: FetchInit) => Response
    readonly base?: Base
    readonly options?: Readonly<Record<string, unknown>>
  } = {},
) {
  const requests: (FetchInit & { readonly url: string })[] = []
  const fetch: Fetch = async (url, init) => {
    requests.push({ ...init, url })
    return respond(new URL(url), init)
  }
  const whole: SystemBase<Types> = {
    facts: { id: 'any', title: 'Any' },
    carried: {},
    errors: {},
    nextPage,
    writeBody,
    writeParameter,
    ...base,
  }
  const system: System<Types> = withResources(whole, {
    things: { call: { method: 'GET', path: '/things', ...operation } },
  })
  const { things } = createClient(system, { baseUrl, fetch, ...options })
  return { call: things.call, requests }
}

async function failed(call: Promise<unknown>): Promise<LatchkeyError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof LatchkeyError ? error : expect.unreachable()
}

describe('pages', () => {
  const ALL = ['a', 'b', 'c', 'd', 'e']

  /** The items of a list, and the query of each request. */
  async function iterate(rules: PageRules, respond: (url: URL, init: FetchInit) => Response, ...args: unknown[]) {
    const isInBody = rules.in === 'body'
    const operation = isInBody ? ({ method: 'POST', hasBody: true } as const) : ({ hasQuery: true } as const)
    const { call, requests } = clientOf({ ...operation, isPaged: rules, returns: 'json' }, { respond })
    const items: unknown[] = []
    for await (const item of call(...args)) items.push(item)
    return { items, sent: requests.map(({ url, body }) => (isInBody ? body : new URL(url).search)) }
  }

  const slice = (start: number, size: number) => ALL.slice(start, start + size)
  const number = (url: URL, name: string) => Number(url.searchParams.get(name) ?? 0)

  test('by offset, until all items are there', async () => {
    const rules: PageRules = { style: 'offset', items: ['rows'], position: 'skip', size: 'take', total: ['total'] }
    const respond = (url: URL) => Response.json({ rows: slice(number(url, 'skip'), 2), total: 5 })
    const { items, sent } = await iterate(rules, respond, { take: 2 })
    expect(items).toEqual(ALL)
    expect(sent).toEqual(['?take=2', '?take=2&skip=2', '?take=2&skip=4'])
  })

  test('by offset, from the place that the caller chooses', async () => {
    const rules: PageRules = { style: 'offset', items: [], position: 'skip' }
    const { items } = await iterate(rules, url => Response.json(slice(number(url, 'skip'), 2)), { skip: 3 })
    expect(items).toEqual(['d', 'e'])
  })

  test('a count of 0 does not end a list', async () => {
    const rules: PageRules = { style: 'offset', items: ['rows'], position: 'skip', total: ['total'] }
    const respond = (url: URL) => Response.json({ rows: slice(number(url, 'skip'), 2), total: 0 })
    expect((await iterate(rules, respond)).items).toEqual(ALL)
  })

  test.each([
    ['a short page', {}, ['?n=2', '?n=2&page=2', '?n=2&page=3']],
    ['the number of pages', { pages: ['pages'] }, ['?n=2', '?n=2&page=2', '?n=2&page=3']],
    ['a member that says so', { last: ['last'] }, ['?n=2', '?n=2&page=2', '?n=2&page=3']],
  ] as const)('by number, until %s', async (_, more, sent) => {
    const respond = (url: URL) => {
      const page = number(url, 'page') || 1
      return Response.json({ rows: slice((page - 1) * 2, 2), pages: 3, last: page === 3 })
    }
    const rules: PageRules = { style: 'page', items: ['rows'], position: 'page', size: 'n', ...more }
    expect(await iterate(rules, respond, { n: 2 })).toEqual({ items: ALL, sent })
  })

  test('by number from 0', async () => {
    const rules: PageRules = { style: 'page', items: [], position: 'page', first: 0, pages: ['x'] }
    const { sent } = await iterate(rules, url => Response.json(slice(number(url, 'page') * 2, 2)))
    expect(sent).toEqual(['', '?page=1', '?page=2', '?page=3'])
  })

  test('after the last item', async () => {
    const rules: PageRules = {
      style: 'after',
      items: ['data'],
      position: 'starting_after',
      id: ['id'],
      more: ['has_more'],
    }
    const respond = (url: URL) => {
      const start = ALL.indexOf(url.searchParams.get('starting_after') ?? '') + 1
      return Response.json({ data: slice(start, 2).map(id => ({ id })), has_more: start + 2 < ALL.length })
    }
    const { items, sent } = await iterate(rules, respond)
    expect(items).toEqual(ALL.map(id => ({ id })))
    expect(sent).toEqual(['', '?starting_after=b', '?starting_after=d'])
  })

  test('by a cursor in the body of the request', async () => {
    const rules: PageRules = {
      style: 'cursor',
      in: 'body',
      items: ['data'],
      position: 'cursor',
      next: ['page', 'next'],
    }
    const respond = (_: URL, { body }: FetchInit) => {
      const start = Number(JSON.parse(String(body)).cursor ?? 0)
      return Response.json({ data: slice(start, 3), page: { next: start === 0 ? '3' : null } })
    }
    const { items, sent } = await iterate(rules, respond, { q: 'x' })
    expect(items).toEqual(ALL)
    expect(sent).toEqual(['{"q":"x"}', '{"q":"x","cursor":"3"}'])
  })

  test('by a Link header, whose URL is not called itself', async () => {
    const links =
      '<https://evil.example/things?page=2&tag=a&tag=b>; rel="next", <https://evil.example/things?page=9>; rel="last"'
    const respond = ({ searchParams }: URL) =>
      Response.json([searchParams.get('page') ?? '1'], { headers: searchParams.has('page') ? {} : { Link: links } })
    const { items, sent } = await iterate({ style: 'link', items: [] }, respond, { sort: 'x' })
    expect(items).toEqual(['1', '2'])
    expect(sent).toEqual(['?sort=x', '?sort=x&page=2&tag=a&tag=b'])
  })

  test('by a URL in the body', async () => {
    const respond = ({ searchParams }: URL) =>
      Response.json({ items: [searchParams.get('p') ?? '1'], next: searchParams.has('p') ? null : '/things?p=2' })
    expect((await iterate({ style: 'link', items: ['items'], next: ['next'] }, respond)).items).toEqual(['1', '2'])
  })

  test('a list without pages is one page', async () => {
    const { items, sent } = await iterate({ items: ['rows'] }, () => Response.json({ rows: ALL }))
    expect([items, sent]).toEqual([ALL, ['']])
  })

  test('a page that leads to itself is an error, not an endless loop', async () => {
    const link = '<https://api.example/v1/things?page=1>; rel="next"'
    const respond = () => Response.json(['a'], { headers: { Link: link } })
    const error = await failed(iterate({ style: 'link', items: [] }, respond))
    expect(error.message).toContain('returned the same page twice')
  })
})

describe('errors', () => {
  const fails = (body: unknown, errors: ErrorRules, status = 422) => {
    const respond = () => Response.json(body, { status })
    return failed(clientOf({}, { respond, base: { errors }, options: { maxRetries: 0 } }).call())
  }

  test('have the code and the message of the body, which is the problem', async () => {
    const body = { error: { code: 'card_declined', message: 'No.', param: 'card' } }
    const error = await fails(body, { code: ['error', 'code'], message: ['error', 'message'] })
    expect(error).toMatchObject({ code: 'card_declined', status: 422, problem: body })
    expect(error.message).toBe('422 card_declined: No.')
  })

  test('are named by their status if the body has no code', async () => {
    expect(await fails({ message: 'Gone' }, {}, 410)).toMatchObject({ code: 'http_410', message: '410 http_410: Gone' })
    expect(await fails([{ detail: 'x' }], { code: ['0', 'code'] })).toMatchObject({ code: 'http_422' })
    expect(await fails({ code: 7 }, { code: ['code'] })).toMatchObject({ code: '7' })
  })

  test('can be in successful responses', async () => {
    const errors: ErrorRules = { code: ['Errors', '0', 'Code'], message: ['Errors', '0', 'Text'], list: ['Errors'] }
    const rejected = { Content: null, Errors: [{ Code: 'KEY', Text: 'Wrong' }] }
    expect(await fails(rejected, errors, 200)).toMatchObject({ code: 'KEY', status: 200, problem: rejected })
    const done = { Content: 1, Errors: [] }
    expect(await clientOf({}, { respond: () => Response.json(done), base: { errors } }).call()).toEqual(done)
  })

  test('without JSON are not those of the server', async () => {
    const respond = () => new Response('<html>', { status: 403, headers: { 'Content-Type': 'text/html' } })
    expect((await failed(clientOf({}, { respond }).call())).code).toBe('unexpected_response')
  })

  test('hold no credential', async () => {
    const secret = 'secret-0123456789'
    const respond = () => Response.json({ message: `The key ${secret} is wrong` }, { status: 401 })
    const carried = { apiKey: { in: 'query', name: 'key' } } as const
    const error = await failed(clientOf({}, { respond, base: { carried }, options: { apiKey: secret } }).call())
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain(secret)
    expect(error.message).toContain('The key **** is wrong')
  })
})

describe('credentials', () => {
  const sentWith = async (carried: SystemBase['carried'], options: Readonly<Record<string, unknown>>) => {
    const { call, requests } = clientOf({}, { base: { carried }, options })
    await call()
    return { headers: requests[0]?.headers, search: new URL(requests[0]?.url ?? '').search }
  }

  test('a user name and a password', async () => {
    const carried = { username: { in: 'basic', password: 'password' } } as const
    const { headers } = await sentWith(carried, { username: 'ada', password: 'wonder land'.replace(' ', '-') })
    expect(headers?.authorization).toBe(`Basic ${btoa('ada:wonder-land')}`)
    expect((await sentWith(carried, { username: 'ada' })).headers?.authorization).toBe(`Basic ${btoa('ada:')}`)
  })

  test('several at a time: in a header, the query and cookies', async () => {
    const carried = {
      token: { in: 'bearer', kind: 'token' },
      appKey: { in: 'header', name: 'X-App' },
      region: { in: 'query', name: 'region' },
      sid: { in: 'cookie', name: 'sid' },
      csrf: { in: 'cookie', name: 'csrf' },
    } as const
    const options = { token: 't', appKey: 'a', region: 'eu', sid: '1', csrf: '2' }
    const { headers, search } = await sentWith(carried, options)
    expect(headers).toEqual({ authorization: 'Bearer t', 'x-app': 'a', cookie: 'sid=1; csrf=2' })
    expect(search).toBe('?region=eu')
  })

  test('two in the same header are a mistake', async () => {
    const carried = { token: { in: 'bearer', kind: 'token' }, username: { in: 'basic', password: 'password' } } as const
    await expect(sentWith(carried, { token: 't', username: 'u' })).rejects.toThrow(
      'Pass either token or username, not both.',
    )
  })

  test('no key of the environment is sent to a system that does not ask for it', async () => {
    vi.stubEnv('LATCHKEY_API_KEY', 'lk_live_environment')
    expect((await sentWith({ apiKey: { in: 'bearer' } }, {})).headers).toEqual({})
    vi.unstubAllEnvs()
  })
})

describe('queries', () => {
  const written = async (query: object, styles: Operation['query'] = {}) => {
    const { call, requests } = clientOf({ hasQuery: true, query: styles })
    await call(query)
    return new URL(requests[0]?.url ?? '').search
  }

  test('lists and objects are written as the document says', async () => {
    expect(await written({ ids: ['a', 'b c'] })).toBe('?ids=a&ids=b%20c')
    expect(await written({ ids: ['a', 'b,c'] }, { ids: 'comma' })).toBe('?ids=a,b%2Cc')
    expect(await written({ ids: ['a', 'b'] }, { ids: 'pipe' })).toBe('?ids=a|b')
    expect(await written({ ids: ['a', 'b'] }, { ids: 'space' })).toBe('?ids=a%20b')
    expect(await written({ at: { gte: 1, in: ['a', 'b'] } }, { at: 'deep' })).toBe(
      '?at%5Bgte%5D=1&at%5Bin%5D%5B0%5D=a&at%5Bin%5D%5B1%5D=b',
    )
    expect(await written({ point: { x: 1, y: 2 } }, { point: 'object' })).toBe('?x=1&y=2')
    expect(await written({ filter: { a: [1] } }, { filter: 'json' })).toBe('?filter=%7B%22a%22%3A%5B1%5D%7D')
  })

  test('values that are not there are left out, and dates are ISO 8601', async () => {
    expect(await written({ a: undefined, b: null, c: [], d: false })).toBe('?d=false')
    expect(await written({ since: new Date(0) })).toBe('?since=1970-01-01T00%3A00%3A00.000Z')
  })
})

describe('requests', () => {
  test('ids are encoded, and take their places in the path', async () => {
    const { call, requests } = clientOf({ path: '/a/{a-id}/b/{b.id}?mode={mode}', hasQuery: true })
    await call('x/y', 7, 'm', { q: 1 })
    expect(requests[0]?.url).toBe(`${baseUrl}/a/x%2Fy/b/7?mode=m&q=1`)
    await expect(call('..', 7, 'm')).rejects.toThrow(/a-id must not be/)
  })

  const sent = async (operation: Partial<Operation>, body: unknown) => {
    const { call, requests } = clientOf({ method: 'POST', hasBody: true, ...operation })
    await call(body)
    const [{ headers = {}, body: content = null } = {}] = requests
    return { type: headers['content-type'], content }
  }

  test('a form has brackets where the document says so, and JSON elsewhere', async () => {
    const sends = 'application/x-www-form-urlencoded'
    const body = { amount: 5, tags: ['a', 'b'], metadata: { order: '7' }, extra: { a: 1 } }
    expect(await sent({ sends, fields: { metadata: 'deep' } }, body)).toEqual({
      type: sends,
      content: 'amount=5&tags=a&tags=b&metadata%5Border%5D=7&extra=%7B%22a%22%3A1%7D',
    })
    expect((await sent({ sends }, new URLSearchParams({ a: 'b' }))).content).toBe('a=b')
  })

  test('a form with files', async () => {
    const file = new File(['\u0000\u00ff'], 'a.bin', { type: 'application/octet-stream' })
    const { type, content } = await sent(
      { sends: 'multipart/form-data' },
      { file, name: 'x', tags: ['a', 'b'], at: { x: 1 } },
    )
    const form = await new Response(content, { headers: { 'Content-Type': type ?? '' } }).formData()
    expect(form.getAll('tags')).toEqual(['a', 'b'])
    expect([form.get('name'), form.get('at')]).toEqual(['x', '{"x":1}'])
    const received = form.get('file')
    expect(received instanceof File && [received.name, await received.text()]).toEqual(['a.bin', '\u0000\u00ff'])
  })

  test('a file, and other kinds of JSON', async () => {
    const { type, content } = await sent({ sends: 'application/octet-stream' }, new Uint8Array([0, 255]))
    expect(type).toBe('application/octet-stream')
    expect(content instanceof Blob && [...(await content.bytes())]).toEqual([0, 255])
    const patch = 'application/merge-patch+json'
    expect(await sent({ sends: patch }, { a: null })).toEqual({ type: patch, content: '{"a":null}' })
  })

  test('a retried form has the same bytes', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const bodies: unknown[] = []
    const respond = (_: URL, { body }: FetchInit) => {
      bodies.push(body)
      return bodies.length === 1 ? new Response('', { status: 503 }) : Response.json({})
    }
    const { call } = clientOf({ method: 'PUT', hasBody: true, sends: 'multipart/form-data' }, { respond })
    await call({ name: 'x' })
    expect(bodies).toHaveLength(2)
    expect(bodies[1]).toBe(bodies[0])
    vi.restoreAllMocks()
  })

  test('headers that the operation takes, and the type that it asks for', async () => {
    const { call, requests } = clientOf({ accepts: 'application/json' })
    await call({ headers: { 'X-Version': 2, Accept: 'application/xml' } })
    expect(requests[0]?.headers).toEqual({ accept: 'application/xml', 'x-version': '2' })
  })

  test('an idempotency key in the header of the system, the same in each attempt', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    let count = 0
    const respond = () => (count++ === 0 ? new Response('', { status: 503 }) : Response.json({}))
    const base = { idempotencyHeader: 'X-Once' }
    const { call, requests } = clientOf({ method: 'POST', isIdempotent: true }, { respond, base })
    const { idempotencyKey } = await call().withResponse()
    expect(requests.map(({ headers }) => headers['x-once'])).toEqual([idempotencyKey, idempotencyKey])
    vi.restoreAllMocks()
  })
})

describe('responses', () => {
  const returned = (operation: Partial<Operation>, response: () => Response) =>
    clientOf(operation, { respond: response }).call()

  test('any JSON, if the document says so', async () => {
    for (const value of [[1], 'a', 7, null])
      expect(await returned({ returns: 'json' }, () => Response.json(value))).toEqual(value)
    expect((await failed(returned({}, () => Response.json([1])))).code).toBe('unexpected_response')
  })

  test('a text', async () => {
    expect(await returned({ returns: 'text' }, () => new Response('<a/>'))).toBe('<a/>')
  })

  test('a file, byte for byte', async () => {
    const file = await returned({ returns: 'blob' }, () => new Response(new Uint8Array([0, 255, 10])))
    expect(file instanceof Blob && [...(await file.bytes())]).toEqual([0, 255, 10])
  })

  test('the error of an operation that returns a file', async () => {
    const error = await failed(returned({ returns: 'blob' }, () => Response.json({ message: 'No' }, { status: 404 })))
    expect(error.message).toBe('404 http_404: No')
  })

  test('nothing, if there can be nothing', async () => {
    expect(await returned({ hasNoContent: true }, () => new Response(null, { status: 204 }))).toBeUndefined()
    expect(await returned({ hasNoContent: true }, () => Response.json({ a: 1 }))).toEqual({ a: 1 })
  })
})
