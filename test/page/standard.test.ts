/** The features that only the standard system has. */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import {
  button,
  deployNewKey,
  dialog,
  focusIsOn,
  generate,
  gone,
  rotating,
  row,
  said,
  see,
  takeSecret,
  tryKey,
  tryPanel,
  verifyNewKey,
  worldOf,
} from './world.ts'

test('a key is created with scopes and expiry, paused, revoked, then deleted', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await form.getByLabel('Expires').selectOption({ label: 'In 30 days' })
  expect(await form.getByLabel('Orders: read').isChecked()).toBe(true)
  await form.getByLabel('Orders: none').check()
  expect(await form.getByLabel('Custom').isChecked()).toBe(true)
  await button(form, 'Generate key').click()
  const secret = await takeSecret(page)

  const request = (await tryPanel(page)).getByLabel('Request')
  await request.selectOption('inventory')
  expect(await tryKey(page, secret)).toBe('200')
  await request.selectOption('orders')
  expect(await tryKey(page, secret)).toBe('403')

  await page.getByRole('switch', { name: 'Inventory Sync enabled' }).click()
  await said(page, 'Inventory Sync is paused')
  await see(page.getByText('No active keys'))
  await page.getByRole('link', { name: 'Paused', exact: true }).click()
  await page.getByRole('link', { name: 'Inventory Sync' }).click()
  await see(page.getByText('api_keys:read, users:read, products:read, inventory:read, inbound:read', { exact: true }))

  await button(page, 'Actions for Inventory Sync').click()
  await button(page, 'Revoke API key').click()
  await button(dialog(page, 'Revoke Inventory Sync?'), 'Revoke key').click()
  await see(page.locator('.status').filter({ hasText: 'Revoked' }))
  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('link', { name: 'Revoked', exact: true }).click()
  await button(page, 'Delete Inventory Sync').click()
  await button(dialog(page, 'Delete Inventory Sync?'), 'Delete key').click()
  await see(page.getByText('No keys yet'))
})

test('several keys are revoked together, or none of them', async () => {
  const { enter, client } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  const ids: string[] = []
  for (const name of ['One', 'Two', 'Three', 'Four']) ids.push((await admin.apiKeys.create({ name })).id)
  const page = await enter()
  await page.getByLabel('Select all').check()
  await said(page, '4 selected')
  await page.getByLabel('Select Four').uncheck()
  await said(page, '3 selected')
  expect(await page.getByLabel('Select all').evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true)
  await expectAccessible(page, 'selected')

  await button(page, 'Revoke selected').click()
  const asked = page.getByRole('alertdialog', { name: 'Revoke 3 keys?' })
  await see(asked)
  expect(await asked.getByRole('listitem').locator('bdi').allInnerTexts()).toEqual(['Three', 'Two', 'One'])
  await expectAccessible(page, 'revoke several')
  // One of them was deleted elsewhere: the whole request is rejected.
  await admin.apiKeys.revoke(ids[0] ?? '')
  await admin.apiKeys.delete(ids[0] ?? '')
  await button(asked, 'Revoke 3 keys').click()
  await see(asked.getByRole('alert').filter({ hasText: /No API key/ }))
  await button(asked, 'Close').click()
  await gone(row(page, /One/))

  await said(page, '2 selected')
  await button(page, 'Revoke selected').click()
  await button(dialog(page, 'Revoke 2 keys?'), 'Revoke 2 keys').click()
  await said(page, '2 keys were revoked.')
  await gone(row(page, /Two/))
  await expect.poll(() => page.getByRole('rowheader').getByRole('link').allInnerTexts()).toEqual(['Four'])
  await gone(page.getByRole('region', { name: 'Selected keys' }))
  await focusIsOn(page, 'API keys')
})

test('a rotation can give the old key a grace period, after which it is revoked automatically', async () => {
  const { page, mock, old, steps } = await rotating('standard')
  await steps.getByLabel('The old key keeps working').selectOption({ label: 'For another hour' })
  await expectAccessible(page, 'grace')
  await see(steps.getByText('The old key is revoked automatically'))
  await button(steps, 'Generate the new key').click()
  const fresh = await deployNewKey(steps)
  await verifyNewKey(steps)
  expect(await button(steps, 'Keep the old key').count()).toBe(0)
  await button(steps, 'Done').click()
  await said(page, 'Inventory Sync was rotated.')
  expect(await tryKey(page, old)).toBe('200')
  mock.clock.advance('PT60M')
  expect(await tryKey(page, old)).toBe('401')
  expect(await tryKey(page, fresh)).toBe('200')
})

test('the list can be filtered by the user that keys act as', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  await generate(page, { Name: 'Mine' })
  await generate(page, { Name: 'Theirs', 'Acts as': 'Remy Reader' })
  await see(row(page, /Theirs/))
  await page.getByRole('search').getByLabel('Acts as').selectOption({ label: 'Remy Reader' })
  await expect.poll(() => page.getByRole('rowheader').getByRole('link').allInnerTexts()).toEqual(['Theirs'])
})

test('users without write permission see no button that would be rejected', async () => {
  const { enter, client } = await worldOf('standard')
  const admin = await client()
  await (admin.apiKeys.create as (key: { name: string }) => Promise<unknown>)({ name: 'Inventory Sync' })
  const page = await enter('/', 'reader')
  await see(row(page, /Inventory Sync/))
  await see(page.getByText('you need api_keys:write'))
  expect(await button(page, 'Generate key').count()).toBe(0)
  expect(await page.getByRole('button', { name: /Revoke/ }).count()).toBe(0)
  expect(await page.getByRole('switch').count()).toBe(0)
})
