import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { own, systems, textOf } from './files.ts'
import { faultsOf, open } from './open.ts'

describe('in a browser, from disk', () => {
  test('of each kind of page, those with the most in them have no fault that axe finds, in light and dark', async () => {
    const found: string[] = []
    for (const file of largestOfKinds()) {
      const { page } = await open(file)
      found.push(...[...(await faultsOf(page)), ...(await darkFaultsOf(page))].map(at(file)))
      await page.close()
    }
    expect(found).toEqual([])
  })

  test('no page asks anybody else, fails, or is wider than a phone', async () => {
    const found: string[] = []
    const references = systems.map(({ id }) => `reference/${id}.html`)
    for (const file of [...own(), ...references, 'sdk/index.html']) {
      const { page, problems } = await open(file)
      if (references.includes(file)) await page.waitForSelector('.menu-content', { state: 'attached' })
      const width = await widthOnPhone(page)
      found.push(...[...problems, ...(width > 375 ? [`${width} wide`] : [])].map(at(file)))
      await page.close()
    }
    expect(found).toEqual([])
  })

  test('the samples of the front page are not cut off', async () => {
    const { page } = await open('index.html')
    const widths = await page.$$eval('.pair pre', all => all.map(one => one.scrollWidth - one.clientWidth))
    expect(widths).toEqual([0, 0])
    await page.close()
  })

  test.each(['errors.html', 'sdk/index.html'])(
    'the theme of %s follows the system, can be switched, and stays',
    async file => {
      const { page } = await open(file, { dark: true })
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(await ground()).toBe('rgb(16, 19, 27)')
      await page.click('.theme')
      expect(await ground()).toBe('rgb(255, 255, 255)')
      await page.reload()
      expect(await ground()).toBe('rgb(255, 255, 255)')
      await page.close()
    },
  )

  test.each(['index.html', 'guides/rotating-keys.html', 'reference/standard.html', 'sdk/index.html'])(
    'the search on %s finds a problem code, and leads to it',
    async file => {
      const { page, problems } = await open(file)
      await page.click('.search-open')
      await page.fill('.search input', 'active_key_limit_reached')
      await page.waitForSelector('.search li a')
      const links = await page.$$eval('.search li a', all => all.map(link => link.getAttribute('href') ?? ''))
      expect(links.some(link => link.endsWith('errors.html#active_key_limit_reached'))).toBe(true)
      await page.click('.search li a[href$="errors.html#active_key_limit_reached"]')
      await page.waitForURL(/errors\.html#active_key_limit_reached$/)
      expect(problems).toEqual([])
      await page.close()
    },
  )

  test('the search finds an operation, and the reference opens at it', async () => {
    const { page } = await open('index.html')
    await page.keyboard.press('/')
    await page.fill('.search input', 'rotateApiKey')
    await page.click('.search li a[href*="reference/standard.html"]')
    await page.waitForSelector('h2:has-text("Rotate an API key")', { state: 'visible' })
    await page.close()
  })

  test('a reference shows the diagram, and both samples of an operation', async () => {
    const { page } = await open('reference/standard.html', {}, '#/api-keys')
    await page.waitForSelector('svg[aria-label^="A new API key is active"]')
    await page.click('.menu-content a[href="#/api-keys/rotateapikey"]')
    await page.waitForSelector('h2:has-text("Rotate an API key")')
    const text = await page.evaluate(() => document.body.innerText)
    expect(text).toContain('curl http://127.0.0.1:4010/api/v1/api-keys/key_4mXr0tQ7bVn2Lc8Y/rotate')
    await page.close()
  })
})

/** Pages in the same folder are made alike. */
function largestOfKinds(): string[] {
  const kinds = Map.groupBy(own(), file => (file.includes('/') && !file.endsWith('/index.html') ? dirname(file) : file))
  return [...kinds.values()].map(files =>
    files.reduce((one, other) => (textOf(other).length > textOf(one).length ? other : one)),
  )
}

const at = (file: string) => (fault: string) => `${file}: ${fault}`

/** Only colours change in the dark. */
async function darkFaultsOf(page: Page): Promise<string[]> {
  await page.click('.theme')
  const faults = await faultsOf(page, { runOnly: ['color-contrast'] })
  return faults.map(fault => `in the dark, ${fault}`)
}

async function widthOnPhone(page: Page): Promise<number> {
  await page.setViewportSize({ width: 375, height: 900 })
  return page.evaluate(() => document.documentElement.scrollWidth)
}
