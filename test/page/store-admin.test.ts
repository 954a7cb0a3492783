/** The steps of the help page "Generate a REST API Key", and the clear-operations window. */
import { expect, test } from 'vitest'
import {
  allowClearing,
  button,
  confirmClearing,
  dialog,
  gone,
  openDangerZone,
  said,
  see,
  signIn,
  tryKey,
  worldOf,
} from './world.ts'

test('one click creates a key, which the list shows with its secret and a delete button', async () => {
  const { enter, context } = await worldOf('store-admin')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await enter()
  await see(page.getByText('No keys yet'))
  await button(page, 'Generate key').click()
  await said(page, /^hc_\*{4}.{4} was generated\.$/)
  // The list has the secret, and shows it only on request.
  const full = page.getByText(/^hc_\w{49}$/)
  expect(await full.count()).toBe(0)
  await button(page, /^Reveal hc_/).click()
  const secret = await full.innerText()
  await button(page, /^Copy hc_/).click()
  await said(page, 'Copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)

  expect(await tryKey(page, secret)).toBe('200')
  await see(page.getByText(/^GET \/api\/v1\/me\?key=hc_\*{4}/))
  await button(page, /^Delete hc_/).click()
  await button(dialog(page, /^Delete hc_/), 'Delete key').click()
  await see(page.getByText('No keys yet'))
  expect(await tryKey(page, secret)).toBe('401')
})

test('each click creates a key, and a double click creates one', async () => {
  const { enter } = await worldOf('store-admin')
  const page = await enter()
  const keys = page.getByRole('rowheader').getByRole('link')
  for (const count of [1, 2, 3]) {
    await button(page, 'Generate key').click()
    await expect.poll(() => keys.count()).toBe(count)
  }
  expect(new Set(await keys.allInnerTexts()).size).toBe(3)
  await button(page, 'Generate key').dblclick({ delay: 20 })
  await expect.poll(() => keys.count()).toBe(4)
  await page.reload()
  await see(keys)
  expect(await keys.count()).toBe(4)
})

test('clear operations are allowed until the time shown, with a countdown', async () => {
  const { enter, client } = await worldOf('store-admin')
  const admin = await client()
  if (!('clearOperations' in admin)) throw new Error('This is another system.')
  const page = await enter()
  await openDangerZone(page)
  const area = page.getByRole('region', { name: 'Clear operations' })
  await see(area.getByText('Closed'))
  expect(await button(area, 'Delete all products').getAttribute('aria-disabled')).toBe('true')

  await allowClearing(page)
  await said(page, 'Clear operations are allowed.')
  const timer = area.getByRole('timer')
  await see(timer.filter({ hasText: /^59:\d\d left$/ }))
  const { expires_at } = await admin.clearOperations.get()
  expect(await area.locator('time').getAttribute('datetime')).toBe(expires_at)

  const before = (await admin.products.list()).data.length
  await button(area, 'Delete all products').click()
  const products = dialog(page, 'Delete all products?')
  await see(products.getByText(`${before} products will be deleted permanently.`))
  await products.getByLabel(/^Type/).fill('all')
  expect(await button(products, 'Delete all products').isDisabled()).toBe(true)
  await confirmClearing(dialog(page, 'Delete all products?'), 'products')
  await said(page, /^\d+ products were deleted\.$/)
  expect((await admin.products.list()).data).toEqual([])

  await button(area, 'Close now').click()
  await see(area.getByText('Closed'))
  await gone(timer)
})

test('a request after the window has closed is rejected, and the page shows it', async () => {
  const { enter, client } = await worldOf('store-admin')
  const admin = await client()
  if (!('clearOperations' in admin)) throw new Error('This is another system.')
  const page = await enter()
  await openDangerZone(page)
  await allowClearing(page)
  await button(page, 'Delete all categories').click()
  await admin.clearOperations.close()
  const asked = dialog(page, 'Delete all categories?')
  await confirmClearing(asked, 'categories')
  await see(asked.getByRole('alert').filter({ hasText: /clear operations|window|closed/i }))
  await button(asked, 'Cancel').click()
  await see(page.getByRole('region', { name: 'Clear operations' }).getByText('Closed'))
  expect((await admin.categories.list()).data.length).toBeGreaterThan(0)
})

test('when the countdown ends, the page fetches the state of the window', async () => {
  const { open, client } = await worldOf('store-admin')
  const page = await open()
  await page.clock.install({ time: Date.now() })
  await page.getByLabel('Password').fill('password')
  await button(page, 'Sign in').click()
  await openDangerZone(page)
  await allowClearing(page)
  await see(page.getByRole('timer'))
  const admin = await client()
  if (!('clearOperations' in admin)) throw new Error('This is another system.')
  await admin.clearOperations.close()
  await page.clock.fastForward('01:00:01')
  await see(page.getByRole('region', { name: 'Clear operations' }).getByText('Closed'))
})

test('only store admins see keys, and nobody is offered what they cannot do', async () => {
  const { enter } = await worldOf('store-admin')
  const page = await enter('/', 'manager')
  await see(page.getByRole('alert').filter({ hasText: 'store:admin' }))
  await see(button(page, 'Check again'))
  await see(page.getByText('To generate or delete keys, you need store:admin.'))
  expect(await page.getByText('You can view keys').count()).toBe(0)
  await openDangerZone(page)
  await see(page.getByText('To allow or close clear operations, you need clear_operations:write.'))
  // A manager may delete records, while somebody else allows it.
  expect(await page.getByRole('main').getByRole('button').allInnerTexts()).toEqual([
    'Delete all products',
    'Delete all categories',
  ])
  await button(page, 'Sign out').click()
  await signIn(page, 'reader')
  await see(page.getByText('To delete all records, you need products:write.'))
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
})
