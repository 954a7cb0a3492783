/** The server's own paths and pages beside those of a document. Source: stoplightio/prism #1057 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { siteFolder } from '../../../mock/server/site.ts'
import { documentOf, type Json, json, todo, todos } from '../../engine/described/documents.ts'
import { open } from '../../server/serving.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(folder, { recursive: true }))
for (const [path, text] of Object.entries({
  'page/index.html': 'settings',
  'page/assets/index.js': 'settings',
  'docs/index.html': 'guides of the systems',
  'docs/errors.html': 'guides of the systems',
  'docs/assets/redoc.js': 'redoc',
})) {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const pages = { settings: siteFolder(join(folder, 'page')), docs: siteFolder(join(folder, 'docs')) }

const ID = 'a'.repeat(32)
const OWN = [
  '/',
  '/docs',
  '/docs/',
  '/docs/errors',
  '/assets/index.js',
  '/openapi.json',
  '/sandboxes',
  `/sandboxes/${ID}`,
]

/** A document with a GET and a POST at each path, which say that they are of the document. */
function documentAt(paths: readonly string[], url?: string) {
  const operation = { responses: { 200: json({ const: 'of the document' }) } }
  const items = Object.fromEntries(paths.map(path => [path, { get: operation, post: operation } as Json]))
  return documentOf(items, {}, url === undefined ? {} : { servers: [{ url }] })
}

const HTML = { headers: { Accept: 'text/html' } }

async function textAt(origin: string, path: string, init: RequestInit = HTML) {
  const response = await fetch(origin + path, { redirect: 'manual', ...init })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('a path of the document comes before the same path of the server', () => {
  test.each(OWN)('%s', async path => {
    const { origin } = await open({ document: documentAt([path]), pages, origins: '*' })
    for (const method of ['GET', 'POST']) {
      const { status, text, headers } = await textAt(origin, path, { method, headers: { Origin: 'http://page.test' } })
      expect([method, status, text]).toEqual([method, 200, '"of the document"'])
      expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
    }
    expect((await textAt(origin, '/__mock/')).status).toBe(200)
  })

  test('below a server of the same name', async () => {
    for (const base of ['/docs', '/sandboxes', '/assets', '/openapi.json']) {
      const { origin, ask } = await open({ document: documentAt(['/items'], base), pages })
      expect((await ask(`GET ${base}/items`)).body).toBe('of the document')
      expect((await textAt(origin, `${base}/nothing`, {})).status).toBe(404)
      expect((await ask('POST /__mock/reset')).status).toBe(204)
    }
  })

  test('in a sandbox', async () => {
    const { ask } = await open({ document: documentAt(['/openapi.json']) })
    const { body } = await ask('POST /sandboxes', { body: {} })
    expect((await ask(`GET ${new URL(body.url).pathname}/openapi.json`)).body).toBe('of the document')
    expect(body).not.toHaveProperty('contract')
  })
})

describe('the controls stay', () => {
  test('if the document is below /__mock, whose other paths it has', async () => {
    const { ask } = await open({ document: documentAt(['/items', '/reset'], '/__mock') })
    expect((await ask('GET /__mock/items')).body).toBe('of the document')
    expect((await ask('POST /__mock/reset')).status).toBe(204)
    expect((await ask('GET /__mock/nothing')).body.detail).toContain('There is no such control')
  })

  test('if a template of the document has room for them', async () => {
    const { ask } = await open({ document: documentAt(['/{a}', '/{a}/{b}', '/{a}/{b}/{c}/{d}']) })
    expect((await ask('POST /__mock/reset')).status).toBe(204)
    expect((await ask(`POST /sandboxes/${ID}/__mock/reset`)).body.code).toBe('sandbox_not_found')
  })

  test('closed to pages of other origins, if the API is open to all', async () => {
    const { origin } = await open({ document: documentAt(['/reset'], '/__mock'), origins: '*' })
    const init = { method: 'POST', headers: { Origin: 'http://page.test' } }
    expect((await textAt(origin, '/__mock/reset', init)).status).toBe(403)
  })
})

describe('the page at /', () => {
  test('lists the operations, which of them keep records, and the requests so far', async () => {
    const { origin, ask } = await open({ document: todos, pages })
    await ask('POST /todos', { body: { title: 'Milk' } })
    await ask('GET /todos/1?token=abc')
    const { text, headers } = await textAt(origin, '/')
    expect(headers.get('Content-Type')).toContain('text/html')
    expect(text).toContain('<p>All operations keep records, in 1 resource.</p>')
    expect(text).toContain('<code>createTodo</code></td><td>records of Todo</td><td>1</td>')
    expect(text).toContain('<h2>2 requests so far</h2>')
    expect(text).toContain(`<a href="${origin}/docs/">`)
    expect(text).not.toContain('settings')
    expect((await textAt(origin, '/assets/index.js')).status).toBe(404)
    expect((await ask('GET /')).body).toMatchObject({ system: 'test' })
  })

  test('names operations only as the document does, and says why a request was refused', async () => {
    const unnamed = { '/todos/{id}': { get: { responses: { 204: { description: '' } } } } }
    const { origin, ask } = await open({ document: { ...todos, paths: unnamed }, pages })
    await ask('GET /todo/1')
    const { text } = await textAt(origin, '/')
    expect(text).toContain('No operation keeps records.')
    expect(text).not.toContain('Operation</th>')
    expect(text).toContain('<td><code>/todo/1</code></td><td>not_found, by route</td><td>404</td>')
  })

  test('says that there is nothing to respond with', async () => {
    const { origin } = await open({ document: { ...todos, paths: {} }, pages })
    expect((await textAt(origin, '/')).text).toContain('The document describes no operations')
  })

  test('runs nothing that the document or a request says', async () => {
    const script = '<script>alert(1)</script>'
    const document = { ...documentAt([`/${script}`]), info: { title: script, version: script } }
    const { origin } = await open({ document, pages })
    await textAt(origin, `/nothing/${script}`)
    for (const path of ['/', '/docs/']) {
      const { text, headers } = await textAt(origin, path)
      expect(text).not.toContain(script)
      expect(text).toContain('&lt;script&gt;')
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    }
  })

  test('says which operations respond with what the document says', async () => {
    const { origin } = await open({ document: documentOf({ '/ping': { get: { responses: { 200: json(todo) } } } }) })
    expect((await textAt(origin, '/')).text).toContain('<td>what the document says</td>')
  })
})

describe('the reference at /docs', () => {
  test('is made of the document', async () => {
    const { origin } = await open({ document: todos, pages })
    const { text, headers } = await textAt(origin, '/docs/')
    expect(text).toContain('<script src="assets/redoc.js"></script>')
    expect(text).toContain("init('/openapi.json'")
    expect(headers.get('Content-Security-Policy')).toContain("script-src 'self' 'sha256-")
    expect((await textAt(origin, '/docs/assets/redoc.js')).text).toBe('redoc')
    expect((await textAt(origin, '/docs')).headers.get('Location')).toBe('/docs/')
    expect((await textAt(origin, '/docs/errors')).status).toBe(404)
  })

  test('names the document if Redoc is not there', async () => {
    const { origin } = await open({ document: todos })
    expect((await textAt(origin, '/docs/')).text).toContain('<a href="/openapi.json">')
    expect((await textAt(origin, '/docs/assets/redoc.js')).status).toBe(404)
  })
})
