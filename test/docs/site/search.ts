/** The search in its dialog. What it finds is tested in queries.ts. */
import { expect, test } from 'vitest'
import { faultsOf, open } from './open.ts'

test('the search is a list that is used with the keys, and leads to its results', async () => {
  const { page, problems } = await open('guides/rotating-keys.html')
  await page.keyboard.press('/')
  await page.keyboard.type('active_key_limit')
  const option = '.search [role=option]'
  await page.waitForSelector(option)
  const field = page.locator('.search [role=combobox]')
  const chosen = () => page.locator(`${option}[aria-selected=true]`).evaluateAll(all => all.map(({ id }) => id))
  expect(await field.getAttribute('aria-expanded')).toBe('true')
  await page.keyboard.press('ArrowDown')
  expect(await chosen()).toEqual(['search-result-1'])
  expect(await field.getAttribute('aria-activedescendant')).toBe('search-result-1')
  await page.keyboard.press('ArrowUp')
  expect(await page.textContent(`${option} >> nth=0`)).toContain('active_key_limit_reached')
  expect(await faultsOf(page)).toEqual([])

  await field.fill('zzzqqq')
  expect(await page.textContent('.search [role=status]')).toBe('Nothing found for “zzzqqq”.')
  expect(await field.getAttribute('aria-expanded')).toBe('false')
  await field.fill('active_key_limit_reached')
  await page.keyboard.press('Enter')
  await page.waitForURL(/errors\.html#active_key_limit_reached$/)
  expect(problems).toEqual([])
  await page.close()
})

test('without a server the search says so, and it works when it is opened again', async () => {
  const { page } = await open('errors.html', { place: 'server' })
  const missing = /assets\/search-pages/
  await page.route(missing, route => route.abort())
  await page.keyboard.press('/')
  await page.keyboard.type('cors')
  await page.waitForSelector('.search [role=status]:has-text("could not be loaded")')
  await page.unroute(missing)
  await page.keyboard.press('Escape')
  await page.waitForSelector('dialog.search', { state: 'hidden' })
  await page.keyboard.press('/')
  await page.waitForSelector('.search [role=option]')
  await page.close()
})

test('a slash opens the search as soon as it is closed', async () => {
  const { page } = await open('errors.html')
  await page.keyboard.press('/')
  await page.waitForSelector('dialog.search[open]')
  const isOpen = await page.$eval('dialog.search', dialog => {
    if (!(dialog instanceof HTMLDialogElement)) throw new Error('It is not a dialog.')
    dialog.close()
    // The browser moves the focus later: this still is the field of the closed dialog.
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))
    return dialog.open
  })
  expect(isOpen).toBe(true)
  await page.close()
})

test.each(['reference/standard.html', 'sdk/index.html'])(
  'on %s, the keys open this search and no other',
  async file => {
    const { page, problems } = await open(file)
    // TypeDoc has a button only on a narrow screen.
    await page.setViewportSize({ width: 375, height: 900 })
    const others = page.locator('button, [role=button]', { hasText: /^\s*search/i })
    const named = page.locator('[aria-label*=search i], [title*=search i], #tsd-search-trigger').or(others)
    expect(await named.filter({ visible: true }).evaluateAll(all => all.map(one => one.className))).toEqual([
      'search-open',
    ])
    for (const key of ['Control+k', '/']) {
      await page.keyboard.press(key)
      await page.waitForSelector('dialog.search[open]')
      expect(await page.locator('dialog[open], [role=dialog]').count()).toBe(1)
      await page.keyboard.press('Escape')
      await page.waitForSelector('dialog.search', { state: 'hidden' })
    }
    expect(problems).toEqual([])
    await page.close()
  },
)
