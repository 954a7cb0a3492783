/** A large document is read in parts, each when it is first needed. What comes of it is the same as of the whole. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../openapi/read/document/read-document.ts'
import type { ReadDocument } from '../../../openapi/read/document/types.ts'
import { inferWritten } from '../../../openapi/read/infer/infer-rules.ts'
import { loaded } from '../../../openapi/read/load-document.ts'
import { SAMPLE } from '../../world/sample.ts'

type Json = Record<string, unknown>

const ref = (section: string, name: string) => ({ $ref: `#/components/${section}/${name}` })
const schemaRef = (name: string) => ref('schemas', name)
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
const PET = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string', nullable: true } } }

/** A document with pets, and with other components and operations. */
function documentWith({ components = {}, ...others }: { components?: Json; paths?: Json } = {}): Json {
  return {
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    paths: {
      '/pets': {
        get: { responses: { 200: json({ type: 'array', items: schemaRef('Pet') }) } },
        post: { requestBody: json(schemaRef('Pet')), responses: { 201: json(schemaRef('Pet')) } },
      },
      '/pets/{petId}': {
        parameters: [{ name: 'petId', in: 'path', schema: { type: 'string' } }],
        get: { responses: { 200: json(schemaRef('Pet')), 404: ref('responses', 'None') } },
      },
      ...others.paths,
    },
    components: {
      ...components,
      schemas: { Pet: PET, ...(components.schemas as Json) },
      responses: { None: {}, ...(components.responses as Json) },
    },
  }
}

const read = (document: unknown) => readDocument({ document })

/** The same document, to be read as a whole. */
function asWhole({ document, warnings, files, main }: ReadDocument): ReadDocument {
  return { document, warnings, files, main }
}

/** As plain data: what is made late is made now. */
function resultOf(document: ReadDocument) {
  const { contract, inference, warnings, document: whole } = loaded(document, 'x')
  return JSON.parse(JSON.stringify({ contract, inference, warnings, whole }))
}

const path = (operation: unknown): Json => ({ paths: { '/others': operation } })

describe('the same as of the whole', () => {
  test.each(SAMPLE.map(file => [basename(file), file]))('%s', async (_, file) => {
    const document = await read(JSON.parse(readFileSync(file, 'utf8')))
    expect(resultOf(document)).toEqual(resultOf(asWhole(document)))
  })

  test.each<[string, Json]>([
    ['pets', documentWith()],
    [
      'an example beside a schema that says nothing',
      documentWith(
        path({
          get: {
            responses: {
              200: {
                content: {
                  'application/json': {
                    schema: { type: 'object', example: { id: 1 } },
                    example: { data: [{ id: 'a' }] },
                  },
                },
              },
            },
          },
        }),
      ),
    ],
    [
      'a reference to nothing',
      documentWith(path({ get: { responses: { 200: json(schemaRef('Nothing')), 400: ref('responses', 'Nothing') } } })),
    ],
    [
      'a header in a component',
      documentWith({
        components: {
          headers: { Total: { schema: { type: 'integer' } } },
          responses: { Page: { headers: { 'X-Total': ref('headers', 'Total') } } },
        },
        ...path({ get: { responses: { 200: ref('responses', 'Page') } } }),
      }),
    ],
    [
      'schemas that are no objects',
      documentWith({
        components: { schemas: { Any: true, None: false, Odd: 'text' } },
        ...path({ get: { responses: { 200: json(schemaRef('Odd')) } } }),
      }),
    ],
    [
      'a parameter in a wrong place',
      documentWith(
        path({
          get: {
            parameters: [{ name: 'a', in: 'body' }, { name: 'b: c', in: 'header' }, { in: 'query' }],
            responses: { 200: {} },
          },
        }),
      ),
    ],
  ])('%s', async (_, written) => {
    const document = await read(written)
    expect(document.parts).toBeDefined()
    expect(resultOf(document)).toEqual(resultOf(asWhole(document)))
  })
})

test.each<[string, Json]>([
  ['a schema that is another one', documentWith({ components: { schemas: { Animal: schemaRef('Pet') } } })],
  [
    'a circle for the same value',
    documentWith({
      components: { schemas: { A: { allOf: [schemaRef('B')] }, B: { anyOf: [{ not: schemaRef('A') }] } } },
    }),
  ],
  [
    'a circle by dependentSchemas',
    documentWith({ components: { schemas: { A: { dependentSchemas: { a: schemaRef('A') } } } } }),
  ],
  [
    'a schema made of a part of another one',
    documentWith({ components: { schemas: { A: { items: { $ref: '#/components/schemas/Pet/properties/name' } } } } }),
  ],
  [
    'a schema made of a response',
    documentWith({ components: { schemas: { A: { items: ref('responses', 'None') } } } }),
  ],
  [
    'a mapping to something else',
    documentWith({
      components: { schemas: { A: { discriminator: { propertyName: 'a', mapping: { a: '#/paths' } } } } },
    }),
  ],
  [
    'properties elsewhere',
    documentWith({ components: { schemas: { A: { properties: { $ref: '#/components/schemas/Pet' } } } } }),
  ],
  ['an $id', documentWith({ components: { schemas: { A: { $id: 'https://example.com/a' } } } })],
  ['a schema called __proto__', documentWith({ components: { schemas: { A: { items: schemaRef('__proto__') } } } })],
  ['a path item elsewhere', documentWith({ components: { pathItems: { P: {} } }, ...path(ref('pathItems', 'P')) })],
  ['an operation that is null', documentWith(path({ get: null }))],
  ['two operations with one id', documentWith(path({ get: { operationId: 'a' }, put: { operationId: 'a' } }))],
  ['a parameter without a name', documentWith({ components: { parameters: { P: { in: 'query' } } } })],
  ['components that are no object', documentWith({ components: { headers: [] as unknown as Json } })],
  [
    'a parameter that is a schema',
    documentWith({
      components: { schemas: { Filter: { name: 'filter', in: 'query', schema: { type: 'string' } } } },
      ...path({ get: { parameters: [schemaRef('Filter')], responses: { 200: {} } } }),
    }),
  ],
  ['a response that is a schema', documentWith(path({ get: { responses: { 200: schemaRef('Pet') } } }))],
  [
    'a circle beside a reference',
    documentWith({ components: { schemas: { A: { allOf: [{ ...schemaRef('Pet'), allOf: [schemaRef('A')] }] } } } }),
  ],
  [
    'another mapping to something else',
    documentWith({
      components: { schemas: { A: { discriminator: { defaultMapping: '#/components/schemas/Pet/not' } } } },
    }),
  ],
  [
    'a property with the name of a field, whose items are a parameter',
    documentWith({
      components: {
        parameters: { P: { name: 'p', in: 'query' } },
        schemas: { A: { properties: { parameters: { items: ref('parameters', 'P') } } } },
      },
    }),
  ],
  [
    'properties elsewhere, in a schema with the name of a field',
    documentWith({ components: { schemas: { properties: { properties: schemaRef('Pet') } } } }),
  ],
  [
    'an example that uses a schema',
    documentWith({ components: { schemas: { A: { example: { pet: schemaRef('Pet') } } } } }),
  ],
])('a document with %s is read as a whole', async (_, written) => {
  const document = await read(written)
  expect(document.parts).toBeUndefined()
  expect(resultOf(document).contract.operations).not.toHaveLength(0)
})

test('a property may have the name of a field', async () => {
  const properties = {
    content: schemaRef('Pet'),
    properties: { properties: { parameters: { allOf: [schemaRef('Pet')] } } },
    $id: { type: 'string' },
    $ref: { type: 'string' },
  }
  expect((await read(documentWith({ components: { schemas: { A: { properties } } } }))).parts).toBeDefined()
})

const PAGE = { name: 'page', in: 'query' }
const SIZE = { name: 'per_page', in: 'query' }
const pages = (page: Json, size: Json): Json => ({
  '/pets': {
    get: {
      parameters: [
        { ...PAGE, schema: { type: 'integer', ...page } },
        { ...SIZE, schema: { type: 'integer', ...size } },
      ],
      responses: { 200: json({ type: 'array', items: schemaRef('Pet') }) },
    },
  },
})
const pet = (schema: Json) => documentWith({ components: { schemas: { Pet: { ...PET, ...schema } } } })
const media = (content: Json) => path({ post: { responses: { 201: { content: { 'application/json': content } } } } })

describe('rules are inferred of the whole if normalizing changes what they come from', () => {
  test.each<[string, Json]>([
    ['a bound that is excluded by a flag', documentWith({ paths: pages({ minimum: 0, exclusiveMinimum: true }, {}) })],
    ['another bound by a flag', documentWith({ paths: pages({}, { maximum: 5, exclusiveMaximum: true }) })],
    ['a bound that is a text', documentWith({ paths: pages({ minimum: '0' }, { maximum: '5' }) })],
    [
      'what is nullable beside a reference',
      documentWith({
        components: { schemas: { Size: { type: 'integer' } } },
        paths: pages({}, { ...schemaRef('Size'), nullable: true, default: 2 }),
      }),
    ],
    ['types of other names', pet({ type: 'Object' })],
    ['null as a type', pet({ type: [null, 'object'] })],
    ['a number as an id', pet({ properties: { id: { type: 'int' }, name: { type: 'string' } } })],
    ['allOf that is no list', pet({ type: undefined, properties: undefined, allOf: PET })],
    ['values of another type', pet({ properties: { ...PET.properties, status: { type: 'string', enum: [1, 2] } } })],
    [
      'examples by name',
      pet({ properties: { id: { type: 'string', examples: { a: { value: crypto.randomUUID() } } } } }),
    ],
    [
      'what stands beside a reference to nothing',
      documentWith(path({ post: { responses: { 201: json({ ...schemaRef('Nothing'), ...PET }) } } })),
    ],
    ['a list of examples', documentWith(media({ examples: [{ id: 'a', name: 'b' }] }))],
    ['an example that is the value', documentWith(media({ examples: { a: { id: 'a', name: 'b' } } }))],
    [
      'an example of OpenAPI 3.2',
      documentWith(media({ schema: { type: 'object' }, examples: { a: { dataValue: { id: 'a' } } } })),
    ],
    ['an example beside examples', documentWith(media({ example: { id: 'a' }, examples: {} }))],
    ['a schema that is null', documentWith(media({ schema: null }))],
    [
      'a parameter with a wrong media type',
      documentWith(
        path({
          get: {
            parameters: [{ ...PAGE, content: { é: { schema: { type: 'integer' } } } }],
            responses: { 200: json({ type: 'array', items: schemaRef('Pet') }) },
          },
        }),
      ),
    ],
  ])('%s', async (_, written) => {
    const document = await read(written)
    expect(document.parts).toBeDefined()
    expect(inferWritten(written)).toBeUndefined()
    expect(resultOf(document)).toEqual(resultOf(asWhole(document)))
  })

  test('what the rules do not come from may be written in any way', () => {
    expect(inferWritten(pet({ additionalProperties: { type: 'int' } }))).toBeDefined()
  })
})

test('only what is read is made', async () => {
  const { parts } = await read(documentWith())
  const { paths, components } = parts?.late ?? {}
  const { schemas } = components as { schemas: Json }
  for (const late of [paths, schemas])
    for (const property of Object.values(Object.getOwnPropertyDescriptors(late))) expect(property).toHaveProperty('get')
  const { Pet } = schemas
  expect(Pet).toMatchObject({ properties: { name: { type: ['string', 'null'] } } })
  expect(schemas.Pet).toBe(Pet)
})

test('a contract needs no whole document', async () => {
  const { parts, files, main } = await read(documentWith())
  const refused = () => {
    throw new Error('The document is read as a whole.')
  }
  const document = Object.defineProperties({ parts, files, main } as ReadDocument, {
    document: { get: refused },
    warnings: { get: refused },
  })
  const { contract } = loaded(document, 'x')
  expect(contract.operations.map(({ does, responses }) => [does, Object.keys(responses)])).toEqual([
    ['list', ['200']],
    ['create', ['201']],
    ['get', ['200', '404']],
  ])
})
