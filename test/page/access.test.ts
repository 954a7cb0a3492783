/** Accessibility: keyboard, screen reader, 200 % zoom, reduced motion, and no violation found by axe. */
import type { Latchkey } from 'latchkey'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import {
  allowClearing,
  button,
  dialog,
  focusIsOn,
  generate,
  gone,
  hasFocus,
  openDangerZone,
  row,
  see,
  tryKey,
  worldOf,
} from './world.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violation in any dialog, panel or page, ${colorScheme}`, async () => {
    const { enter } = await worldOf('standard', { colorScheme })
    const page = await enter()
    const isAccessible = (state: string) => expectAccessible(page, state, colorScheme)
    await button(page, 'Generate key').click()
    const form = dialog(page, 'Generate an API key')
    await form.getByLabel('Name').fill('Inventory Sync')
    await form.getByLabel('Expires').selectOption({ label: 'Never' })
    await form.getByLabel('Orders: write').check()
    await isAccessible('generate')
    await button(form, 'Generate key').click()
    const box = dialog(page, 'Copy your key now')
    await see(box)
    await isAccessible('secret')
    const secret = await box.locator('.secret-box code').innerText()
    await box.getByLabel('I have saved it').check()
    await isAccessible('saved')
    await button(box, 'Done').click()
    await see(row(page, /Inventory Sync/))
    await isAccessible('list')
    await tryKey(page, secret)
    await isAccessible('tried')
    await openDangerZone(page)
    await allowClearing(page)
    await see(page.getByRole('timer'))
    await isAccessible('clear operations open')
    await button(page, 'Delete all products').click()
    await isAccessible('clear')
    await button(dialog(page, 'Delete all products?'), 'Cancel').click()
    await page.getByRole('link', { name: 'Keys', exact: true }).click()
    await button(page, 'Revoke Inventory Sync').click()
    await isAccessible('revoke')
    await button(dialog(page, 'Revoke Inventory Sync?'), 'Cancel').click()

    await page.getByRole('link', { name: 'Inventory Sync' }).click()
    await see(page.getByRole('heading', { name: 'Inventory Sync' }))
    await isAccessible('details')
    await button(page, 'Actions for Inventory Sync').click()
    await isAccessible('menu')
    await button(page, 'Edit').click()
    await isAccessible('rename')
    await page.keyboard.press('Escape')
    await button(page, 'Rotate…').click()
    const steps = dialog(page, 'Rotate Inventory Sync')
    await isAccessible('rotate')
    await button(steps, 'Generate the new key').click()
    await steps.getByLabel('I have saved it').check()
    await isAccessible('rotate: update')
    await button(steps, 'The application is updated').click()
    await see(button(steps, 'Send a request'))
    await isAccessible('rotate: verify')
  })
}

for (const [system, key] of [
  ['account-keys', { name: 'Dock' }],
  ['user-keys', { name: 'Dock', user_id: 'usr_north_reader' }],
  ['store-admin', {}],
  ['warehouse', { name: 'Dock' }],
  ['secret-keys', { title: 'Dock' }],
] as const) {
  test(`axe finds no violation in the list and the details of ${system}, light and dark`, async () => {
    const { enter, client } = await worldOf(system)
    const { apiKeys } = await client()
    await (apiKeys.create as (key: object) => Promise<unknown>)(key)
    const page = await enter()
    const link = page.getByRole('rowheader').getByRole('link')
    await see(link)
    await expectAccessible(page, 'list')
    await link.click()
    await see(page.getByRole('link', { name: 'API keys' }))
    await see(button(page, 'Rotate…').or(page.getByRole('heading', { level: 1 })))
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, 'details, dark')
    await page.goBack()
    await see(link)
    await expectAccessible(page, 'list', 'dark')
  })
}

test('everything works by keyboard, and the focus moves as expected', async () => {
  const { open } = await worldOf('account-keys')
  const page = await open()
  // The form can be used when the scripts have run.
  await expect.poll(() => page.getByLabel('Password').isEnabled()).toBe(true)
  await page.getByLabel('Password').focus()
  await page.keyboard.type('password')
  await page.keyboard.press('Enter')
  await see(page.getByText('No keys yet'))

  await button(page, 'Generate key').focus()
  await page.keyboard.press('Enter')
  await see(dialog(page, 'Generate an API key'))
  await page.keyboard.press('Escape')
  await gone(dialog(page, 'Generate an API key'))
  await focusIsOn(page, 'Generate key')

  await page.keyboard.press('Enter')
  await see(dialog(page, 'Generate an API key'))
  await page.keyboard.type('Inventory Sync')
  await page.keyboard.press('Enter')
  const box = dialog(page, 'Copy your key now')
  await see(box)
  await focusIsOn(page, 'Copy')
  await page.keyboard.press('Tab')
  await focusIsOn(page, '.env')
  await page.keyboard.press('ArrowRight')
  await focusIsOn(page, 'curl')
  await see(box.getByRole('tabpanel', { name: 'curl' }).getByText(/^curl /))
  await box.getByLabel('I have saved it').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await focusIsOn(page, 'Done')
  await page.keyboard.press('Enter')
  await gone(box)
  await focusIsOn(page, 'Generate key')

  await see(row(page, /Inventory Sync/))
  await button(page, 'Delete Inventory Sync').focus()
  await page.keyboard.press('Enter')
  await see(page.getByRole('alertdialog', { name: 'Delete Inventory Sync?' }))
  await focusIsOn(page, 'Cancel')
  await page.keyboard.press('Enter')
  await gone(page.getByRole('alertdialog'))
  await focusIsOn(page, 'Delete Inventory Sync')
  await page.keyboard.press('Enter')
  await focusIsOn(page, 'Cancel')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await see(page.getByText('No keys yet'))
  await focusIsOn(page, 'API keys')
})

test('navigation moves the focus to the heading of the new page', async () => {
  const { enter, client } = await worldOf('account-keys')
  const admin = (await client()) as Latchkey<'account-keys'>
  await admin.apiKeys.create({ name: 'Inventory Sync' })
  const page = await enter()
  const link = page.getByRole('link', { name: 'Inventory Sync' })
  await link.focus()
  await page.keyboard.press('Enter')
  await see(page.getByRole('heading', { name: 'Inventory Sync' }))
  await focusIsOn(page, 'Inventory Sync')
  await expect.poll(() => page.title()).toBe('Inventory Sync · API keys')
  await page.goBack()
  await see(link)
  await focusIsOn(page, 'API keys')
  await expect.poll(() => page.title()).toBe('API keys')
})

test('the menu of a key opens, closes on Escape and returns the focus', async () => {
  const { enter, client } = await worldOf('secret-keys')
  const admin = (await client()) as Latchkey<'secret-keys'>
  const { id } = await admin.apiKeys.create({ title: 'Storefront' })
  const page = await enter(`/?key=${id}`)
  const menu = button(page, 'Actions for Storefront')
  await menu.focus()
  await page.keyboard.press('Enter')
  await see(button(page, 'Edit'))
  await page.keyboard.press('Tab')
  await focusIsOn(page, 'Edit')
  await page.keyboard.press('Escape')
  await button(page, 'Edit').waitFor({ state: 'hidden' })
  await focusIsOn(page, 'Actions for Storefront')
  await page.keyboard.press('Enter')
  await see(button(page, 'Edit'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await hasFocus(dialog(page, 'Edit API key').getByLabel('Title'))
})

/** 1280 pixels at 200 %, and a phone. */
for (const width of [640, 375]) {
  test(`no content is cut off at ${width} pixels`, async () => {
    const { enter, client } = await worldOf('standard', { viewport: { width, height: 700 } })
    const admin = (await client()) as Latchkey<'standard'>
    await admin.apiKeys.create({
      name: 'A rather long name of a key that somebody wrote to tell it apart from all others',
    })
    const page = await enter()
    await see(row(page, /A rather long name/))
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBe(0)
    await button(page, 'Generate key').click()
    await dialog(page, 'Generate an API key').getByLabel('Name').fill('Inventory Sync')
    await button(dialog(page, 'Generate an API key'), 'Generate key').click()
    const box = dialog(page, 'Copy your key now')
    await see(box)
    expect(await box.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
    await box.getByLabel('I have saved it').check()
    await button(box, 'Done').click()
    await page.getByRole('link', { name: /^A rather long name/ }).click()
    await see(page.getByRole('heading', { name: /^A rather long name/ }))
    expect(await overflow()).toBe(0)
  })
}

test('nothing is animated if the user prefers reduced motion', async () => {
  const { enter, server } = await worldOf('user-keys', { reducedMotion: 'reduce' })
  const page = await enter()
  await generate(page, { Name: 'Inventory Sync', 'Acts as': 'Ada Admin' })
  await see(page.getByRole('switch'))
  expect(await movingIn(page)).toEqual([])
  server.intercept(() => new Promise(() => {}))
  await page.reload()
  await see(page.getByText('Loading keys…'))
  expect(await movingIn(page)).toEqual([])
})

const movingIn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap(element => {
      const { animationName, transitionDuration } = getComputedStyle(element)
      return animationName !== 'none' || transitionDuration !== '0s' ? [element.outerHTML] : []
    }),
  )
