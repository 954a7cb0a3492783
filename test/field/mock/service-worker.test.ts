/** "It works in my tests, but in the browser, with the service worker and an API of another origin?" */
// Source: w3c/ServiceWorker #1544
import { expect, onTestFinished, test } from 'vitest'
import { launchChromium } from '../../browser/chromium.ts'
import type { Page } from '../../msw/page.ts'
import { servePage } from '../../msw/serve-page.ts'

test('startWorker answers fetch and XMLHttpRequest to another origin, HEAD and aborts', async () => {
  const [browser, site] = await Promise.all([launchChromium(), servePage()])
  onTestFinished(async () => {
    await browser.close()
    await site[Symbol.asyncDispose]()
  })
  const page = await browser.newPage()
  await page.goto(`${site.origin}/index.html`)
  const seen = await page.evaluate(() => (globalThis as Page).latchkey.call())
  const at = (path: string) => ({ hasLocation: false, isEmpty: false, url: `https://api.shop.test/api/v1${path}` })
  expect(seen).toEqual({
    created: { status: 201, ...at('/api-keys'), hasLocation: true },
    withCookies: { status: 200, ...at('/me') },
    rejected: { status: 401, ...at('/me') },
    head: { status: 200, ...at('/me'), isEmpty: true },
    put: { status: 405, ...at('/me') },
    xhr: [200, true],
    aborted: 'TimeoutError',
  })
})
