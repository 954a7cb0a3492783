import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { filesOf, own, systems, textOf } from './files.ts'
import { faultsOf, lookAt, open, places, urlOf } from './open.ts'

const references = systems.map(({ id }) => `reference/${id}.html`)
const sdk = () => filesOf('.html').filter(file => file.startsWith('sdk/'))

describe.each(places)('from %s', place => {
  test('no page requests another host, has an error, or is wider than a phone', async () => {
    const files = [...own(), ...references, ...largestOfKinds(sdk())]
    const faults = await lookAt(files, { place, width: 375 }, async page => {
      await isDrawn(page)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      return width > 375 ? [`${width} wide`] : []
    })
    expect(faults).toEqual([])
  })

  test.each([
    [
      'errors.html',
      '',
      ['.problem:has(#key_not_revoked) summary', '.problem:has(#key_not_revoked) [href*=deleteapikey]'],
    ],
    ['try/standard.html', '#deleteApiKey', ['[data-part=about] a']],
    ['reference/standard.html', '', ['.menu-content [href="#/api-keys"]', '.menu-content [href$=deleteapikey]']],
  ])('%s%s links to an operation in the reference', async (file, hash, links) => {
    const { page, problems } = await open(file, { place }, hash)
    for (const link of links) await page.click(link)
    await isInView(page, 'Delete an API key')
    expect(problems).toEqual([])
    await page.close()
  })

  test.each([375, 1280])('at %i pixels a link scrolls to its target below the bar', async width => {
    const { page } = await open('reference/warehouse.html', { place, width }, '#/warehouse/createinbound')
    await isInView(page, 'Announce an inbound shipment')
    await page.goto(`${urlOf('reference/standard.html', place)}#/schemas/apikey`)
    await isInView(page, 'API key')
    await page.close()
  })
})

test('the not-found page has working links at any depth', async () => {
  const { page } = await open('guides/deep/nothing', { place: 'server' })
  expect(await page.textContent('h1')).toBe('Page not found')
  expect(await page.evaluate(() => getComputedStyle(document.body).margin)).toBe('0px')
  await page.click('main a[href="errors.html"]')
  await page.waitForURL(urlOf('errors.html', 'server'))
  await page.close()
})

test('axe finds no violation in any guide, nor, in light and dark, in the largest page of each kind', async () => {
  const kinds = largestOfKinds([...own(), ...references, ...sdk()])
  const files = new Set([...kinds, ...own().filter(file => file.startsWith('guides/'))])
  const faults = await lookAt([...files], {}, async (page, file) => {
    await isDrawn(page)
    // The pages of a kind have the same colours, and contrasts take most of the time.
    if (!kinds.includes(file)) return faultsOf(page, { rules: { 'color-contrast': { enabled: false } } })
    return [...(await faultsOf(page)), ...(await darkFaultsOf(page))]
  })
  expect(faults).toEqual([])
})

test.each(['#/api-keys', '#/api-keys/rotateapikey', '#/schemas/apikey'])(
  'axe finds no violation in the part of a reference that %s opens',
  async hash => {
    const { page } = await open('reference/standard.html', {}, hash)
    await page.waitForSelector('#redoc h2')
    expect(await faultsOf(page)).toEqual([])
    await page.close()
  },
)

describe('in a browser', () => {
  test('the samples on the front page are not cut off', async () => {
    const { page } = await open('index.html')
    const widths = await page.$$eval('.pair pre', all => all.map(one => one.scrollWidth - one.clientWidth))
    expect(widths).toEqual([0, 0])
    await page.close()
  })

  test.each(['errors.html', 'sdk/index.html'])(
    'the theme of %s follows the system, can be switched, and is remembered',
    async file => {
      const { page } = await open(file, { dark: true })
      expect(await luminanceOf(page)).toBeLessThan(0.1)
      await page.click('.theme')
      expect(await luminanceOf(page)).toBeGreaterThan(0.9)
      await page.reload()
      expect(await luminanceOf(page)).toBeGreaterThan(0.9)
      await page.close()
    },
  )

  test.each(['index.html', 'guides/rotating-keys.html', 'reference/standard.html', 'sdk/index.html'])(
    'the search on %s finds an error code, and links to it',
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

  test.each([
    ['rotate', 'guides/rotating-keys.html'],
    ['Retry-After', 'errors.html#rate_limited'],
  ])('the search for %s finds its page', async (words, path) => {
    const { page } = await open('index.html')
    await page.click('.search-open')
    await page.fill('.search input', words)
    await page.waitForSelector(`.search li a[href="${path}"]`)
    await page.close()
  })

  test('the search finds an operation, and opens the reference at it', async () => {
    const { page } = await open('index.html')
    await page.keyboard.press('/')
    await page.fill('.search input', 'rotateApiKey')
    await page.click('.search li a[href*="reference/standard.html"]')
    await page.waitForSelector('h2:has-text("Rotate an API key")', { state: 'visible' })
    await page.close()
  })

  test('a reference shows the lifecycle diagram, and both samples of an operation', async () => {
    const { page } = await open('reference/standard.html', {}, '#/api-keys')
    await page.waitForSelector('svg[aria-label^="A new API key is active"]')
    await page.click('.menu-content a[href="#/api-keys/rotateapikey"]')
    await page.waitForSelector('h2:has-text("Rotate an API key")')
    const text = await page.evaluate(() => document.body.innerText)
    expect(text).toContain('curl http://127.0.0.1:4010/api/v1/api-keys/key_4mXr0tQ7bVn2Lc8Y/rotate')
    await page.close()
  })
})

/** Only colours change in the dark. */
async function darkFaultsOf(page: Page): Promise<string[]> {
  await page.click('.theme')
  const faults = await faultsOf(page, { runOnly: ['color-contrast'] })
  await page.click('.theme')
  return faults.map(fault => `in the dark, ${fault}`)
}

/** The relative luminance of the background of the page, from 0 (black) to 1 (white). */
async function luminanceOf(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number)
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
}

/** The largest page of each folder. The pages of a folder have the same layout. */
function largestOfKinds(files: readonly string[]): string[] {
  const kinds = Map.groupBy(files, file => (file.includes('/') && !file.endsWith('/index.html') ? dirname(file) : file))
  return [...kinds.values()].map(alike =>
    alike.reduce((one, other) => (textOf(other).length > textOf(one).length ? other : one)),
  )
}

/** Waits until Redoc has rendered the page, if it is a reference. */
async function isDrawn(page: Page): Promise<void> {
  if (await page.$('#redoc')) await page.waitForSelector('.menu-content', { state: 'attached' })
}

/** Waits until a heading is just below the bar of the site. */
async function isInView(page: Page, title: string): Promise<void> {
  await page.waitForFunction(title => {
    const bottom = document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0
    const heading = [...document.querySelectorAll('h2')].find(({ textContent }) => textContent === title)
    const top = heading?.getBoundingClientRect().top ?? -1
    return top >= bottom && top < bottom + 120
  }, title)
}
