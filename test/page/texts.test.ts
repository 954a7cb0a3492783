/** Texts and fields that follow from facts: of the key, of its user, of the server's clock, of the contract. */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { button, dialog, generate, row, see, worldOf } from './world.ts'

const DAY = 24 * 60 * 60 * 1000

test('a key that expires in 30 days does so by the clock of the server', async () => {
  const { enter, client, mock } = await worldOf('standard')
  mock.clock.set('2028-03-01T12:00:00Z')
  const page = await enter()
  await generate(page, { Name: 'Report', Expires: 'In 30 days' })
  const admin = (await client()) as Latchkey<'standard'>
  const [key] = (await admin.apiKeys.list()).data
  expect(Math.abs(Date.parse(key?.expires_at ?? '') - Date.parse('2028-03-31T12:00:00Z'))).toBeLessThan(DAY)
})

test('revoking an expired key keeps its record, as the dialog promises', async () => {
  const { enter, client, mock } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  const expires_at = new Date(mock.clock.now + 60_000).toISOString()
  const { id } = await admin.apiKeys.create({ name: 'Report', expires_at })
  mock.clock.advance('PT2M')
  const page = await enter('/?status=expired')
  await button(page, 'Revoke Report').click()
  const confirm = dialog(page, 'Revoke Report?')
  await see(confirm.getByText('Its record is kept. This cannot be undone.', { exact: true }))
  await button(confirm, 'Revoke key').click()
  await see(page.getByText('No expired keys'))
  expect((await admin.apiKeys.get(id)).status).toBe('revoked')
})

test('a key of a disabled user is marked in the list, on its page and when it is revoked', async () => {
  const { enter, client } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  await admin.apiKeys.create({ name: 'Report', user_id: 'usr_north_integration' })
  await admin.users.update('usr_north_integration', { enabled: false })
  const page = await enter()
  await see(row(page, /Report/).getByText('(disabled)'))
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await see(page.getByText('Active, but its user is disabled'))
  await button(page, 'Actions for Report').click()
  await button(page, 'Revoke API key').click()
  await see(dialog(page, 'Revoke Report?').getByText(/^It can never work again\./))
})

test('the limit is that of the caller, also if the list shows the keys of another user', async () => {
  const { enter, client } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  for (const name of ['One', 'Two']) await admin.apiKeys.create({ name, user_id: 'usr_north_integration' })
  await admin.apiKeys.create({ name: 'Mine', enabled: false })
  const page = await enter('/?user=usr_north_integration')
  await see(row(page, /Two/))
  await see(page.getByText('Acting as you: 1 of 5 active or paused', { exact: true }))
})

test('a key that is limited to no permissions shows that it has none', async () => {
  const { enter, client } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  const { id } = await admin.apiKeys.create({ name: 'Report', scopes: [] })
  const page = await enter(`/?key=${id}`)
  const fact = page.locator('.facts > div').filter({ has: page.getByText('Permissions', { exact: true }) })
  await see(fact.locator('dd').filter({ hasText: /^None$/ }))
})

test('a name can have as many characters as the contract allows, an emoji being one', async () => {
  const { enter, client } = await worldOf('standard')
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  const name = form.getByLabel('Name')
  await name.focus()
  await page.keyboard.insertText('🔑'.repeat(101))
  await button(form, 'Generate key').click()
  expect(await name.evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(
    'Use at most 100 characters, not 101.',
  )
  await page.keyboard.press('Backspace')
  await button(form, 'Generate key').click()
  await see(dialog(page, 'Copy your key now'))
  const admin = (await client()) as Latchkey<'standard'>
  expect((await admin.apiKeys.list()).data.map(key => key.name)).toEqual(['🔑'.repeat(100)])
})
