import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import { readDocumentFrom } from '../../../openapi/read/document/from-disk.ts'
import { readDocument } from '../../../openapi/read/document/read-document.ts'
import { fileOf, folderOf, problemsOf } from '../files.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const withSchemas = (schemas: unknown) => ({ openapi: '3.1.0', paths: {}, components: { schemas } })

async function schemasOf(schemas: unknown): Promise<JsonObject> {
  const { document } = await readDocument({ document: withSchemas(schemas) })
  const { components } = document
  return isObject(components) && isObject(components.schemas) ? components.schemas : {}
}

describe('a document that is too large or contains itself is refused', () => {
  test.each([
    ['aliases of aliases', 'a: &a [x, x, x, x, x, x, x, x, x]', 'aliases'],
    ['an anchor that contains itself', 'x: &x { y: [*x] }', 'contains itself'],
  ])('%s', async (_, start, says) => {
    const levels = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((name, index) => {
      const before = String.fromCharCode(name.charCodeAt(0) - 1)
      return index === 0 && !start.startsWith('a') ? '' : `${name}: &${name} [${`*${before}, `.repeat(9)}]`
    })
    const text = ['openapi: 3.1.0', 'paths: {}', start, ...(start.startsWith('a') ? levels : [])].join('\n')
    const [problem] = await problemsOf(readDocumentFrom(fileOf('openapi.yaml', text)))
    expect(problem?.message).toContain(says)
  })

  test('a value that contains itself', async () => {
    const schema: Record<string, unknown> = { type: 'object' }
    schema.properties = { self: schema }
    const [problem] = await problemsOf(readDocument({ document: withSchemas({ S: schema }) }))
    expect(problem?.message).toContain('contains itself')
  })

  test.each(['openapi.json', 'openapi.yaml'])('100,000 levels in %s', async name => {
    const text = `{"openapi":"3.1.0","paths":{},"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const [problem] = await problemsOf(readDocumentFrom(fileOf(name, text)))
    expect(problem?.message).toMatch(/levels|depth|nesting/)
  })
})

describe('references', () => {
  test('a chain of 1,000 leads to its end', async () => {
    const links = Array.from({ length: 1000 }, (_, index) => [`S${index}`, ref(`S${index + 1}`)] as const)
    const schemas = await schemasOf({ ...Object.fromEntries(links), S1000: { type: 'string' } })
    expect(schemas.S0).toEqual(ref('S1000'))
    expect(schemas.S999).toEqual(ref('S1000'))
  })

  test('a chain that leads back to itself is a warning', async () => {
    const document = withSchemas({ A: ref('B'), B: ref('C'), C: ref('A') })
    const { document: read, warnings } = await readDocument({ document })
    expect(read.components).toEqual({ schemas: { A: {}, B: {}, C: {} } })
    expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining('leads back to itself'))
  })

  test('a pointer that leads through itself is a warning', async () => {
    const { warnings } = await readDocument({ document: withSchemas({ A: { $ref: '#/components/schemas/A/x/y' } }) })
    expect(warnings[0]?.message).toContain('cannot be resolved')
  })

  test('levels of two references each are not copied', async () => {
    const levels = Array.from({ length: 30 }, (_, index) => [
      `L${index}`,
      { properties: { a: ref(`L${index + 1}`), b: ref(`L${index + 1}`) } },
    ])
    const schemas = await schemasOf({ ...Object.fromEntries(levels), L30: {} })
    expect(schemas.L0).toEqual({ properties: { a: ref('L1'), b: ref('L1') } })
  })

  test('a base that is one of its own alternatives is used without them', async () => {
    const Pet = { properties: { name: { type: 'string' } }, oneOf: [ref('Cat'), ref('Dog')] }
    const schemas = await schemasOf({
      Pet,
      Cat: { allOf: [ref('Pet'), { type: 'object' }] },
      Dog: { allOf: [ref('Pet')] },
    })
    expect(schemas).toEqual({
      Pet,
      Cat: { allOf: [ref('Pet_base'), { type: 'object' }] },
      Dog: { allOf: [ref('Pet_base')] },
      Pet_base: { properties: Pet.properties },
    })
  })

  test('schemas that use each other for the same value are a warning', async () => {
    const document = withSchemas({ A: { allOf: [ref('B')] }, B: { allOf: [ref('A')] }, S: { anyOf: [ref('S'), {}] } })
    const { document: read, warnings } = await readDocument({ document })
    expect(read.components).toEqual({
      schemas: { A: { allOf: [ref('B')] }, B: { allOf: [{}] }, S: { anyOf: [{ not: {} }, {}] } },
    })
    expect(warnings).toMatchObject([{ kind: 'reference', count: 2 }])
  })

  test('an operation whose callback is the operation itself ends', async () => {
    const get = { $ref: '#/x-operation' }
    const operation = { callbacks: { done: { '/{url}': { get } } }, responses: {} }
    const document = { openapi: '3.1.0', paths: { '/a': { get } }, 'x-operation': operation }
    const { document: read } = await readDocument({ document })
    expect(read.paths).toMatchObject({ '/a': { get: { responses: {} } } })
  })

  test('to a component that is left out are left out too', async () => {
    const parameters = [{ $ref: '#/components/parameters/nameless' }]
    const document = {
      openapi: '3.1.0',
      paths: { '/a': { get: { parameters } } },
      components: { parameters: { nameless: { in: 'query' } } },
    }
    const { document: read, warnings } = await readDocument({ document })
    expect(read.paths).toEqual({ '/a': { get: { parameters: [] } } })
    expect(warnings).toHaveLength(1)
  })
})

describe('names', () => {
  test('of prototypes are names', async () => {
    const text = `{"openapi": "3.1.0", "__proto__": {"polluted": 1}, "paths": {
      "/__proto__": {"get": {"operationId": "__proto__", "responses": {"200": {"description": "",
        "content": {"__proto__": {"schema": {"$ref": "#/components/schemas/__proto__"}}}}}}}},
      "components": {"__proto__": {"polluted": 1}, "schemas": {
        "__proto__": {"type": "object", "properties": {"__proto__": {"type": "string"}, "constructor": {"type": "string"}}},
        "constructor": {"required": ["__proto__", "toString"]}, "toString": {"$ref": "#/components/schemas/constructor"}}}}`
    for (const name of ['openapi.json', 'openapi.yaml']) {
      const { document, warnings } = await readDocumentFrom(fileOf(name, name.endsWith('yaml') ? `---\n${text}` : text))
      expect(warnings).toEqual([])
      const { components } = document
      const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {}
      expect(Object.keys(schemas).sort()).toEqual(['constructor', 'proto', 'toString'])
      expect(JSON.stringify(schemas.proto)).toBe(
        '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}',
      )
      expect(schemas.constructor).toEqual({ required: ['__proto__', 'toString'] })
      expect(schemas.toString).toEqual(ref('constructor'))
      expect(JSON.stringify(document.paths)).toContain('"__proto__":{"schema":{"$ref":"#/components/schemas/proto"}}')
    }
    expect('polluted' in {}).toBe(false)
  })

  test('with characters of pointers and URLs resolve', async () => {
    const names = ['a/b', 'a~b', 'a b', 'a%20b', 'ä']
    const escaped = ['a~1b', 'a~0b', 'a%20b', 'a%2520b', '%C3%A4']
    const schemas = await schemasOf({
      ...Object.fromEntries(names.map((name, index) => [name, { const: index }])),
      all: { prefixItems: escaped.map(ref) },
    })
    expect(schemas.all).toEqual({ prefixItems: ['a~1b', 'a~0b', 'a b', 'a%2520b', 'ä'].map(ref) })
  })
})

describe('large documents', () => {
  test('130,000 members', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 130_000 }, (_, index) => [`p${index}`, { type: 'string' }]),
    )
    const schemas = await schemasOf({ S: { type: 'object', properties, required: Object.keys(properties) } })
    expect(Object.keys(schemas.S as object)).toEqual(['type', 'properties', 'required'])
  })

  test('130,000 parameters, each with the same mistake', async () => {
    const parameters = Array.from({ length: 130_000 }, () => ({ in: 'query' }))
    const document = { openapi: '3.1.0', paths: { '/a': { get: { parameters } } } }
    const { warnings } = await readDocument({ document })
    expect(warnings).toMatchObject([{ count: 130_000 }])
    expect(warnings[0]?.places).toHaveLength(20)
  })

  test('20 MB of JSON, with a mistake in the last line', async () => {
    const paths = Array.from({ length: 60_000 }, (_, index) => {
      const text = 'A description. '.repeat(20)
      return `"/a${index}": {"get": {"description": "${text}", "responses": {"200": {"description": ""}}}}`
    })
    const text = `{"openapi": "3.1.0", "paths": {\n${paths.join(',\n')},\n"/b": {"get": {"parameters": 5}}}}`
    expect(text.length).toBeGreaterThan(20_000_000)
    const { warnings } = await readDocumentFrom(fileOf('openapi.json', text))
    expect(warnings[0]?.places[0]?.line).toBe(60_002)
  })

  test('3,000 actions of an overlay', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`/a${index}`, { get: { responses: {} } }]),
    )
    const actions = Object.keys(paths).map(path => ({ target: `$.paths['${path}'].get`, update: { summary: path } }))
    const overlay = { overlay: '1.1.0', info: { title: 'x', version: '1' }, actions }
    const document = { openapi: '3.1.0', paths }
    const { document: read, warnings } = await readDocument({ document }, { overlays: [{ document: overlay }] })
    expect(read.paths).toMatchObject({ '/a2999': { get: { summary: '/a2999' } } })
    expect(warnings).toEqual([])
    expect(paths['/a0']).toEqual({ get: { responses: {} } })
  })
})

describe('overlays', () => {
  const overlayOf = (target: string, update: unknown) => ({
    document: { overlay: '1.0.0', info: { title: 'x', version: '1' }, actions: [{ target, update }] },
  })

  test('change what is in other files, at the paths of the whole document', async () => {
    const folder = folderOf({
      'openapi.yaml': 'openapi: 3.0.0\npaths:\n  /a: { $ref: a.yaml }\n',
      'a.yaml': 'get: { responses: { 200: { $ref: ok.yaml } } }\n',
      'ok.yaml': 'description: OK\n',
    })
    const overlay = fileOf(
      'o.yaml',
      "overlay: 1.0.0\nactions:\n  - target: $.paths['/a'].get\n    update: { summary: s }\n",
    )
    const { document, files, warnings } = await readDocumentFrom(join(folder, 'openapi.yaml'), { overlays: [overlay] })
    expect(document.paths).toEqual({
      '/a': { get: { summary: 's', responses: { 200: { $ref: '#/components/responses/ok' } } } },
    })
    expect(files).toHaveLength(4)
    expect(warnings).toEqual([])
  })

  test('can be given as the file, with the document that they extend', async () => {
    const openapi = fileOf('openapi.yaml', 'openapi: 3.0.0\ninfo: { title: a }\npaths: {}\n')
    const text = `overlay: 1.0.0\nextends: ${openapi}\nactions: [{ target: $.info, update: { title: b } }]\n`
    const { document } = await readDocumentFrom(fileOf('o.yaml', text))
    expect(document.info).toEqual({ title: 'b' })
  })

  test('that match nothing are a warning, with the place of the action', async () => {
    const overlay = fileOf('o.yaml', 'overlay: 1.0.0\nactions:\n  - target: $.nothing\n    update: {}\n')
    const file = fileOf('openapi.yaml', 'openapi: 3.0.0\npaths: {}\n')
    const { warnings } = await readDocumentFrom(file, { overlays: [overlay] })
    expect(warnings).toMatchObject([{ kind: 'overlay', places: [{ file: overlay, line: 3, column: 5 }] }])
  })

  test('cannot set the prototype of the document', async () => {
    const update: unknown = JSON.parse('{"__proto__": {"polluted": 1}}')
    const document = { openapi: '3.1.0', paths: {} }
    await readDocument({ document }, { overlays: [overlayOf('$', update)] })
    expect('polluted' in {}).toBe(false)
  })

  test.each([
    ['$..[?@..[?@..[?@..b]]]', 'too many steps'],
    ['nothing', 'Invalid JSONPath expression'],
  ])('with the path %s are an error', async (target, says) => {
    let deep: unknown = {}
    for (let level = 0; level < 100; level++) deep = { a: deep, b: [[0]] }
    const document = withSchemas({ A: deep, B: deep, C: deep })
    const [problem] = await problemsOf(readDocument({ document }, { overlays: [overlayOf(target, {})] }))
    expect(problem?.message).toContain(says)
  })
})
