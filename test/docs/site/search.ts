/** The search, in its dialog. Which page each query finds is tested without a browser, in test/docs/search.test.ts. */
import { expect, test } from 'vitest'
import { open } from './open.ts'

test.each(['guides/rotating-keys.html', 'reference/standard.html', 'sdk/index.html'])(
  'the search on %s finds an error code, and links to it',
  async file => {
    const { page, problems } = await open(file)
    await page.click('.search-open')
    await page.fill('.search input', 'active_key_limit_reached')
    await page.click('.search li a[href$="errors.html#active_key_limit_reached"]')
    await page.waitForURL(/errors\.html#active_key_limit_reached$/)
    expect(problems).toEqual([])
    await page.close()
  },
)
