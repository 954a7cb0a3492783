/** What the server serves in addition to the API. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createMock } from 'latchkey/mock'
import { serve } from 'latchkey/mock/node'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { ContractViolationError } from '../../mock/engine/contract-violation-error.ts'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { Instance } from '../../mock/server/instance.ts'
import { Log } from '../../mock/server/log.ts'
import { startServer } from '../../mock/server/server.ts'
import { SETTINGS_LINK } from '../../mock/server/settings-link.ts'
import { packSite, siteArchive, siteFolder } from '../../mock/server/site.ts'
import { todos } from '../engine/described/documents.ts'

const contract = contracts.warehouse
const SECRET = `wh_live_${'aB3'.repeat(16)}x`
const SCRIPT = "document.title = 'run'"
/** Before the first server was started. */
const NATIVE = { Request: globalThis.Request, Response: globalThis.Response }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

test.each(Object.keys(contracts) as SystemId[])(
  '/openapi.json of %s is the generated contract, with the mock as its server',
  async system => {
    const server = await serve(createMock({ system }))
    closing.push(server.close)
    const answer = await fetch(`${server.url}/openapi.json`)

    expect(answer.headers.get('content-type')).toBe('application/json')
    const generated = readFileSync(new URL(`../../openapi/generated/${system}.json`, import.meta.url), 'utf8')
    expect(await answer.json()).toEqual({
      ...JSON.parse(generated),
      servers: [{ url: '/api/v1', description: 'This mock.' }],
    })
  },
)

test('a contract that does not come with the package has no document', async () => {
  const server = await serve(createMock({ contract: { ...contract, system: '../package' } }))
  closing.push(server.close)

  expect((await fetch(`${server.url}/openapi.json`)).status).toBe(404)
})

test('/openapi.json of a document that was given as a value is that document, as it was read', async () => {
  const server = await serve(createMock({ contract: todos, strict: true }))
  closing.push(server.close)
  const served = await (await fetch(`${server.url}/openapi.json`)).json()
  expect(served).toEqual({ ...todos, openapi: '3.1.1', servers: [{ url: '/', description: 'This mock.' }] })
})

test('/ describes the server and links to its parts', async () => {
  const server = await serve(createMock({ system: 'warehouse' }))
  closing.push(server.close)
  const page = await (await fetch(server.url)).json()

  expect(page).toMatchObject({ system: 'warehouse', api: `${server.url}/api/v1` })
  expect((await fetch(page.contract)).status).toBe(200)
})

test.each(['/nothing', '/api/v2/me', '/apis', '//', '/openapi.json/'])(
  '%s is not found, and the problem names the base path of the API',
  async path => {
    const server = await serve(createMock({ system: 'warehouse' }))
    closing.push(server.close)
    const answer = await fetch(server.url + path)

    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ code: 'not_found', detail: expect.stringContaining('/api/v1') })
  },
)

describe.each(['folder', 'archive'])('built pages in a %s', kind => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries({
    'page/index.html': 'settings',
    'page/assets/index.js': 'script',
    'docs/index.html': `guide ${SETTINGS_LINK}`,
    'docs/errors.html': 'errors',
    'docs/scripts.html': `<script>${SCRIPT}</script><script src="a.js"></script><script type="module">\n2</script>`,
    'docs/404.html': `<html><head></head>nothing ${SETTINGS_LINK}</html>`,
    'docs/try/index.html': 'try',
    'docs/operations/index.md': '# Operations',
    'secret.html': 'secret',
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  const packed = () => {
    const file = join(folder, 'docs.br')
    writeFileSync(file, packSite(join(folder, 'docs')))
    return siteArchive(file)
  }

  const get = async (
    path: string,
    headers: Readonly<Record<string, string>> = { Accept: 'text/html' },
    { hasSettings = true } = {},
  ) => {
    const mock = createMock({ system: 'warehouse' })
    const server = await startServer({
      instance: () => new Instance({ mock, document: async () => undefined }),
      host: '127.0.0.1',
      port: 0,
      log: new Log({ level: 'silent', isJson: false, out: () => {}, err: () => {} }),
      pages: {
        settings: hasSettings ? siteFolder(join(folder, 'page')) : undefined,
        docs: kind === 'folder' ? siteFolder(join(folder, 'docs')) : packed(),
      },
    })
    closing.push(server.close)
    return fetch(server.origin + path, { headers, redirect: 'manual' })
  }

  test.each([
    ['/', 'settings', 'text/html'],
    ['/assets/index.js', 'script', 'text/javascript'],
    ['/docs/', 'guide <a href="/">Settings page</a>', 'text/html'],
    ['/docs/errors', 'errors', 'text/html'],
    ['/docs/errors.html', 'errors', 'text/html'],
    ['/docs/try/', 'try', 'text/html'],
    ['/docs/operations/index.md', '# Operations', 'text/markdown; charset=utf-8'],
  ])('%s is served', async (path, text, type) => {
    const answer = await get(path)
    expect([answer.status, await answer.text()]).toEqual([200, text])
    expect(answer.headers.get('content-type')).toContain(type)
  })

  test('without a settings page, the documentation does not link to it', async () => {
    const answer = await get('/docs/', { Accept: 'text/html' }, { hasSettings: false })
    expect(await answer.text()).toBe(`guide ${SETTINGS_LINK}`)
  })

  test('clients that do not ask for HTML get JSON at /', async () => {
    const answer = await get('/', { Accept: '*/*' })
    expect(answer.headers.get('vary')).toContain('Accept')
    expect(await answer.json()).toMatchObject({ system: 'warehouse' })
  })

  test.each(['/docs', '/docs/try'])('%s redirects to the folder, so that relative links work', async path => {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${path}/`])
  })

  test.each([
    ['/', 'no-cache'],
    ['/docs/', 'no-cache'],
    ['/docs/errors', 'no-cache'],
    // Its name has the hash of its content.
    ['/assets/index.js', 'public, max-age=31536000, immutable'],
  ])('%s is cached as %s, and sent again only if it changed', async (path, caching) => {
    const first = await get(path)
    expect(first.headers.get('cache-control')).toBe(caching)
    const etag = first.headers.get('etag') ?? ''
    expect((await get(path, { Accept: 'text/html', 'If-None-Match': etag })).status).toBe(304)
    expect((await get(path, { Accept: 'text/html', 'If-None-Match': '"older"' })).status).toBe(200)
  })

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('for a client that accepts %s, files are compressed with %s', async (accepted, encoding) => {
    for (const [path, text] of [
      ['/', 'settings'],
      ['/assets/index.js', 'script'],
      ['/docs/errors', 'errors'],
    ] as const) {
      const headers = { Accept: 'text/html', 'Accept-Encoding': accepted }
      const answer = await get(path, headers)
      expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([encoding, text])
      expect(answer.headers.get('vary')).toContain('Accept-Encoding')
      const etag = answer.headers.get('etag') ?? ''
      expect((await get(path, { ...headers, 'If-None-Match': etag })).status).toBe(304)
    }
  })

  test.each(['/', '/assets/index.js', '/docs/', '/docs/errors', '/docs/operations/index.md', '/docs/a/nothing'])(
    '%s tells browsers what it may do',
    async path => {
      const { headers } = await get(path)
      expect(directivesOf(headers)).toMatchObject({
        'default-src': "'none'",
        'script-src': "'self'",
        'frame-ancestors': "'none'",
        'base-uri': "'self'",
      })
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    },
  )

  test('inline scripts run by their hash only', async () => {
    const { headers } = await get('/docs/scripts')
    const hashes = [SCRIPT, '\n2'].map(text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    expect(directivesOf(headers)['script-src']).toBe(["'self'", ...hashes].join(' '))
  })

  test('browsers get a page for an unknown path, with links that work at any depth', async () => {
    const answer = await get('/docs/a/b/nothing')
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe(
      '<html><head>\n<base href="/docs/"></head>nothing <a href="/">Settings page</a></html>',
    )
  })

  test.each(['/docs/nothing', '/assets/nothing.js', '/docs/%2e%2e/secret', '/docs/..%2fsecret.html', '/docs//secret'])(
    '%s is not found',
    async path => {
      const answer = await get(path, { Accept: '*/*' })
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('not_found')])
    },
  )
})

/** The directives of a policy, by name. */
const directivesOf = (headers: Headers) =>
  Object.fromEntries((headers.get('content-security-policy') ?? '').split('; ').map(text => text.split(/ (.*)/)))

test('serving from this process does not change its globals', async () => {
  const server = await serve(createMock())
  closing.push(server.close)

  expect(globalThis.Request).toBe(NATIVE.Request)
  expect(globalThis.Response).toBe(NATIVE.Response)
})

describe('a failure of the mock', () => {
  test('is a 500 and a line on stderr, if a response breaks the contract', async () => {
    const { answer, warnings, lines } = await failing(
      new ContractViolationError('listInbound', 200, 'the body must have data'),
    )

    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      status: 500,
      title: 'Internal Server Error',
      detail: expect.stringContaining('listInbound breaks the contract: the body must have data'),
    })
    expect(warnings.join('')).toMatch(/^FAILED GET \/api\/v1\/inbound.*ContractViolationError/)
    expect(lines.join('')).toMatch(/^GET \S+ 500 \d+\.\d ms\n$/)
  })

  test('reveals no secret of the request or the error', async () => {
    const { answer, warnings, lines } = await failing(new TypeError(`cannot read ${SECRET}`))
    const body = await answer.text()

    expect(answer.status).toBe(500)
    expect(body).not.toContain('cannot read')
    expect(warnings.join('')).toContain('TypeError: cannot read wh_live_****')
    for (const text of [body, ...warnings, ...lines]) expect(text).not.toContain(SECRET.slice(-49))
  })

  test('reveals no secret of a response that breaks the contract', async () => {
    const { answer, warnings } = await failing(new ContractViolationError(SECRET, 200, `${SECRET} is not known`))

    expect(answer.status).toBe(500)
    for (const text of [await answer.text(), ...warnings]) expect(text).not.toContain(SECRET.slice(-49))
  })
})

/** Sends a request to a server whose engine throws. */
async function failing(error: Error) {
  const warnings: string[] = []
  const lines: string[] = []
  const instance = new Instance({
    mock: createMock({ contract }),
    answer: () => Promise.reject(error),
    document: async () => undefined,
  })
  const log = new Log({
    level: 'info',
    isJson: false,
    out: line => lines.push(line),
    err: text => warnings.push(text),
  })
  const server = await startServer({ instance: () => instance, host: '127.0.0.1', port: 0, log })
  const answer = await fetch(`${server.origin}${contract.basePath}/inbound/${SECRET}?q=${SECRET}`)
  await server.close()
  return { answer, warnings, lines }
}
