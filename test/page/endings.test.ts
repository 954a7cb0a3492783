/** Keys, rotations, windows and sessions that end while somebody waits, clicks twice, or does the same in another tab. */
import type { Latchkey, SystemId } from 'latchkey'
import { expect, test } from 'vitest'
import {
  allowClearing,
  button,
  confirmClearing,
  deployNewKey,
  dialog,
  focusIsOn,
  generate,
  gone,
  hasFocus,
  openDangerZone,
  rotating,
  row,
  said,
  see,
  worldOf,
} from './world.ts'

type World = Awaited<ReturnType<typeof worldOf>>

/**
 * Counts the requests of a method, and delays their responses until `release` is called.
 * @param lost how many of them get no response of the mock at first
 */
function hold({ server }: Pick<World, 'server'>, method: string, lost = 0) {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>()
  const held = { count: 0, release }
  server.intercept(async request => {
    if (request.method !== method) return undefined
    held.count++
    if (held.count <= lost) return new Response('gone', { status: 502 })
    await gate
    return undefined
  })
  return held
}

const keyIn = async ({ client }: World) =>
  ((await client()) as Latchkey<Extract<SystemId, 'standard'>>).apiKeys.create({ name: 'Inventory Sync' })

test('while a slow server revokes a key, the dialog cannot be left, so that the list shows what has happened', async () => {
  const world = await worldOf('standard')
  await keyIn(world)
  const page = await world.enter('/?status=all')
  await page.getByRole('link', { name: 'Active', exact: true }).click()
  await button(page, 'Revoke Inventory Sync').click()
  const held = hold(world, 'POST')
  const asked = dialog(page, 'Revoke Inventory Sync?')
  await button(asked, 'Revoke key').click()
  await see(asked.getByText('Working…'))
  expect(await button(asked, 'Cancel').isDisabled()).toBe(true)
  for (let time = 0; time < 3; time++) await page.keyboard.press('Escape')
  await page.goBack()
  await see(asked)
  held.release()
  await gone(asked)
  await said(page, 'Inventory Sync was revoked.')
  await gone(row(page, /Inventory Sync/))
  expect(held.count).toBe(1)
})

test('a deletion that hangs says so and can be left; the list then shows what has happened', async () => {
  const { enter, server } = await worldOf('account-keys')
  const page = await enter()
  await generate(page, { Name: 'Inventory Sync' })
  const held = hold({ server }, 'DELETE', 1)
  await button(page, 'Delete Inventory Sync').click()
  const asked = dialog(page, 'Delete Inventory Sync?')
  await button(asked, 'Delete key').click()
  await see(asked.getByText('Still trying (2 of 3)…'))
  await page.keyboard.press('Escape')
  await gone(asked)
  await see(row(page, /Inventory Sync/))
  held.release()
  await gone(row(page, /Inventory Sync/))
})

test('while a slow server renames a key or deletes records, the dialog cannot be left', async () => {
  const world = await worldOf('standard')
  const { id } = await keyIn(world)
  const page = await world.enter(`/?key=${id}`)
  await button(page, 'Actions for Inventory Sync').click()
  await button(page, 'Edit').click()
  const renaming = hold(world, 'PATCH')
  const panel = dialog(page, 'Edit API key')
  await panel.getByLabel('Name').fill('Stock Sync')
  await button(panel, 'Save').click()
  await expect.poll(() => button(panel, 'Cancel').isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await see(panel)
  renaming.release()
  await said(page, 'The key was renamed to Stock Sync.')

  await openDangerZone(page)
  await allowClearing(page)
  await button(page, 'Delete all products').click()
  const deleting = hold(world, 'DELETE')
  const asked = dialog(page, 'Delete all products?')
  await confirmClearing(asked, 'products')
  await expect.poll(() => button(asked, 'Cancel').isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await see(asked)
  deleting.release()
  await said(page, /products were deleted/)
})

test('a rotation that was cancelled in another tab is reported, and the focus is not lost', async () => {
  const world = await worldOf('standard')
  const admin = (await world.client()) as Latchkey<'standard'>
  const { id } = await keyIn(world)
  await admin.apiKeys.rotate(id, { deploy: async () => {}, verify: async () => {}, graceSeconds: 3600 })
  const tabs = [await world.enter(`/?key=${id}`), await world.enter(`/?key=${id}`)] as const
  for (const tab of tabs) await see(tab.getByText(/Retiring, /))
  const outcomes = ['Inventory Sync is active again.', /The API key is active/] as const
  for (const [index, tab] of tabs.entries()) {
    await button(tab, 'Cancel rotation').press('Enter')
    await said(tab, outcomes[index] ?? '')
    await gone(tab.getByText(/Retiring, /))
    await focusIsOn(tab, 'Inventory Sync')
  }
})

test('a double click signs out once, and the focus goes to the sign-in form', async () => {
  const world = await worldOf('standard')
  const { id } = await keyIn(world)
  const page = await world.enter(`/?key=${id}`)
  await see(page.getByRole('heading', { name: 'Inventory Sync' }))
  const held = hold(world, 'DELETE')
  await button(page, 'Sign out').dblclick()
  await see(button(page, 'Signing out…'))
  held.release()
  await focusIsOn(page, 'Sign in')
  expect(await page.title()).toBe('Sign in')
  expect(held.count).toBe(1)
})

test('the focus stays in the danger zone when clear operations are allowed and closed', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter('/?page=danger')
  await button(page, 'Allow clear operations').press('Enter')
  await button(dialog(page, 'Allow clear operations?'), 'Allow for 60 minutes').press('Enter')
  await focusIsOn(page, 'Close now')
  await page.keyboard.press('Enter')
  await said(page, 'Clear operations are closed.')
  await focusIsOn(page, 'Allow clear operations')
})

test('the focus stays on the button that sends a request with the new key', async () => {
  const { steps, ...world } = await rotating('warehouse')
  await button(steps, 'Generate the new key').click()
  await deployNewKey(steps)
  const send = button(steps, 'Send a request')
  const held = hold(world, 'GET')
  await send.press('Enter')
  await expect.poll(() => send.getAttribute('aria-disabled')).toBe('true')
  held.release()
  await see(steps.getByText('The new key works.'))
  await hasFocus(send)
})
