/** Answers of documents without keywords that no record gives. */
import { expect, test } from 'vitest'
import { openMock } from '../../../mock/api/open.ts'
import { createMock } from '../../../mock/index.ts'
import { loadValue } from '../../../openapi/read/load-document.ts'
import { clientOf, documentOf, json } from './documents.ts'

test('headers have values of their schemas', async () => {
  const headers = {
    'X-Rate': { schema: { type: 'integer', minimum: 60 } },
    'X-Page': { $ref: '#/components/headers/Page' },
  }
  const page = { schema: { type: 'string', enum: ['first'] } }
  const document = documentOf({ '/x': { get: { responses: { 204: { description: '', headers } } } } })
  const { send } = clientOf({ ...document, components: { headers: { Page: page } } })
  const { headers: sent } = await send('GET /x')
  expect(Number(sent.get('X-Rate'))).toBeGreaterThanOrEqual(60)
  expect(sent.get('X-Page')).toBe('first')
})

test('XML has the names and attributes of the xml keyword', async () => {
  const schema = {
    type: 'object',
    required: ['id', 'tags'],
    xml: { name: 'pet' },
    properties: {
      id: { type: 'integer', enum: [7], xml: { attribute: true } },
      tags: { type: 'array', items: { type: 'string', enum: ['red'], xml: { name: 'tag' } }, xml: { wrapped: true } },
    },
  }
  const response = { description: '', content: { 'application/xml': { schema } } }
  const mock = createMock({ contract: documentOf({ '/x': { get: { responses: { 200: response } } } }) })
  const text = await (await mock.fetch('http://localhost/x')).text()
  expect(text).toContain('<pet id="7"><tags><tag>red</tag>')
})

test('a mistake in a component is reported for each operation that uses it', async () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } }
  const get = { responses: { 200: { $ref: '#/components/responses/A' } } }
  const written = {
    ...documentOf({ '/x': { get }, '/y': { get } }),
    components: { responses: { A: json(schema, { example: { a: 'x' } }) } },
  }
  const { contract } = loadValue(written, 'test')
  const { engine, mock } = openMock({ contract, seed: 1, isChecked: false })
  const pointers: string[] = []
  engine.context.schemas.onFault(({ pointer }) => pointers.push(pointer))
  for (const path of ['/x', '/y', '/x']) await mock.fetch(`http://localhost${path}`)
  expect(pointers).toEqual(['#/paths/~1x/get/responses/200', '#/paths/~1y/get/responses/200'])
})

test('mistakes of the document are reported once, with what they cost', async () => {
  const responses = {
    200: json({ type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }, { example: { a: 'x' } }),
  }
  const impossible = { 200: json({ type: 'object', required: ['a'], properties: { a: false } }) }
  const { contract } = loadValue(
    documentOf({ '/x': { get: { responses } }, '/y': { get: { responses: impossible } } }),
    'test',
  )
  const { engine, mock } = openMock({ contract, seed: 1, isChecked: false })
  const faults: unknown[] = []
  engine.context.schemas.onFault(fault => faults.push(fault))
  for (const path of ['/x', '/x', '/y', '/y']) expect((await mock.fetch(`http://localhost${path}`)).status).toBe(200)
  expect(faults).toEqual([
    {
      kind: 'example',
      pointer: '#/paths/~1x/get/responses/200',
      message: 'The example "default" of 200 of GET /x breaks its schema, so it is repaired.',
    },
    {
      kind: 'no-value',
      pointer: '#/paths/~1y/get/responses/200',
      message: 'No value was found that the schema of 200 of GET /y allows. The body breaks it.',
    },
  ])
})
