/** The language server of VS Code's YAML extension, with the schemas of the package. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import { init } from '../init/overlays.ts'

/** A project with the package in its `node_modules`. */
const folder = mkdtempSync(join(tmpdir(), 'latchkey-editor-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(process.cwd(), join(folder, 'node_modules/latchkey'), 'junction')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SCHEMAS = 'node_modules/latchkey/openapi/generated/schema'
const OPENAPI = `# yaml-language-server: $schema=${SCHEMAS}/openapi.json\n`
const OVERLAY = `# yaml-language-server: $schema=${SCHEMAS}/overlay.json\noverlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions:\n`

const service = getLanguageService({
  schemaRequestService: async uri => readFileSync(fileURLToPath(uri), 'utf8'),
  workspaceContext: {
    resolveRelativePath: (path, resource) => pathToFileURL(join(dirname(fileURLToPath(resource)), path)).href,
  },
})
service.configure({ validate: true, completion: true, hover: true, schemas: [] })

let count = 0
function documentOf(text: string): TextDocument {
  const path = join(folder, `${++count}.yaml`)
  writeFileSync(path, text)
  return TextDocument.create(pathToFileURL(path).href, 'yaml', 1, text)
}

/** What is wrong, with the line, from 1. */
async function mistakes(text: string): Promise<string[]> {
  const found = await service.doValidation(documentOf(text), false)
  return found.map(({ message, range }) => `${range.start.line + 1}: ${message}`)
}

/** What the server proposes at the mark `|`. */
async function proposals(text: string): Promise<Map<string, string>> {
  const offset = text.indexOf('|')
  const document = documentOf(text.replace('|', ''))
  const { items } = await service.doComplete(document, document.positionAt(offset), false)
  return new Map(items.map(({ label, documentation }) => [label, JSON.stringify(documentation ?? '')]))
}

const DOCUMENT = (version: string, words: string) => `${OPENAPI}openapi: ${version}
info: { title: X, version: 1.0.0 }
paths:
  /todos:
    get:
      x-latchkey: { resource: Todo, does: list }
      responses: { '200': { description: All } }
components:
  schemas:
    Todo:
      type: object
      properties: { id: { type: string } }
      x-latchkey:
${words}
`

test.each(['3.0.3', '3.1.0'])('keywords in a document of OpenAPI %s are checked in their places', async version => {
  expect(await mistakes(DOCUMENT(version, '        limits: [{ max: 5, refuse: too_many }]'))).toEqual([])
  const wrong = await mistakes(DOCUMENT(version, '        limitz: [{ max: 5, refuse: too_many }]'))
  expect(wrong).toEqual([expect.stringMatching(/^15: .*limitz/)])
  const inner = await mistakes(DOCUMENT(version, '        limits: [{ maxx: 5, refuse: too_many }]'))
  expect(inner.join('\n')).toMatch(/^15: .*max/m)
})

test('the rest of a document is not checked', async () => {
  expect(
    await mistakes(`${OPENAPI}openapi: 3.1.0\ninfo: {}\nx-other: { any: thing }\npaths: { /a: { get: { x-b: 1 } } }\n`),
  ).toEqual([])
})

test.each([
  ['the document', `${OPENAPI}openapi: 3.1.0\nx-latchkey:\n  |\n`, ['errors', 'answers', 'pages', 'strict']],
  [
    'a resource',
    `${OPENAPI}components:\n  schemas:\n    Todo:\n      x-latchkey:\n        |\n`,
    ['limits', 'lifecycle', 'owner'],
  ],
  [
    'a property',
    `${OPENAPI}components:\n  schemas:\n    Todo:\n      properties:\n        token:\n          x-latchkey:\n            |\n`,
    ['secret', 'redacts', 'unique'],
  ],
  [
    'a security scheme',
    `${OPENAPI}components:\n  securitySchemes:\n    token:\n      x-latchkey:\n        |\n`,
    ['authenticates', 'selects', 'accepts_any'],
  ],
  [
    'an operation',
    `${OPENAPI}paths:\n  /todos:\n    get:\n      x-latchkey:\n        |\n`,
    ['does', 'resource', 'answer'],
  ],
  [
    'a resource, in an overlay',
    `${OVERLAY}  - target: $.components.schemas.Todo\n    update:\n      x-latchkey:\n        |\n`,
    ['limits', 'lifecycle', 'owner'],
  ],
  [
    'an operation, in an overlay',
    `${OVERLAY}  - target: $.paths['/todos'].get\n    update:\n      x-latchkey:\n        |\n`,
    ['does', 'resource', 'answer'],
  ],
])('the keywords of %s are proposed, each with what it means', async (_, text, keywords) => {
  const found = await proposals(text)
  expect([...found.keys()]).toEqual(expect.arrayContaining(keywords))
  expect([...found.keys()]).not.toContain('openapi')
})

test('a keyword says what it means', async () => {
  const found = await proposals(`${OPENAPI}components:\n  schemas:\n    Todo:\n      x-latchkey:\n        |\n`)
  expect(found.get('limits')).toContain('The maximum number of records that can exist at the same time')
  const text = DOCUMENT('3.1.0', '        limits: [{ max: 5, refuse: too_many }]')
  const document = documentOf(text)
  const hover = await service.doHover(document, document.positionAt(text.indexOf('limits') + 2))
  expect(JSON.stringify(hover)).toContain('The maximum number of records that can exist at the same time')
})

test('the verbs are proposed', async () => {
  const found = await proposals(`${OPENAPI}paths:\n  /todos:\n    get:\n      x-latchkey:\n        does: |\n`)
  expect([...found.keys()]).toEqual(expect.arrayContaining(['create', 'list', 'rotate']))
})

test('the overlay of `latchkey init` has no mistakes, and names the schema', async () => {
  const written = (await init('test/contract/infer/documents/museum.json')).text
  const text = written.replace('$schema=overlay.json', `$schema=${SCHEMAS}/overlay.json`)
  expect(await mistakes(text)).toEqual([])
  expect(await mistakes(text.replace('does: list', 'duz: list'))).toEqual([expect.stringMatching(/duz/)])
})

test('an action may change a part of keywords', async () => {
  const part = "  - target: $.paths['/todos'].get\n    update: { x-latchkey: { answer: $records } }\n"
  expect(await mistakes(OVERLAY + part)).toEqual([])
  expect((await mistakes(`${OVERLAY}  - target: $.info\n    updat: {}\n`)).join('\n')).toContain('updat')
})
