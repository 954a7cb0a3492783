/** "The user left the page while the request was delayed, and the key exists." */

import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { setupServer } from 'msw/node'
import { expect, onTestFinished, test } from 'vitest'
import { createMock, type Mock } from '../../../mock/index.ts'
import { routeMock } from '../../../mock/playwright.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { servePage } from '../../msw/serve-page.ts'
import { open } from '../../server/serving.ts'
import { ENTRY_POINTS } from './entry-points.ts'

/** Milliseconds. A busy machine may abort a second late, which is still before the response. */
const DELAY = 1500
const ABORT_AFTER = 100

function delayed(mock: Mock) {
  mock.delay('createApiKey', DELAY)
  const { headers } = mock.signIn('admin')
  return { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"name":"Sync"}' }
}

async function expectNoKey(mock: Mock): Promise<void> {
  await sleep(DELAY + 500)
  expect(mock.snapshot().records.filter(({ resource }) => resource === 'ApiKey')).toEqual([])
}

test.each(ENTRY_POINTS)('in %s', async (_, open) => {
  const mock = createMock()
  const { fetch, base } = await open(mock)
  const init = delayed(mock)
  const controller = new AbortController()
  const answer = fetch(`${base}/api-keys`, { ...init, signal: controller.signal })
  setTimeout(() => controller.abort(), ABORT_AFTER)
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
  await expectNoKey(mock)
})

/** A client such as axios in Node.js. */
async function abortByHttp(url: string, { body, ...init }: ReturnType<typeof delayed>): Promise<void> {
  const asked = request(url, init)
  const failed = new Promise(resolve => asked.on('error', resolve))
  asked.end(body)
  await sleep(ABORT_AFTER)
  asked.destroy()
  await failed
}

test('in setupServer, by node:http', async () => {
  const mock = createMock()
  const server = setupServer(...mock.handlers)
  server.listen()
  onTestFinished(() => server.close())
  await abortByHttp('http://shop.test/api/v1/api-keys', delayed(mock))
  await expectNoKey(mock)
})

test('in the server', async () => {
  const server = await open()
  await abortByHttp(`${server.origin}/api/v1/api-keys`, delayed(server.mock))
  await expectNoKey(server.mock)
})

test('in a page that Playwright drives', async () => {
  const [browser, site] = await Promise.all([launchChromium(), servePage()])
  onTestFinished(async () => {
    await browser.close()
    await site[Symbol.asyncDispose]()
  })
  const mock = createMock()
  const page = await browser.newPage()
  await routeMock(page.context(), mock)
  await page.goto(`${site.origin}/index.html`)
  const failed = await page.evaluate(
    async ([init, after]) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), after)
      return fetch('/api/v1/api-keys', { ...init, signal: controller.signal }).catch(({ name }) => name)
    },
    [delayed(mock), ABORT_AFTER] as const,
  )
  expect(failed).toBe('AbortError')
  await expectNoKey(mock)
})
