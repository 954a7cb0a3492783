import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ROOT } from '../../docs/build/paths.ts'
import { createMock } from '../../mock/index.ts'
import { routeMock } from '../../mock/playwright.ts'
import { launchChromium } from '../browser/chromium.ts'
import { bundle } from '../docs/run/bundle.ts'
import { todos } from '../engine/described/documents.ts'
import { servePage } from './serve-page.ts'
import { type Asking, BASE, init, signIn } from './shop.ts'

describe('routeMock', () => {
  let browser: Browser
  let served: Awaited<ReturnType<typeof servePage>>

  beforeAll(async () => {
    ;[browser, served] = await Promise.all([launchChromium(), servePage()])
  })
  afterAll(async () => {
    await browser.close()
    await served[Symbol.asyncDispose]()
  })

  async function openPage(): Promise<Page> {
    const context = await browser.newContext({ serviceWorkers: 'block' })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(`${served.origin}/index.html`)
    return page
  }

  /** What a script of the page receives; status 0 if there is no response. */
  const ask = (page: Page, url: string, asking?: Asking) =>
    page.evaluate(
      async ([url, init]) => {
        const answer = await fetch(url, init as RequestInit | undefined).catch(() => undefined)
        if (!answer) return { status: 0, headers: {}, body: undefined }
        const text = await answer.text()
        const headers = Object.fromEntries(answer.headers) as Record<string, string>
        return { status: answer.status, headers, body: text.startsWith('{') ? JSON.parse(text) : text }
      },
      [url, init(asking)] as const,
    )

  test('a page uses the mock of a document, and loads its own files from its server', async () => {
    const mock = createMock({ contract: todos, baseUrl: 'http://todos.test' })
    const page = await openPage()
    await routeMock(page.context(), mock)
    const created = await ask(page, 'http://todos.test/todos', { method: 'POST', body: { title: 'Milk' } })
    expect(created).toMatchObject({ status: 201, body: { title: 'Milk' } })
    expect(await ask(page, `http://todos.test/todos/${created.body.id}`)).toMatchObject({ body: created.body })
    await page.reload()
    await expect(routeMock(page.context(), createMock({ contract: todos }))).rejects.toThrow('names no server')
  })

  test('a page of another origin sends any method, header, query and body, and reads body and headers', async () => {
    const mock = createMock()
    const page = await openPage()
    await routeMock(page.context(), mock)
    const token = await signIn(mock.fetch)
    const name = 'Ünïcode \u{1f511}'
    const headers = { 'Idempotency-Key': 'one' }
    const created = await ask(page, `${BASE}/api-keys`, { method: 'POST', token, headers, body: { name } })
    expect(created).toMatchObject({ status: 201, body: { name } })
    expect(created.headers).toMatchObject({ location: `/api/v1/api-keys/${created.body.id}` })
    expect(created.headers['request-id']).toMatch(/^req_/)
    const path = `${BASE}/api-keys/${created.body.id}`
    expect((await ask(page, path, { method: 'PATCH', token, body: { enabled: false } })).body.status).toBe('paused')
    expect((await ask(page, `${BASE}/api-keys?status=paused&limit=1`, { token })).body.data).toHaveLength(1)
    expect((await ask(page, `${path}/revoke`, { method: 'POST', token, body: {} })).status).toBe(200)
    expect(await ask(page, path, { method: 'DELETE', token })).toMatchObject({ status: 204, body: '' })
    expect((await ask(page, `${BASE}/nothing`)).body.code).toBe('not_found')
  })

  test('a single page can be routed, at the baseUrl of the mock only', async () => {
    const page = await openPage()
    await routeMock(page, createMock({ baseUrl: 'https://shop.test/api/v1' }))
    expect((await ask(page, 'https://shop.test/api/v1/me')).status).toBe(401)
    expect((await ask(page, `${served.origin}/api/v1/me`)).status).toBe(404)
    const other = await page.context().newPage()
    await other.goto(`${served.origin}/index.html`)
    expect((await ask(other, 'https://shop.test/api/v1/me')).status).toBe(0)
  })

  test('a fault breaks the connection of the page', async () => {
    const mock = createMock()
    const page = await openPage()
    await routeMock(page, mock)
    mock.fail('getMe', { error: 'network', times: 1 })
    expect((await ask(page, `${BASE}/me`)).status).toBe(0)
    expect((await ask(page, `${BASE}/me`)).status).toBe(401)
  })

  test('a response after the route was closed is not an error', async () => {
    const mock = createMock()
    const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    mock.override('getMe', async ({ next }) => {
      asked.resolve()
      await go.promise
      return next()
    })
    const page = await openPage()
    const route = await routeMock(page, mock)
    const answer = ask(page, '/api/v1/me')
    await asked.promise
    await route.close()
    go.resolve()
    expect((await answer).headers).not.toHaveProperty('request-id')
    await expect.poll(() => mock.requests.length).toBe(1)
  })

  test('requests reach the network again when the route is closed', async () => {
    const page = await openPage()
    const route = await routeMock(page, createMock())
    expect((await ask(page, `${served.origin}/api/v1/me`)).status).toBe(401)
    await route.close()
    expect((await ask(page, `${served.origin}/api/v1/me`)).status).toBe(404)
  })
})

test('the fixtures work in Playwright’s own runner', async () => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.cache/playwright-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // Playwright would compile each module of the mock.
  const source = readFileSync(new URL('playwright/fixtures.spec.ts', import.meta.url), 'utf8')
  writeFileSync(join(folder, 'fixtures.bundle.mjs'), await bundle(source.replace('../../../mock/', './mock/'), 'node'))
  const cli = createRequire(import.meta.url)
    .resolve('playwright/package.json')
    .replace('package.json', 'cli.js')
  const config = fileURLToPath(new URL('playwright', import.meta.url))
  const env = { ...process.env, FIXTURES_FOLDER: folder, FORCE_COLOR: '0' }
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'test', '-c', config], { env })
  expect(stdout).toContain('2 passed')
})
