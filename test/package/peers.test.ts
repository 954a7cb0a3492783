/** The packed package beside older versions of its optional peers. */
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { serveFiles, workerScript } from '../browser/serve-files.ts'
import { run } from './run.ts'
import { peers, untilInstalled } from './runtimes.ts'

await untilInstalled()
const { project, tarball } = inject('packed')
const msw3 = fileURLToPath(new URL('../../node_modules/msw', import.meta.url))

// Source: nuxt/test-utils #1809
describe('npm installs the package beside', () => {
  it.concurrent.each([
    ['MSW 1 and Vitest 2', ['msw@1', 'vitest@2']],
    ['MSW 2, Vitest 3 and OpenTelemetry API 1.0', ['msw@2', 'vitest@3', '@opentelemetry/api@1.0']],
    ['MSW 2 and Vitest 4', ['msw@2', 'vitest@4']],
  ])('%s', async (_, others) => {
    const cwd = folder({})
    // It resolves the dependencies and the peers as a full installation does, but does not download them.
    const args = ['install', '--package-lock-only', '--prefer-offline', '--no-audit', '--no-fund']
    await run('npm', [...args, tarball, ...others], { cwd })
    await run('npm', ['ls', '--package-lock-only', 'latchkey'], { cwd })
  })
})

it.each([
  ['2.15', peers['msw2.15']],
  ['2.12', peers['msw2.12']],
])("the mock's handlers work with setupServer of MSW %s, for fetch and node:http", async (_, msw) => {
  const script = `
    import { once } from 'node:events'
    import http from 'node:http'
    import { createMock } from 'latchkey/mock'
    import { http as handle, HttpResponse } from 'msw'
    import { setupServer } from 'msw/node'
    const mock = createMock({ system: 'warehouse' })
    const server = setupServer(...mock.handlers, handle.get('https://other.test/', () => new HttpResponse(null, { status: 418 })))
    server.listen({ onUnhandledRequest: 'error' })
    const { headers } = mock.signIn('admin')
    const base = 'http://shop.test/api/v1'
    const status = async (path, init) => (await fetch(new URL(path, base + '/'), init)).status
    const created = await fetch(base + '/api-keys', { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"name":"Sync"}' })
    const key = await created.json()
    const [response] = await once(http.get(base + '/me', { headers: { Authorization: 'ApiKey ' + key.secret } }), 'response')
    const seen = [created.status, key.name, response.statusCode, await status('me'), await status('https://other.test/')]
    server.use(handle.get('*/api/v1/me', () => new HttpResponse(null, { status: 503 })))
    seen.push(await status('me'))
    server.resetHandlers(...mock.handlersFor('getMe'))
    seen.push(await status('me', { headers }), mock.requests.length)
    seen.push(await status('api-keys').catch(error => error.message))
    server.close()
    console.log(JSON.stringify(seen))`
  const [created, name, http, unsigned, other, replaced, signed, requests, unhandled] = JSON.parse(
    await node(script, folder({ msw })),
  )
  expect([created, name, http, unsigned, other]).toEqual([201, 'Sync', 200, 401, 418])
  expect([replaced, signed, requests]).toEqual([503, 200, 4])
  expect(unhandled).toContain('Cannot bypass a request')
})

describe('beside MSW 2', () => {
  const cwd = folder({ msw: peers['msw2.15'] })

  it('startWorker works in a page, and prints nothing about other requests', async () => {
    const contents = `
      import { createMock } from 'latchkey/mock'
      import { startWorker } from 'latchkey/mock/browser'
      globalThis.ask = async () => {
        await startWorker(createMock())
        return [(await fetch('/api/v1/me')).status, (await fetch('/')).status]
      }`
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: cwd },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    })
    await using served = await serveFiles({
      '/': '<!doctype html><title>Page</title><script type="module" src="page.js"></script>',
      '/page.js': outputFiles[0]?.text ?? '',
      '/mockServiceWorker.js': workerScript(join(cwd, 'node_modules/')),
    })
    await using browser = await launchChromium()
    const page = await browser.newPage()
    const printed: string[] = []
    page.on('console', message => printed.push(message.text()))
    await page.goto(`${served.origin}/`)
    expect(await page.evaluate('ask()')).toEqual([401, 200])
    expect(printed.filter(text => text.includes('MSW'))).toEqual([])
  })

  it('serve works, and startNetwork names both versions and the command', async () => {
    const script = `
      import { createMock } from 'latchkey/mock'
      import { serve, startNetwork } from 'latchkey/mock/node'
      const server = await serve(createMock())
      console.log((await fetch(server.url + '/api/v1/me')).status)
      await server.close()
      try { startNetwork(createMock()) } catch (error) { console.log(error.message) }`
    expect(await node(script, cwd)).toBe(
      '401\nstartNetwork needs MSW 3 or later, but 2.15.0 is installed. Run: npm install --save-dev msw@^3. ' +
        'With MSW 2, use setupServer(...mock.handlers) of msw/node.',
    )
  })
})

it('startNetwork without MSW names the command', async () => {
  const script = `
    import { createMock } from 'latchkey/mock'
    import { startNetwork } from 'latchkey/mock/node'
    try { startNetwork(createMock()) } catch (error) { console.log(error.message) }`
  expect(await node(script, project)).toBe(
    'startNetwork needs MSW 3 or later, which is not installed. Run: npm install --save-dev msw@^3.',
  )
})

describe('latchkey/mock/vitest', () => {
  const example = `
    import { test } from 'latchkey/mock/vitest'
    import { expect } from 'vitest'
    test.override('mockOptions', { system: 'warehouse' })
    test.concurrent.for([1, 2])('test %i', (_, { mock }) => expect(mock.requests).toEqual([]))
    test('a request of the code under test reaches the mock', async ({ mock }) => {
      const response = await fetch('https://shop.test/api/v1/me', { headers: mock.signIn('admin').headers })
      expect(response.status).toBe(200)
      expect(mock.contract.system).toBe('warehouse')
    })`

  it('works in Vitest 4', async () => {
    expect(await vitest(example, peers.vitest4)).toContain('3 passed')
  })

  it('in Vitest 3 names both versions and the command', async () => {
    await expect(vitest(example, peers.vitest3)).rejects.toThrow(
      'latchkey/mock/vitest needs Vitest 4.1 or later, but 3.2.7 is installed. Run: npm install --save-dev vitest@^4.1.',
    )
  })
})

/** A project with the package and links to packages that are installed elsewhere. */
function folder(links: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(project, 'peers-'))
  writeFileSync(join(path, 'package.json'), '{ "type": "module", "private": true }')
  if (Object.keys(links).length === 0) return path
  cpSync(join(project, 'node_modules'), join(path, 'node_modules'), { recursive: true })
  for (const [name, target] of Object.entries(links)) {
    const link = join(path, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(target, link)
  }
  return path
}

async function node(script: string, cwd: string): Promise<string> {
  return (await run(process.execPath, ['--input-type=module', '-e', script], { cwd })).stdout.trim()
}

/** Runs a test file in a version of Vitest. */
async function vitest(file: string, version: string): Promise<string> {
  const cwd = folder({ vitest: version, msw: msw3 })
  writeFileSync(join(cwd, 'example.test.js'), file)
  const env = { ...process.env, NO_COLOR: '1' }
  // The machine may be busy with other tests.
  const args = [join(version, 'vitest.mjs'), 'run', '--root', cwd, '--testTimeout=60000']
  return (await run(process.execPath, args, { cwd, env })).stdout
}
