import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { describeWarnings } from '../../../openapi/read/document/describe.ts'
import { readDocumentFrom } from '../../../openapi/read/document/from-disk.ts'
import { readDocument } from '../../../openapi/read/document/read-document.ts'
import { folderOf, position, problemsOf } from '../files.ts'

const ROOT = `
openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /orders: { $ref: ./paths/orders.yaml }
  /me:
    get: { $ref: './paths/orders.yaml#/get' }
components:
  schemas:
    Order: { $ref: schemas/order.yaml }
`
const ORDERS = `
get:
  parameters: [{ $ref: '../parameters.json#/limit' }]
  responses:
    200: { $ref: ../responses.yaml#/List }
`
const ORDER = `
type: object
properties:
  parent: { $ref: '#' }
  lines: { type: array, items: { $ref: line.yaml } }
`
const FILES = {
  'api/openapi.yaml': ROOT,
  'api/paths/orders.yaml': ORDERS,
  'api/parameters.json': '{"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}}',
  'api/responses.yaml':
    "List:\n  description: All\n  content: { application/json: { schema: { type: array, items: { $ref: './schemas/order.yaml' } } } }\n",
  'api/schemas/order.yaml': ORDER,
  'api/schemas/line.yaml':
    "type: object\nproperties: { order: { $ref: 'order.yaml' }, note: { $ref: '#/$defs/Note' } }\n$defs: { Note: { type: string } }\n",
}

test('a document of many files becomes one, with the names of its author', async () => {
  const folder = folderOf(FILES)
  const { document, warnings, files } = await readDocumentFrom(join(folder, 'api/openapi.yaml'))
  expect(warnings).toEqual([])
  const get = {
    parameters: [{ $ref: '#/components/parameters/limit' }],
    responses: { 200: { $ref: '#/components/responses/List' } },
  }
  expect(document.paths).toEqual({ '/orders': { $ref: '#/components/pathItems/orders' }, '/me': { get } })
  expect(document.components).toEqual({
    pathItems: { orders: { get } },
    parameters: { limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
    responses: {
      List: {
        description: 'All',
        content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Order' } } } },
      },
    },
    schemas: {
      Order: {
        type: 'object',
        properties: {
          parent: { $ref: '#/components/schemas/Order' },
          lines: { type: 'array', items: { $ref: '#/components/schemas/line' } },
        },
      },
      line: {
        type: 'object',
        properties: { order: { $ref: '#/components/schemas/Order' }, note: { $ref: '#/components/schemas/Note' } },
      },
      Note: { type: 'string' },
    },
  })
  expect(files.map(file => file.slice(folder.length + 1)).sort()).toEqual(Object.keys(FILES).sort())
})

test('references in the place of lists and maps are followed', async () => {
  const folder = folderOf({
    'openapi.yaml': `openapi: 3.0.0\npaths: { $ref: all.yaml#/paths }\ncomponents: { schemas: { $ref: all.yaml#/schemas } }\n`,
    'all.yaml': `
paths:
  /a:
    get:
      parameters: { $ref: '#/parameters' }
      responses: { 200: { description: '', content: { a/b: { schema: { $ref: 'openapi.yaml#/components/schemas/A' } } } } }
parameters: [{ name: q, in: query }]
schemas: { A: { properties: { $ref: '#/members' } } }
members: { a: { type: string } }
`,
  })
  const { document, warnings } = await readDocumentFrom(join(folder, 'openapi.yaml'))
  expect(warnings).toEqual([])
  expect(document.paths).toMatchObject({
    '/a': {
      get: {
        parameters: [{ name: 'q', in: 'query' }],
        responses: { 200: { content: { 'a/b': { schema: { $ref: '#/components/schemas/A' } } } } },
      },
    },
  })
  expect(document.components).toEqual({ schemas: { A: { properties: { a: { type: 'string' } } } } })
})

/** A document with one `$ref` in a schema. */
const referringTo = ($ref: string) => `openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    S: { $ref: '${$ref}' }\n`

describe('a reference that leaves the folder is refused, and allowed if the user says so', () => {
  test('to the folder above', async () => {
    const folder = folderOf({ 'api/openapi.yaml': referringTo('../secret.yaml'), 'secret.yaml': 'type: string\n' })
    const file = join(folder, 'api/openapi.yaml')
    const { document, warnings, files } = await readDocumentFrom(file)
    expect(document.components).toEqual({ schemas: { S: {} } })
    expect(files).toEqual([file])
    expect(warnings).toMatchObject([{ kind: 'reference', places: [{ file, line: 5, column: 5 }] }])
    expect(warnings[0]?.message).toContain('`../secret.yaml`')
    expect(warnings[0]?.message).toContain('--allow-refs')
    for (const allowRefs of [true, [folder]]) {
      const allowed = await readDocumentFrom(file, { allowRefs })
      expect(allowed.document.components).toEqual({ schemas: { S: { type: 'string' } } })
    }
  })

  test.each(['file:///etc/hostname', '/etc/hostname', '%2e%2e/secret.yaml', 'schemas/../../secret.yaml'])(
    '%s',
    async $ref => {
      const folder = folderOf({ 'api/openapi.yaml': referringTo($ref), 'secret.yaml': 'type: string\n' })
      const { warnings, files } = await readDocumentFrom(join(folder, 'api/openapi.yaml'))
      expect(warnings[0]?.message).toContain('--allow-refs')
      expect(files).toHaveLength(1)
    },
  )

  test('through a link', async () => {
    const folder = folderOf({ 'api/openapi.yaml': referringTo('link/secret.yaml') })
    mkdirSync(join(folder, 'other'))
    writeFileSync(join(folder, 'other/secret.yaml'), 'type: string\n')
    symlinkSync(join(folder, 'other'), join(folder, 'api/link'))
    const { document, warnings } = await readDocumentFrom(join(folder, 'api/openapi.yaml'))
    expect(document.components).toEqual({ schemas: { S: {} } })
    expect(warnings[0]?.message).toContain('outside the folder')
  })

  test('to the network', async () => {
    const { url, requests } = await served({ '/s.yaml': 'type: string\n' })
    const file = join(folderOf({ 'openapi.yaml': referringTo(`${url}/s.yaml`) }), 'openapi.yaml')
    const { warnings } = await readDocumentFrom(file)
    expect(warnings[0]?.message).toContain('on the network')
    expect(requests).toEqual([])
    const allowed = await readDocumentFrom(file, { allowRefs: [url] })
    expect(allowed.document.components).toEqual({ schemas: { S: { type: 'string' } } })
    expect(requests).toEqual(['/s.yaml'])
  })

  test('to another host whose name only begins in the same way', async () => {
    const file = join(
      folderOf({ 'openapi.yaml': referringTo('https://a.example.evil.example/s.yaml') }),
      'openapi.yaml',
    )
    const { warnings } = await readDocumentFrom(file, { allowRefs: ['https://a.example'] })
    expect(warnings[0]?.message).toContain('--allow-refs')
  })
})

/** A server of texts by path. */
async function served(texts: Readonly<Record<string, string>>) {
  const requests: string[] = []
  const server = createServer(({ url = '' }, response) => {
    requests.push(url)
    const text = texts[url]
    if (text?.startsWith('http')) response.writeHead(302, { location: text }).end()
    else response.writeHead(text === undefined ? 404 : 200).end(text)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { url: `http://127.0.0.1:${address.port}`, requests }
}

test('a document can be read from a URL, with the files next to it, and nothing else', async () => {
  const { url, requests } = await served({
    '/api/openapi.yaml': `${referringTo('order.yaml')}    T: { $ref: ../secret.yaml }\n    U: { $ref: moved.yaml }\n`,
    '/api/order.yaml': 'type: string\n',
    '/api/moved.yaml': 'http://127.0.0.1:9/secret.yaml',
  })
  const { document, warnings } = await readDocumentFrom(`${url}/api/openapi.yaml`)
  expect(document.components).toEqual({ schemas: { S: { type: 'string' }, T: {}, U: {} } })
  expect(warnings).toHaveLength(2)
  expect(requests).not.toContain('/secret.yaml')
})

test('a URL that does not answer is an error that names it, without its secrets', async () => {
  const { url } = await served({})
  const secret = url.replace('//', '//user:password@')
  expect(await problemsOf(readDocumentFrom(`${secret}/openapi.yaml?token=t`))).toEqual([
    { where: `${url}/openapi.yaml`, message: 'The file cannot be read: the server responded with 404.' },
  ])
})

test('externalValue is not fetched', async () => {
  const { url, requests } = await served({ '/example.json': '{}' })
  const text = `openapi: 3.1.0\npaths: {}\ncomponents:\n  examples:\n    e: { externalValue: '${url}/example.json' }\n`
  const { document } = await readDocumentFrom(join(folderOf({ 'openapi.yaml': text }), 'openapi.yaml'))
  expect(document.components).toEqual({ examples: { e: { externalValue: `${url}/example.json` } } })
  expect(requests).toEqual([])
})

test.each([
  ['is missing', {}, 'there is no such file'],
  ['is empty', { 'openapi.yaml': '' }, 'empty'],
  ['is not YAML', { 'openapi.yaml': 'openapi: [3.1.0\npaths: {}\n' }, 'openapi.yaml:2:'],
  ['is not JSON', { 'openapi.yaml': '{"openapi": "3.1.0", "paths": {"/a"; 1}}' }, 'openapi.yaml:1:'],
])('a file that %s is an error', async (_, files, says) => {
  const file = join(folderOf(files), 'openapi.yaml')
  const [problem] = await problemsOf(readDocumentFrom(file))
  expect(`${problem?.where} ${problem?.message}`).toContain(says)
})

test('a warning has the line and the column of its place, in YAML and in JSON', async () => {
  const yaml =
    'openapi: 3.1.0\npaths:\n  /a:\n    get:\n      parameters:\n        - { name: a, in: query }\n        - { name: b }\n'
  const json =
    '{\n  "openapi": "3.1.0",\n  "x": "\\"{[",\n  "paths": { "/a": { "get": { "parameters": [{ "name": "a", "in": "query" },\n {"name": "b"} ] } } }\n}'
  for (const [text, words] of [
    [yaml, '{ name: b }'],
    [json, '{"name": "b"}'],
  ] as const) {
    const file = join(folderOf({ openapi: text }), 'openapi')
    const { warnings } = await readDocumentFrom(file)
    const place = warnings[0]?.places[0]
    expect(`${place?.line}:${place?.column}`).toBe(position(text, words))
    expect(place?.pointer).toBe('#/paths/~1a/get/parameters/1')
  }
})

test('the same mistake in many places is described once, with a summary', async () => {
  const text = `openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    A: { enum: [] }\n    B: { enum: [] }\n    C: { pattern: '(' }\n`
  const file = join(folderOf({ 'openapi.yaml': text }), 'openapi.yaml')
  const { warnings } = await readDocumentFrom(file)
  expect(describeWarnings(warnings, () => 'openapi.yaml')).toEqual([
    'openapi.yaml:5:10 and 1 other place\n  `enum` must be a list with at least one value. It is left out.',
    'openapi.yaml:7:10\n  The pattern `(` is not a regular expression of ECMAScript. It is not checked.',
    '2 warnings, in 3 places. The document can be used.',
  ])
  expect(describeWarnings([])).toEqual([])
})

describe('discriminators in other files', () => {
  const files = {
    'openapi.yaml': `
openapi: 3.1.0
paths: {}
components:
  schemas:
    Pet: { $ref: parts/pet.yaml }
    Cat: { type: object }
    Dog: { type: object }
`,
    'parts/pet.yaml': `
type: object
discriminator: { propertyName: kind, mapping: { cat: '../openapi.yaml#/components/schemas/Cat', dog: Dog } }
`,
    'overlay.yaml':
      "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions: [{ target: $, update: { info: { title: T, version: '1' } } }]\n",
  }

  test.each([[[]], [['overlay.yaml']]])('lead to the schemas of the document, with overlays %j', async names => {
    const folder = folderOf(files)
    const overlays = names.map(name => join(folder, name))
    const { document, warnings } = await readDocumentFrom(join(folder, 'openapi.yaml'), { overlays })
    expect(warnings).toEqual([])
    expect(document.components).toMatchObject({
      schemas: {
        Pet: {
          discriminator: { mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } },
        },
      },
    })
  })
})

test('a component that is another file gives it its name, and not what is another name of the component', async () => {
  const folder = folderOf({
    'openapi.yaml': `
openapi: 3.1.0
paths: { /a: { get: { responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Task' } } } } } } } }
components: { schemas: { Alias: { $ref: '#/components/schemas/Task' }, Task: { $ref: task.yaml } } }
`,
    'task.yaml': 'type: object\n',
  })
  const { document } = await readDocumentFrom(join(folder, 'openapi.yaml'))
  expect(JSON.stringify(document.paths)).toContain('"#/components/schemas/Task"')
})

test('warnings about several files have the same order each time', async () => {
  const names = ['a', 'b', 'c', 'd']
  const properties = names.map(name => `${name}: { $ref: ${name}.yaml }`)
  const folder = folderOf({
    'openapi.yaml': `openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { All: { properties: { ${properties} } } } }\n`,
    ...Object.fromEntries(names.map(name => [`${name}.yaml`, 'type: object\ntype: object\n'])),
  })
  const read = async (url: string) => {
    // The last one is there first.
    await setTimeout(20 * (5 - names.findIndex(name => url.endsWith(`/${name}.yaml`))))
    return readFileSync(new URL(url), 'utf8')
  }
  const file = pathToFileURL(join(folder, 'openapi.yaml')).href
  const { warnings } = await readDocument({ file }, { read })
  const places = warnings.flatMap(warning => warning.places.map(place => basename(place.file)))
  expect(places).toEqual(names.map(name => `${name}.yaml`))
})
