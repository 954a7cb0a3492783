/** Addresses that no link of the page has: typed by hand, cut off, or from another system. */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { button, see, worldOf } from './world.ts'

test('the danger zone of a system that has none is the list of keys', async () => {
  const { enter } = await worldOf('warehouse')
  const page = await enter('/?page=danger')
  await see(page.getByText('No keys yet'))
  expect(await page.title()).toBe('API keys')
})

test('a filter by an unknown user and a search that is too long show that they are active', async () => {
  const { enter, client, server } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  await admin.apiKeys.create({ name: 'Inventory Sync' })
  const page = await enter('/?user=nope')
  await see(page.getByText('No key matches'))
  const filter = page.getByLabel('Acts as')
  await expect.poll(() => filter.locator('option:checked').innerText()).toBe('Another user')

  await page.goto(`${server.url}/?q=${'x'.repeat(150)}`)
  await see(page.getByText('No key matches'))
  expect(await page.getByLabel('Search by name').inputValue()).toHaveLength(100)
  await page.getByRole('link', { name: 'Clear the filters' }).click()
  await see(page.getByRole('link', { name: 'Inventory Sync' }))
  expect(await button(page, 'Try again').count()).toBe(0)
})
