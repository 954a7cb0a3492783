import { describe, expect, test } from 'vitest'
import type { DeclaredResponse, JsonSchema } from '../../../openapi/contract/contract.ts'
import { type AnswerOptions, type AnswerRequest, type AnswerWarning, answerFromDocument } from './answer.ts'

const PET: JsonSchema = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, status: { enum: ['free', 'sold'] } },
}
const SCHEMAS = { Pet: PET }
const PET_REF = { $ref: '#/components/schemas/Pet' }

type Sent = Partial<Omit<AnswerRequest, 'headers'>> & { headers?: Record<string, string> }

function answer(
  responses: Record<string, Partial<DeclaredResponse>>,
  sent: Sent = {},
  options: Partial<AnswerOptions> = {},
) {
  const complete = Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, { headers: [], ...response }]),
  )
  const request = {
    method: 'GET',
    pathname: '/pets',
    search: '',
    params: {},
    query: {},
    body: undefined,
    ...sent,
    headers: new Headers(sent.headers),
  }
  return answerFromDocument(complete, request, { schemas: SCHEMAS, seed: 1, ...options })
}

const json = (result: ReturnType<typeof answer>) =>
  'body' in result && result.body.kind === 'json' ? result.body.value : result

describe('the response', () => {
  test.each([
    [['201', '200', '404'], 200],
    [['201'], 201],
    [['404', '2XX'], 200],
    [['default'], 200],
    [['500', 'default'], 200],
    [['302'], 302],
    [['400', '404'], 200],
    [[], 200],
  ])('of %j is %i', (statuses, expected) => {
    expect(answer(Object.fromEntries(statuses.map(status => [status, {}])))).toMatchObject({ status: expected })
  })

  test.each([
    ['404', 404, 'not found'],
    ['422', 422, 'a range'],
    ['4XX', 400, 'a range'],
    ['500', 500, 'any other'],
    ['default', 500, 'any other'],
  ])('that Prefer: code=%s asks for has the status %i', (code, status, text) => {
    const responses = {
      '200': {},
      '404': { schema: { const: 'not found' } },
      '4XX': { schema: { const: 'a range' } },
      default: { schema: { const: 'any other' } },
    }
    const result = answer(responses, { headers: { Prefer: `respond-async, code=${code}` } })
    expect(result).toMatchObject({ status })
    expect(json(result)).toBe(text)
  })

  test('that is not declared is said to be unavailable', () => {
    expect(answer({ '200': {} }, { headers: { Prefer: 'code=418' } })).toEqual({
      unavailable: 'code',
      asked: '418',
      declared: ['200'],
    })
  })

  test.each([
    ['204', 'GET'],
    ['304', 'GET'],
    ['200', 'HEAD'],
  ])('with %s to %s has no body', (status, method) => {
    const result = answer({ [status]: { schema: PET_REF } }, { method, headers: { Prefer: `code=${status}` } })
    expect(result).toMatchObject({ status: Number(status), body: { kind: 'none' } })
  })

  test('has a location if it is a redirect or creates a record', () => {
    expect(answer({ '302': {} })).toMatchObject({ headers: { Location: '/pets' } })
    const created = { '201': { schema: { ...PET, properties: { id: { const: 7 } } }, headers: ['Location'] } }
    expect(answer(created, { method: 'POST' })).toMatchObject({ headers: { Location: '/pets/7' } })
  })

  test('has the headers that have a schema, without those that the server writes', () => {
    const headerSchemas = {
      'X-Rate-Limit': { type: 'integer', minimum: 60, maximum: 60 },
      'Content-Length': { type: 'integer' },
    }
    const result = answer({ '200': { headers: ['X-Rate-Limit', 'Content-Length', 'X-Other'], headerSchemas } })
    expect(result).toMatchObject({ headers: { 'X-Rate-Limit': '60' } })
    expect(Object.keys('headers' in result ? result.headers : {})).toEqual(['X-Rate-Limit'])
  })
})

describe('the value', () => {
  test('is an example before it is made', () => {
    const examples = { cat: { id: 1, name: 'Tom' }, default: { id: 2, name: 'Rex' } }
    const responses = { '200': { schema: PET_REF, examples } }
    expect(answer(responses)).toMatchObject({ source: 'example', media: 'application/json' })
    expect(json(answer(responses))).toEqual({ id: 2, name: 'Rex' })
    expect(json(answer(responses, { headers: { Prefer: 'example=cat' } }))).toEqual({ id: 1, name: 'Tom' })
    expect(json(answer(responses, { headers: { Prefer: 'example="dog"' } }))).toEqual({
      unavailable: 'example',
      asked: 'dog',
      declared: ['cat', 'default'],
    })
    expect(answer({ '200': { schema: PET_REF } })).toMatchObject({ source: 'schema' })
  })

  test('is the same for the same request', () => {
    const responses = { '200': { schema: PET_REF } }
    const one = { search: '?a=1&b=2', method: 'POST', body: { x: 1, y: 2 } }
    const other = { search: '?b=2&a=1', method: 'POST', body: { y: 2, x: 1 } }
    expect(answer(responses, one)).toEqual(answer(responses, other))
    expect(answer(responses, one)).not.toEqual(answer(responses, { ...one, pathname: '/other' }))
    expect(answer(responses, one)).not.toEqual(answer(responses, one, { seed: 2 }))
  })

  test('of an example that breaks its schema is repaired, with a warning', () => {
    const warnings: AnswerWarning[] = []
    const examples = { wrong: { id: '7', name: 'Tom', status: 'lost' } }
    const responses = { '200': { schema: PET_REF, examples } }
    for (let count = 0; count < 2; count++)
      expect(json(answer(responses, {}, { warn: warning => warnings.push(warning) }))).toEqual({
        id: 7,
        name: 'Tom',
        status: 'free',
      })
    expect(warnings).toEqual(Array(2).fill({ kind: 'example-repaired', status: 200, example: 'wrong' }))
  })

  test('of an example of a component with alternatives keeps the members that are right', () => {
    const kindOf = (kind: string, rest: JsonSchema = {}): JsonSchema => ({
      type: 'object',
      required: ['kind', 'count', ...Object.keys(rest)],
      properties: { kind: { const: kind }, count: { type: 'integer' }, note: { type: 'string' }, ...rest },
    })
    const schemas = { Either: { oneOf: [kindOf('one'), kindOf('two', { extra: { type: 'boolean' } })] } }
    const examples = { wrong: { kind: 'two', count: '7', note: 'kept', extra: false } }
    const responses = { '200': { schema: { $ref: '#/components/schemas/Either' }, examples } }
    expect(json(answer(responses, {}, { schemas }))).toMatchObject({ count: 7, note: 'kept' })
  })

  test.each([
    ['as text', '{"id":1,"name":"Tom"}'],
    ['under value', { value: { id: 1, name: 'Tom' } }],
    ['under a name and value', { cat: { value: { id: 1, name: 'Tom' } } }],
    ['in a list', [{ id: 1, name: 'Tom' }]],
  ])('of an example that is written %s is what its author meant', (_how, example) => {
    expect(json(answer({ '200': { schema: PET_REF, examples: { default: example } } }))).toEqual({ id: 1, name: 'Tom' })
  })

  test('of an example that cannot be repaired is that of another example, or made', () => {
    const impossible = { schema: { type: 'string', pattern: '^$', minLength: 1 }, examples: { a: 'x' } }
    const warnings: AnswerWarning[] = []
    expect(answer({ '200': impossible }, {}, { warn: warning => warnings.push(warning) })).toMatchObject({
      source: 'schema',
    })
    expect(warnings).toEqual([
      { kind: 'example-skipped', status: 200, example: 'a' },
      { kind: 'no-valid-value', status: 200 },
    ])
  })
})

describe('what the request said', () => {
  const examples = { default: { id: 1, name: 'Tom' } }
  const responses = { '200': { schema: PET_REF, examples } }

  test('is in the members of the same name, if it is valid there', () => {
    expect(json(answer(responses, { params: { id: '7' }, query: { status: 'sold' }, body: { name: 'Rex' } }))).toEqual({
      id: 7,
      name: 'Rex',
      status: 'sold',
    })
    expect(json(answer(responses, { params: { id: 'x' }, query: { status: 'lost' }, body: { name: 5 } }))).toEqual({
      id: 1,
      name: 'Tom',
    })
  })

  test('leaves an example as it was', () => {
    expect(json(answer(responses, { params: { id: '7' } }))).toEqual({ id: 7, name: 'Tom' })
    expect(json(answer(responses))).toEqual({ id: 1, name: 'Tom' })
  })

  test('includes the id of the path under its own name', () => {
    expect(json(answer(responses, { params: { store: 'a', petId: '9' } }))).toMatchObject({ id: 9 })
  })

  test('is in the record of an envelope, and not in what the record holds', () => {
    const record = { ...PET, properties: { ...(PET.properties as object), owner: PET_REF } }
    const envelope = { type: 'object', properties: { data: record } }
    const body = json(answer({ '200': { schema: envelope } }, { params: { id: '9' } }))
    expect(body).toMatchObject({ data: { id: 9 } })
    expect(body).not.toMatchObject({ data: { owner: { id: 9 } } })
  })

  test('filters a list and bounds it', () => {
    const list = {
      type: 'object',
      properties: { items: { type: 'array', items: PET_REF }, limit: { type: 'integer' } },
    }
    const body = json(answer({ '200': { schema: list } }, { query: { status: 'sold', limit: '1' } }))
    expect(body).toEqual({ items: [expect.objectContaining({ status: 'sold' })], limit: 1 })
  })

  test('is not in an error', () => {
    const error = { schema: { type: 'object', properties: { name: { const: 'NotFound' } } } }
    expect(json(answer({ '404': error }, { headers: { Prefer: 'code=404' }, params: { name: 'x' } }))).toEqual({
      name: 'NotFound',
    })
  })

  test('is never a secret', () => {
    const schema = {
      type: 'object',
      properties: { password: { type: 'string', writeOnly: true }, name: { type: 'string' } },
    }
    expect(json(answer({ '200': { schema } }, { body: { password: 'x', name: 'Rex' } }))).toEqual({ name: 'Rex' })
  })
})

describe('the media type', () => {
  const content = {
    schema: PET_REF,
    others: [
      { media: 'application/xml', schema: PET_REF },
      { media: 'text/csv', schema: { type: 'array', items: PET_REF } },
    ],
  }
  const body = (accept?: string) => {
    const result = answer({ '200': content }, accept === undefined ? {} : { headers: { Accept: accept } })
    return 'media' in result ? result.media : undefined
  }

  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['text/*', 'text/csv'],
    ['application/xml;q=0.5, application/json;q=0.4', 'application/xml'],
    ['application/json;q=0, */*', 'application/xml'],
    ['image/png', 'application/json'],
  ])('for Accept: %s is %s', (accept, media) => {
    expect(body(accept)).toBe(media)
  })

  const write = (media: string, rest: Partial<DeclaredResponse> = {}) => {
    const result = answer({ '200': { media, ...rest } })
    if (!('body' in result)) throw new Error('unavailable')
    return result.body
  }

  test('is written as it should be', () => {
    const pet = { schema: PET_REF, examples: { a: { id: 1, name: 'A & "B"' } } }
    const pets = {
      schema: { type: 'array', items: PET_REF },
      examples: {
        a: [
          { id: 1, name: 'A, B' },
          { id: 2, name: 'C' },
        ],
      },
    }
    expect(write('application/vnd.api+json', pet)).toMatchObject({ kind: 'json' })
    expect(write('text/plain', { examples: { a: 'Hello' } })).toEqual({ kind: 'text', text: 'Hello' })
    expect(write('application/xml', { examples: { a: '<pet/>' } })).toEqual({ kind: 'text', text: '<pet/>' })
    expect(write('application/xml', pet)).toEqual({
      kind: 'text',
      text: '<?xml version="1.0" encoding="UTF-8"?>\n<Pet><id>1</id><name>A &amp; &quot;B&quot;</name></Pet>',
    })
    expect(write('text/csv', pets)).toEqual({ kind: 'text', text: 'id,name\r\n1,"A, B"\r\n2,C\r\n' })
    expect(write('application/x-ndjson', pets)).toEqual({
      kind: 'text',
      text: '{"id":1,"name":"A, B"}\n{"id":2,"name":"C"}\n',
    })
    expect(write('application/x-www-form-urlencoded', pet)).toEqual({ kind: 'text', text: 'id=1&name=A+%26+%22B%22' })
    expect(write('text/event-stream', pet)).toMatchObject({ text: 'data: {"id":1,"name":"A & \\"B\\""}\n\n' })
    expect(write('image/png', { schema: { type: 'string', format: 'binary' } })).toMatchObject({ kind: 'bytes' })
    expect(write('application/octet-stream', { examples: { a: 'abc' } })).toEqual({
      kind: 'bytes',
      bytes: new TextEncoder().encode('abc'),
    })
  })

  test('of XML follows the xml keyword', () => {
    const schema = {
      type: 'object',
      xml: { name: 'animal', prefix: 'a', namespace: 'https://example.com/a' },
      properties: {
        id: { type: 'integer', xml: { attribute: true } },
        tags: { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'tag' } } },
        names: { type: 'array', items: { type: 'string' } },
      },
    }
    expect(
      write('application/xml', { schema, examples: { a: { id: 1, tags: ['x', 'y'], names: ['z'] } } }),
    ).toMatchObject({
      text: expect.stringContaining(
        '<a:animal xmlns:a="https://example.com/a" id="1"><tags><tag>x</tag><tag>y</tag></tags><names>z</names></a:animal>',
      ),
    })
  })
})
