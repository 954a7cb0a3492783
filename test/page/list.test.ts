/** The list of keys: any width, forced colors, print, pages in the address, and changes that take time or fail. */
import type { Latchkey } from 'latchkey'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import { button, dialog, focusIsOn, gone, row, said, see, tryPanel, worldOf } from './world.ts'

const LONG = 'A rather long name of a key that somebody wrote to tell it apart from all of the others'

const isPatch = (request: Request) => request.method === 'PATCH'

async function withKeys(system: 'standard' | 'account-keys', names: readonly string[], options = {}) {
  const world = await worldOf(system, options)
  const admin = (await world.client()) as Latchkey<'standard'>
  const ids: string[] = []
  for (const name of names) {
    ids.push((await admin.apiKeys.create({ name })).id)
    world.mock.clock.advance('PT5M')
  }
  return { ...world, admin, ids }
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test('the list fits any width, and on a phone its rows are low and its targets large', async () => {
  const { enter } = await withKeys('standard', ['Beta', 'Alpha', LONG])
  const page = await enter()
  await see(row(page, /^Alpha/).getByText('10 minutes ago'))
  // No key has an end, so there is no column for it.
  expect(await page.getByRole('columnheader').allInnerTexts()).not.toContain('Expires')
  for (const width of [1440, 1024, 900, 768, 375]) {
    await page.setViewportSize({ width, height: 800 })
    expect([width, await overflow(page)]).toEqual([width, 0])
    const name = await page.getByRole('link', { name: LONG }).boundingBox()
    // Words do not break into letters.
    expect(name?.width).toBeGreaterThan(200)
    // The status is beside its switch.
    const [control, status] = await Promise.all(
      ['input', '.status'].map(part =>
        row(page, /^Alpha/)
          .locator(`.key-state > ${part}`)
          .boundingBox(),
      ),
    )
    expect(Math.abs((control?.y ?? 0) - (status?.y ?? 99))).toBeLessThan(10)
  }
  await expectAccessible(page, 'phone')
  expect((await row(page, /^Alpha/).boundingBox())?.height).toBeLessThan(90)
  const menu = button(page, 'Actions for Alpha')
  for (const target of [menu, button(page, 'Generate key'), page.getByRole('link', { name: 'Active', exact: true })])
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('link').click()
  const names = () => page.getByRole('rowheader').getByRole('link').allInnerTexts()
  await expect.poll(names).toEqual([LONG, 'Alpha', 'Beta'])
  await menu.click()
  await button(page, 'Revoke Alpha').click()
  await see(dialog(page, 'Revoke Alpha?'))
  await page.keyboard.press('Escape')

  // A small control reacts to a finger next to it.
  const { x, y } = (await page.getByRole('link', { name: 'Alpha', exact: true }).boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.click(x + 5, y - 15)
  await see(page.getByRole('heading', { name: 'Alpha' }))
  await page.goBack()
  await see(row(page, /^Alpha/))
  // A menu at the bottom of the window opens above its button.
  const bottom = ((await menu.boundingBox())?.y ?? 0) + 50
  await page.setViewportSize({ width: 375, height: Math.round(bottom) })
  await menu.click()
  await button(page, 'Revoke Alpha').click()
  await page.keyboard.press('Escape')
  // The current tab is in sight.
  await page.goto(new URL('/?status=all', page.url()).href)
  const tab = page.getByRole('link', { name: 'All', exact: true })
  await see(tab)
  const { x: left = 375, width = 0 } = (await tab.boundingBox()) ?? {}
  expect(left + width).toBeLessThanOrEqual(375)
})

test('with forced colors the switch, the tab and the status are visible; on paper there are no controls', async () => {
  const { enter, admin, ids } = await withKeys('standard', ['Alpha', 'Beta'], { forcedColors: 'active' })
  await admin.apiKeys.revoke(ids[1] ?? '')
  const page = await enter('/?status=all')
  await see(row(page, /^Beta/))
  const style = (selector: string, pseudo?: string) =>
    page.evaluate(
      ([selector = '', pseudo]) => {
        const element = document.querySelector(selector)
        if (!element) throw new Error(`There is no ${selector}.`)
        const { backgroundColor, borderBottomColor, borderBottomWidth } = getComputedStyle(element, pseudo)
        return { backgroundColor, borderBottomColor, borderBottomWidth }
      },
      [selector, pseudo],
    )
  const track = await style('[role="switch"]')
  expect(track.borderBottomWidth).not.toBe('0px')
  expect((await style('[role="switch"]', '::before')).backgroundColor).not.toBe(track.backgroundColor)
  expect(await style('.tabs > [aria-current]')).not.toEqual(await style('.tabs > :not([aria-current])'))
  const ground = (await style('body')).backgroundColor
  expect((await style('.status-revoked', '::before')).borderBottomColor).not.toBe(ground)

  await page.emulateMedia({ media: 'print' })
  await see(row(page, /^Alpha/))
  expect(await page.getByRole('button').count()).toBe(0)
  expect(await page.getByRole('combobox').count()).toBe(0)
  // On paper a relative time says nothing.
  const time = row(page, /^Alpha/)
    .locator('time')
    .first()
  expect(await time.evaluate(element => getComputedStyle(element, '::after').content)).toMatch(/\d\d:\d\d"$/)

  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'Alpha', exact: true }).click()
  await button(page, 'Rotate…').click()
  await button(dialog(page, 'Rotate Alpha'), 'Generate the new key').click()
  await see(page.getByRole('tab'))
  expect(await style('[aria-selected="true"]')).not.toEqual(await style('[aria-selected="false"]'))
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button').count()).toBe(0)
})

test('pages are in the address: a reload stays on the page, and another order begins at the first one', async () => {
  const names = Array.from({ length: 45 }, (_, index) => `Key ${String(index + 1).padStart(2, '0')}`)
  const { enter, admin, ids, server } = await withKeys('account-keys', names)
  const page = await enter()
  await see(row(page, /^Key 45/))
  let answer = () => {}
  const gate = new Promise<void>(resolve => {
    answer = resolve
  })
  server.intercept(async request => {
    if (request.url.includes('cursor=')) await gate
    return undefined
  })
  await button(page, 'Next').click()
  // The page before stays visible, dimmed.
  const list = page.getByRole('region', { name: 'Keys' })
  await see(page.getByText('Page 2'))
  await see(row(page, /^Key 45/))
  expect(await list.getAttribute('aria-busy')).toBe('true')
  const opacity = () => list.evaluate(element => Number(getComputedStyle(element).opacity))
  await expect.poll(opacity).toBeLessThan(1)
  answer()
  await see(row(page, /^Key 25/))
  await expect.poll(opacity).toBe(1)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(400)
  await button(page, 'Next').click()
  await see(row(page, /^Key 05/))
  await page.reload()
  await see(page.getByText('Page 3'))
  await see(row(page, /^Key 05/))
  await button(page, 'Previous').click()
  await see(row(page, /^Key 25/))
  await page.goBack()
  await see(row(page, /^Key 05/))

  for (const id of ids.slice(0, 5)) await admin.apiKeys.delete(id)
  await page.reload()
  await see(page.getByText('No keys are left on this page'))
  await page.getByRole('link', { name: 'Show the first page' }).click()
  await see(row(page, /^Key 45/))
})

test('a switch shows that it is changing, and a conflict updates its row', async () => {
  const { enter, admin, ids, server } = await withKeys('standard', ['Alpha'])
  const page = await enter()
  const enabled = page.getByRole('switch', { name: 'Alpha enabled' })
  await see(enabled)
  await admin.apiKeys.revoke(ids[0] ?? '')
  let answer = () => {}
  const gate = new Promise<void>(resolve => {
    answer = resolve
  })
  server.intercept(async request => {
    if (isPatch(request)) await gate
    return undefined
  })
  await enabled.click()
  await expect.poll(() => enabled.getAttribute('aria-busy')).toBe('true')
  expect(await enabled.isChecked()).toBe(false)
  answer()
  await gone(enabled)
  // The row is gone, so a message says why. Its code is a link.
  await see(page.getByRole('status').getByRole('link', { name: 'invalid_transition' }))
  await expectAccessible(page, 'conflict')
  await see(page.getByText('No active keys'))
  await page.getByRole('link', { name: 'Show all keys' }).click()
  await see(row(page, /^Alpha/).getByText('Revoked'))
})

for (const width of [375, 768, 1024]) {
  test(`a change that is refused is explained at the switch, and leaves it as it was, ${width}`, async () => {
    const { enter, server } = await withKeys('standard', ['Alpha', 'Beta'], { viewport: { width, height: 800 } })
    const page = await enter()
    const enabled = page.getByRole('switch', { name: 'Alpha enabled' })
    await see(enabled)
    const detail = 'Too many requests. Try again in 20 seconds.'
    const refusal = { type: '/docs/errors#rate_limited', title: 'Too many', status: 429, code: 'rate_limited', detail }
    server.intercept(request => (isPatch(request) ? Response.json(refusal, { status: 429 }) : undefined))
    await enabled.click()
    const problem = row(page, /^Alpha/).getByRole('alert')
    await see(problem.getByText(detail))
    await see(problem.getByRole('link', { name: 'rate_limited' }))
    expect(await enabled.isChecked()).toBe(true)
    expect(await overflow(page)).toBe(0)
    await expectAccessible(page, 'refused')
    server.intercept(() => undefined)
    await enabled.click()
    await gone(problem.getByText(detail))
    await said(page, 'Alpha is paused.')

    await page.getByRole('link', { name: 'Beta', exact: true }).click()
    server.intercept(request => (isPatch(request) ? Response.json(refusal, { status: 429 }) : undefined))
    await page.getByRole('switch').click()
    await see(page.getByRole('alert').getByRole('link', { name: 'rate_limited' }))
  })
}

test('an empty list offers the first key; who cannot generate one reads why', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  await button(page, 'Generate your first key').click()
  await dialog(page, 'Generate an API key').getByLabel('Name').fill('First')
  await page.keyboard.press('Escape')
  await button(page, 'Sign out').click()
  const reader = await enter('/', 'reader')
  await see(reader.getByText('No keys yet'))
  await see(reader.getByText('you need api_keys:write'))
  expect(await reader.getByRole('button', { name: /Generate/ }).count()).toBe(0)
})

test('a message covers no response, and "Try a key" keeps its key while the page is open', async () => {
  const { enter, context } = await withKeys('account-keys', ['Alpha'])
  await context.addInitScript(keepMessages)
  const page = await enter()
  const panel = await tryPanel(page)
  await panel.getByLabel('Key', { exact: true }).fill('ak_live_something')
  await button(panel, 'Close the panel').click()
  await gone(panel)
  await focusIsOn(page, 'Try a key')
  expect(await (await tryPanel(page)).getByLabel('Key', { exact: true }).inputValue()).toBe('ak_live_something')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('something')

  await button(page, 'Delete Alpha').click()
  await button(dialog(page, 'Delete Alpha?'), 'Delete key').click()
  await said(page, 'Alpha was deleted.')
  const box = await page.locator('.toast:popover-open').boundingBox()
  expect(box?.y).toBeLessThan(40)
  // A dialog that opens later does not cover it: its color stays.
  const color = () => page.screenshot({ clip: { x: (box?.x ?? 0) + 6, y: (box?.y ?? 0) + 16, width: 6, height: 6 } })
  const before = await color()
  await button(page, 'Generate key').click()
  await see(dialog(page, 'Generate an API key'))
  expect((await color()).equals(before)).toBe(true)
})

/** Runs in the page: messages stay, however slow the test is. */
function keepMessages(): void {
  const original = globalThis.setTimeout
  Object.assign(globalThis, {
    setTimeout: (act: () => void, delay?: number) => (delay === 6000 ? 0 : original(act, delay)),
  })
}
