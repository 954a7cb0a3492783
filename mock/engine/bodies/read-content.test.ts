import { describe, expect, test } from 'vitest'
import type { BodyContent } from '../../../openapi/contract/contract.ts'
import { contentFor, mediaTypeOf } from './media.ts'
import { readContent } from './read-content.ts'

const FORM = 'application/x-www-form-urlencoded'
const SCHEMA = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    amount: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    ids: { type: 'array', items: { type: 'integer' } },
    address: { type: 'object', properties: { city: { type: 'string' }, zip: { type: 'integer' } } },
    items: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
    metadata: { type: 'object', additionalProperties: { type: 'string' } },
    files: { type: 'array', items: { type: 'string', format: 'binary' } },
    file: { type: 'string', format: 'binary' },
  },
}

function read(body: string | Uint8Array, type: string, content: Partial<BodyContent> = { schema: SCHEMA }): unknown {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const result = readContent(bytes, mediaTypeOf(type), { media: mediaTypeOf(type).type, ...content }, {})
  return 'value' in result ? result.value : result
}

describe('a JSON body', () => {
  test.each(['application/json', 'application/vnd.api+json; charset=utf-8', 'text/json'])('is read as %s', type => {
    expect(read('{"a":[1,null]}', type)).toEqual({ a: [1, null] })
  })

  test('is malformed without being quoted', () => {
    expect(read('{"password":"secret" x', 'application/json')).toEqual({
      malformed: expect.not.stringContaining('secret'),
    })
    expect(read(new Uint8Array([0xff]), 'application/json')).toEqual({ malformed: 'The body is not text in UTF-8.' })
    expect(read('{}', 'application/json; charset=klingon')).toEqual({ malformed: 'The body is not text in klingon.' })
  })
})

describe('a form', () => {
  test.each<[string, unknown]>([
    ['name=a+b%26&amount=7', { name: 'a b&', amount: 7 }],
    ['amount=x', { amount: 'x' }],
    ['tags=a', { tags: ['a'] }],
    ['tags=a&tags=b', { tags: ['a', 'b'] }],
    ['tags[]=a&tags%5B%5D=b', { tags: ['a', 'b'] }],
    ['ids[0]=1&ids[1]=2', { ids: [1, 2] }],
    ['address[city]=X&address[zip]=1', { address: { city: 'X', zip: 1 } }],
    ['items[0][id]=1&items[1][id]=2', { items: [{ id: 1 }, { id: 2 }] }],
    ['metadata[7]=8', { metadata: ['8'] }],
    ['other=1', { other: '1' }],
    ['__proto__=1', JSON.parse('{"__proto__":"1"}')],
    ['', {}],
  ])('%s is read', (body, expected) => {
    expect(read(body, FORM)).toEqual(expected)
  })

  test('is read as its encoding says', () => {
    const encoding = {
      tags: { style: 'form', explode: false },
      address: { contentType: 'application/json' },
      metadata: { style: 'deepObject', explode: true },
    } as const
    expect(
      read('tags=a,b&address=%7B%22zip%22%3A1%7D&metadata[x]=1&name=n', FORM, { schema: SCHEMA, encoding }),
    ).toEqual({
      tags: ['a', 'b'],
      address: { zip: 1 },
      metadata: { x: '1' },
      name: 'n',
    })
  })
})

describe('a multipart body', () => {
  async function sent(form: FormData): Promise<[Uint8Array, string]> {
    const request = new Request('http://localhost', { method: 'POST', body: form })
    return [new Uint8Array(await request.arrayBuffer()), request.headers.get('content-type') ?? '']
  }

  test('is read with fields, files and JSON', async () => {
    const form = new FormData()
    form.append('name', 'Tëst')
    form.append('amount', '7')
    form.append('tags', 'a')
    form.append('address[city]', 'X')
    form.append('file', new Blob([new Uint8Array([0, 255, 13, 10])]), 'a.bin')
    form.append('files', new Blob(['x']), 'x.txt')
    form.append('items', new Blob(['[{"id":1}]'], { type: 'application/json' }))
    expect(read(...(await sent(form)))).toEqual({
      name: 'Tëst',
      amount: 7,
      tags: ['a'],
      address: { city: 'X' },
      file: '\0\xff\r\n',
      files: ['x'],
      items: [{ id: 1 }],
    })
  })

  test('may be empty', async () => {
    const form = new FormData()
    form.append('name', '')
    expect(read(...(await sent(form)))).toEqual({ name: '' })
    expect(read('--x--', 'multipart/form-data; boundary=x')).toEqual({})
  })

  test.each([
    ['no boundary', 'multipart/form-data', ''],
    ['another boundary', 'multipart/form-data; boundary=y', '--x--'],
    ['no end', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1'],
    ['no name', 'multipart/form-data; boundary=x', '--x\r\n\r\n1\r\n--x--'],
    [
      'no JSON',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name=a\r\nContent-Type: application/json\r\n\r\n{\r\n--x--',
    ],
  ])('with %s is malformed', (_what, type, body) => {
    expect(read(body, type)).toEqual({ malformed: expect.any(String) })
  })
})

test('text, XML and bytes are text', () => {
  expect(read('Tëst', 'text/plain', {})).toBe('Tëst')
  expect(read('7', 'text/plain', { schema: { type: 'integer' } })).toBe(7)
  expect(read('<a/>', 'application/xml', {})).toBe('<a/>')
  expect(read(new Uint8Array([0xe9]), 'text/plain; charset="ISO-8859-1"', {})).toBe('é')
  expect(read(new Uint8Array([0, 255]), 'application/octet-stream', {})).toBe('\0\xff')
  expect(read(new Uint8Array(100_000), 'image/png', {})).toHaveLength(100_000)
})

test.each([
  ['application/json', 'application/json'],
  ['application/vnd.a+json', 'application/*+json'],
  ['application/pdf', 'application/*'],
  ['image/png', '*/*'],
])('the content for %s is %s', (type, media) => {
  const contents = ['*/*', 'application/*', 'application/json; charset=utf-8', 'application/*+json'].map(media => ({
    media,
  }))
  const found = contentFor(contents, type)
  expect(mediaTypeOf(found?.media ?? '').type).toBe(media)
  expect(contentFor([], type)).toBeUndefined()
})

test('a schema may have a property with brackets in its name', () => {
  const schema = { type: 'object', properties: { 'model[name]': { type: 'string' }, size: { type: 'integer' } } }
  expect(read('model[name]=a&size=1&other[b]=2', FORM, { schema })).toEqual({
    'model[name]': 'a',
    size: 1,
    other: { b: '2' },
  })
})
