/** A new key is safe unless somebody decides otherwise: it expires, it can only read, and it acts as whom one meant. */
import type { Latchkey } from 'latchkey'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, choose, dialog, generate, see, takeSecret, worldOf } from './world.ts'

const DAY = 24 * 60 * 60 * 1000

async function openForm(page: Page) {
  await button(page, 'Generate key').click()
  return dialog(page, 'Generate an API key')
}

test('by default a key expires in 90 days and can only read', async () => {
  const { enter, client, mock } = await worldOf('standard')
  const page = await enter()
  await generate(page, { Name: 'Inventory Sync' })
  const admin = (await client()) as Latchkey<'standard'>
  const [key] = (await admin.apiKeys.list()).data
  expect(Math.round((Date.parse(key?.expires_at ?? '') - mock.clock.now) / DAY)).toBe(90)
  expect(key?.scopes).toEqual([
    'api_keys:read',
    'users:read',
    'products:read',
    'orders:read',
    'inventory:read',
    'inbound:read',
  ])
})

test('no expiry is a choice with a warning, and so is everything that the user can do', async () => {
  const { enter, client } = await worldOf('standard')
  const page = await enter()
  const form = await openForm(page)
  await form.getByLabel('Name').fill('Inventory Sync')
  expect(await form.getByText('A key that never expires').count()).toBe(0)
  await choose(form.getByLabel('Expires'), 'Never')
  await see(form.getByText('A key that never expires works until somebody revokes it.'))
  await form.getByLabel('Everything').check()
  await see(form.getByText('including those that the user gets later'))
  await button(form, 'Generate key').click()
  await takeSecret(page)
  const admin = (await client()) as Latchkey<'standard'>
  const [key] = (await admin.apiKeys.list()).data
  expect([key?.expires_at, key?.scopes]).toEqual([null, null])
})

test('writing includes reading, and without any permission no key is generated', async () => {
  const { enter, client } = await worldOf('standard')
  const page = await enter()
  const form = await openForm(page)
  await form.getByLabel('Name').fill('Inventory Sync')
  await choose(form.getByLabel('Acts as'), 'Integration')
  const rows = form.locator('.matrix tbody').getByRole('rowheader')
  await expect.poll(() => rows.allInnerTexts()).toEqual(['Products', 'Inventory'])
  await form.getByLabel('Products: none').check()
  await form.getByLabel('Inventory: none').check()
  await see(form.getByText('Choose at least one permission.'))
  await button(form, 'Generate key').click()
  expect(
    await form
      .locator('input:invalid')
      .first()
      .evaluate((input: HTMLInputElement) => input.validationMessage),
  ).toBe('Choose at least one permission.')
  await form.getByLabel('Inventory: write').check()
  await button(form, 'Generate key').click()
  await takeSecret(page)
  const admin = (await client()) as Latchkey<'standard'>
  const { data } = await admin.apiKeys.list()
  expect(data.map(({ scopes }) => scopes)).toEqual([['inventory:read', 'inventory:write']])
})

test('users are shown with their email and group, and a group cannot be doubled', async () => {
  const { enter } = await worldOf('user-keys')
  const page = await enter()
  const form = await openForm(page)
  await see(form.getByText('The key has the permissions of this user.'))
  await expect
    .poll(() => form.getByLabel('Acts as').locator('option').allInnerTexts())
    .toContain('Remy Reader (reader@north.example, Readers)')
  await button(form, 'New user…').click()
  const user = dialog(page, 'New user')
  await user.getByLabel('Group').selectOption({ label: 'Create a new group' })
  const name = user.getByLabel('Group name')
  const problemIs = (message: string) =>
    expect.poll(() => name.evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(message)
  await name.fill(' READERS')
  await problemIs('A group has this name. Choose it in the list above.')
  await name.fill('Night shift')
  await problemIs('')
})
