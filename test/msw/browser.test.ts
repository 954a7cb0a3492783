import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { WorkerOptions } from '../../mock/browser.ts'
import { launchChromium } from '../browser/chromium.ts'
import { todos } from '../engine/described/documents.ts'
import type { Page } from './page.ts'
import { servePage } from './serve-page.ts'

describe('startWorker', () => {
  let browser: Browser
  let served: Awaited<ReturnType<typeof servePage>>

  beforeAll(async () => {
    ;[browser, served] = await Promise.all([launchChromium(), servePage()])
  })
  afterAll(async () => {
    await browser.close()
    await served[Symbol.asyncDispose]()
  })

  /** What the page receives and prints. */
  async function ask(options: WorkerOptions) {
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const printed: string[] = []
    page.on('console', message => {
      // The browser itself prints an error for each status from 400.
      if (!message.text().startsWith('Failed to load resource')) printed.push(message.text())
    })
    await page.goto(`${served.origin}/index.html`)
    const statuses = await page.evaluate(options => (globalThis as Page).latchkey.ask(options), options)
    return { statuses, printed: printed.join('\n') }
  }

  test('responds to the page, allows handlers in front, leaves other requests alone, and prints nothing', async () => {
    expect(await ask({})).toEqual({ statuses: [401, 418, 200], printed: '' })
  })

  test('prints the operation of each response if it is not quiet, and no query', async () => {
    const { printed } = await ask({ quiet: false })
    expect(printed).toMatch(/\[MSW\] \d\d:\d\d:\d\d GET \/api\/v1\/me getMe \(.*401 missing_credentials/)
    expect(printed).not.toContain('secret')
  })

  test("runs a document of one's own, which the page reads without Node.js", async () => {
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    await page.goto(`${served.origin}/index.html`)
    const { created, read, own } = await page.evaluate(
      document => (globalThis as Page).latchkey.useDocument(document),
      todos,
    )
    expect(created).toMatchObject({ title: 'Milk', done: expect.any(Boolean) })
    expect([read, own]).toEqual([created, 200])
  })

  test('loads the worker from workerUrl, and reports a script that is not found', async () => {
    expect((await ask({ workerUrl: '/worker.js' })).statuses).toEqual([401, 418, 200])
    await expect(ask({ workerUrl: '/nowhere.js' })).rejects.toThrow(/nowhere\.js/)
  })
})
