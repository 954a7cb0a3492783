/** Everything that the other systems have, and what the standard alone has. */
import { expect, test } from 'vitest'
import { button, dialog, generate, row, said, see, takeSecret, tryKey, worldOf } from './world.ts'

test('a key is narrowed, expires, is paused under its own tab, revoked, then deleted', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await form.getByLabel('Expires').selectOption({ label: 'In 30 days' })
  await form.getByLabel('Only some of the user’s').check()
  await form.getByLabel('inventory:read').check()
  await button(form, 'Generate key').click()
  const secret = await takeSecret(page)

  await page.getByLabel('Request').selectOption('inventory')
  expect(await tryKey(page, secret)).toBe('200')
  await page.getByLabel('Request').selectOption('orders')
  expect(await tryKey(page, secret)).toBe('403')

  await page.getByRole('switch', { name: 'Inventory Sync enabled' }).click()
  await said(page, 'Inventory Sync is paused')
  await see(page.getByText('No keys yet'))
  await page.getByRole('link', { name: 'Paused', exact: true }).click()
  await page.getByRole('link', { name: 'Inventory Sync' }).click()
  await see(page.getByText('inventory:read', { exact: true }))

  await button(page, 'What to do with Inventory Sync').click()
  await button(page, 'Revoke API key').click()
  await button(dialog(page, 'Revoke Inventory Sync?'), 'Revoke key').click()
  await see(page.locator('.status').filter({ hasText: 'Revoked' }))
  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('link', { name: 'Revoked', exact: true }).click()
  await button(page, 'Delete Inventory Sync').click()
  await button(dialog(page, 'Delete Inventory Sync?'), 'Delete key').click()
  await see(page.getByText('No revoked keys'))
})

test('the list is filtered by the user that keys act as', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  await generate(page, { Name: 'Mine' })
  await generate(page, { Name: 'Theirs', 'Acts as': 'Remy Reader' })
  await see(row(page, /Theirs/))
  await page.getByRole('search').getByLabel('Acts as').selectOption({ label: 'Remy Reader' })
  await expect.poll(() => page.getByRole('rowheader').getByRole('link').allInnerTexts()).toEqual(['Theirs'])
})

test('those who may only look see no button that would be refused', async () => {
  const { enter, client } = await worldOf('standard')
  const admin = await client()
  await (admin.apiKeys.create as (key: { name: string }) => Promise<unknown>)({ name: 'Inventory Sync' })
  const page = await enter('/', 'reader')
  await see(row(page, /Inventory Sync/))
  await see(page.getByText('that takes api_keys:write'))
  expect(await button(page, 'Generate key').getAttribute('aria-disabled')).toBe('true')
  expect(await page.getByRole('button', { name: /Revoke/ }).count()).toBe(0)
  expect(await page.getByRole('switch').count()).toBe(0)
})
