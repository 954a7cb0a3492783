import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { filesOf, textOf } from './files.ts'
import { faultsOf, lookAt, open, type Place, places, urlOf } from './open.ts'

const REFERENCE = 'reference/standard.html'

/** The largest page of each kind, which has most of what the others of its kind have. */
const kinds = () => [
  'index.html',
  'errors.html',
  'systems/index.html',
  REFERENCE,
  'guides/mocking-in-tests.html',
  ...['systems', 'sdk/modules', 'sdk/classes'].map(folder =>
    filesOf('.html')
      .filter(file => file.startsWith(`${folder}/`) && !file.endsWith('/index.html'))
      .reduce((one, other) => (textOf(other).length > textOf(one).length ? other : one)),
  ),
]

test('axe finds no violation in a page of each kind, in light and dark; none has an error or is wider than a phone', async () => {
  const faults = await lookAt(kinds(), { width: 375 }, async page => {
    await isDrawn(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    await page.setViewportSize({ width: 1280, height: 900 })
    const found = [...(await faultsOf(page)), ...(await darkFaultsOf(page))]
    await page.setViewportSize({ width: 375, height: 900 })
    return [...(width > 375 ? [`${width} wide`] : []), ...found]
  })
  expect(faults).toEqual([])
})

test('served over HTTP, pages have no error, and request no other host', async () => {
  const files = ['index.html', 'systems/index.html', REFERENCE, 'sdk/index.html']
  const faults = await lookAt(files, { place: 'server' }, async page => {
    await isDrawn(page)
    return []
  })
  expect(faults).toEqual([])
})

test.each<[Place, string, string, string[]]>([
  [
    'disk',
    'errors.html',
    '',
    ['.problem:has(#key_not_revoked) summary', '.problem:has(#key_not_revoked) [href*=deleteapikey]'],
  ],
  ['server', 'try/standard.html', '#deleteApiKey', ['[data-part=about] a']],
  ['disk', REFERENCE, '', ['.menu-content [href="#/api-keys"]', '.menu-content [href$=deleteapikey]']],
])('from %s, %s%s links to an operation in the reference', async (place, file, hash, links) => {
  const { page, problems } = await open(file, { place }, hash)
  for (const link of links) await page.click(link)
  await isInView(page, 'Delete an API key')
  expect(problems).toEqual([])
  await page.close()
})

test.each(places)('from %s, links to parts of a reference scroll to their targets below the bar', async place => {
  const { page } = await open(
    'reference/warehouse.html',
    { place, width: place === 'disk' ? 375 : 1280 },
    '#/schemas/apikey',
  )
  await isInView(page, 'API key')
  await page.evaluate(() => {
    location.hash = '#/warehouse/createinbound'
  })
  await isInView(page, 'Announce an inbound shipment')
  await page.close()
})

test('axe finds no violation in an operation, a group with its diagram, and a schema of a reference', async () => {
  const { page } = await open(REFERENCE, {}, '#/api-keys')
  await page.waitForSelector('svg[aria-label^="A new API key is active"]')
  expect(await faultsOf(page)).toEqual([])
  await page.click('.menu-content a[href="#/api-keys/rotateapikey"]')
  await isInView(page, 'Rotate an API key')
  const text = await page.evaluate(() => document.body.innerText)
  expect(text).toContain('curl http://127.0.0.1:4010/api/v1/api-keys/key_4mXr0tQ7bVn2Lc8Y/rotate')
  expect(await faultsOf(page, { runOnly: ['color-contrast', 'heading-order', 'link-name', 'button-name'] })).toEqual([])
  await page.close()
})

test('the reference of another system opens at the same operation, and a change of the theme keeps the place', async () => {
  const { page } = await open(REFERENCE, {}, '#/api-keys/createapikey')
  await isInView(page, 'Create an API key')
  const { x = 0, y = 0 } = (await page.locator('.theme').boundingBox()) ?? {}
  await page.mouse.click(x + 5, y + 5)
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor !== 'rgb(250, 250, 248)')
  await isInView(page, 'Create an API key')
  expect(await page.locator('#redoc a.try-it', { hasText: 'Try it' }).first().getAttribute('href')).toMatch(
    /^\.\.\/try\/standard\.html#/,
  )
  await page.click('.systems a[href="warehouse.html#/api-keys/createapikey"], .systems a[href="warehouse.html"]')
  await page.waitForURL(/warehouse\.html#\/api-keys\/createapikey$/)
  await isInView(page, 'Create an API key')
  await page.close()
})

test('a request and its response are seen together', async () => {
  const { page } = await open(REFERENCE, { width: 1440 }, '#/api-keys/createapikey')
  await isInView(page, 'Create an API key')
  const [request, response] = await page
    .locator('[data-section-id="/api-keys/createapikey"]')
    .locator('.panel-request-samples, .panel-response-samples')
    .evaluateAll(all => all.map(one => one.getBoundingClientRect().toJSON() as DOMRect))
  expect(response?.left).toBe(request?.left)
  expect((response?.top ?? Number.NaN) - (request?.bottom ?? Number.NaN)).toBeCloseTo(28, -1)
  expect(response?.top).toBeLessThan(450)
  await page.close()
})

test('on a phone, no word of an operation leaves the screen, and no button covers the code that it copies', async () => {
  const { page } = await open('reference/warehouse.html', { width: 412 }, '#/warehouse/createinbound')
  await isInView(page, 'Announce an inbound shipment')
  expect(await page.evaluate(textFaults, '[data-testid=copy-button]')).toEqual([])
  await page.goto(urlOf('guides/api-basics.html', 'disk'))
  expect(await page.evaluate(textFaults, '.copy')).toEqual([])
  await page.close()
})

test('the comparison keeps the names of the systems in view, and can be reduced to differences', async () => {
  const { page } = await open('systems/index.html')
  const tops = await page.$eval('.compare', table => {
    table.scrollTop = 400
    return [table, table.querySelector('thead th')].map(one => Math.round(one?.getBoundingClientRect().top ?? -1))
  })
  expect(tops[1]).toBe((tops[0] ?? 0) + 1)
  expect(await page.$eval('.compare', table => table.scrollTop)).toBe(400)
  const cell = page.locator('.compare tr', { hasText: 'Secret is shown' }).locator('td').nth(1)
  expect(await cell.innerText()).toBe('once')
  await page.check('.comparison input')
  expect(await cell.locator('span').isVisible()).toBe(false)
  expect(await page.locator('.compare tr', { hasText: 'Secret is shown' }).locator('td').nth(3).innerText()).toBe(
    'always',
  )
  await page.close()
})

test('the not-found page has working links at any depth', async () => {
  const { page } = await open('guides/deep/nothing', { place: 'server' })
  expect(await page.textContent('h1')).toBe('Page not found')
  expect(await page.evaluate(() => getComputedStyle(document.body).margin)).toBe('0px')
  await page.click('main a[href="errors.html"]')
  await page.waitForURL(urlOf('errors.html', 'server'))
  await page.close()
})

test('the sidebar shows the current guide, and is not printed', async () => {
  const { page } = await open('guides/versioning-and-support.html')
  const current = await page.locator('.guides [aria-current]').boundingBox()
  expect(current?.y).toBeLessThan(900)
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.guides, .contents, .steps, .bar button, .copy').filter({ visible: true }).count()).toBe(0)
  expect(await page.isVisible('main h1')).toBe(true)
  await page.close()
})

test.each(['changelog.html', 'sdk/index.html', 'reference/warehouse.html'])(
  'on a phone the navigation of %s shows where one is',
  async file => {
    const { page } = await open(file, { width: 375 })
    const entries = page.locator('.bar nav [aria-current]')
    const places = await entries.evaluateAll(all => all.map(entry => entry.getBoundingClientRect().toJSON()))
    expect(places.length).toBeGreaterThan(0)
    expect(places.filter(({ left, right }) => left < 0 || right > 375)).toEqual([])
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await page.close()
  },
)

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

/** Runs in the page. Finds text that sticks out of the screen, or that a button lies on. */
function textFaults(buttons: string): string[] {
  const boxes = [...document.querySelectorAll(buttons)].map(one => one.getBoundingClientRect())
  const seen = boxes.filter(({ width }) => width > 0)
  if (seen.length === 0) return ['no button']
  const texts = document.createTreeWalker(document.querySelector('main, #redoc') ?? document, NodeFilter.SHOW_TEXT)
  const faults: string[] = []
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const { parentElement } = text
    if (!parentElement?.checkVisibility() || parentElement.closest(`${buttons}, .spoken, .scroll`)) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const line of range.getClientRects()) {
      const isOut = line.right > innerWidth && !parentElement.closest('pre')
      const isCovered = seen.some(
        box => box.left < line.right && line.left < box.right && box.top < line.bottom && line.top < box.bottom,
      )
      if (isOut || isCovered) faults.push(`${isOut ? 'out' : 'covered'}: ${text.textContent}`)
    }
  }
  return faults
}

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
