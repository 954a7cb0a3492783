/** The steps of the help page "Generate an API Key". */
import { expect, test } from 'vitest'
import {
  button,
  deployNewKey,
  dialog,
  generate,
  gone,
  rotating,
  row,
  said,
  see,
  tryKey,
  verifyNewKey,
  worldOf,
} from './world.ts'

test('a key is created, shown once and listed with its times, and stops working when it is deleted', async () => {
  const { enter } = await worldOf('account-keys')
  const page = await enter()
  await see(page.getByText('No keys yet'))

  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await button(form, 'Generate key').click()
  expect(await form.getByLabel('Name').evaluate((input: HTMLInputElement) => input.validity.valueMissing)).toBe(true)
  await button(form, 'Cancel').click()

  const secret = await generate(page, { Name: 'Reporting Script' })
  const listed = row(page, /Reporting Script/)
  await see(listed.getByText('Never'))
  expect(await tryKey(page, secret)).toBe('200')
  await gone(listed.getByText('Never'))
  await page.getByLabel('Request').selectOption('orders')
  expect(await tryKey(page, secret)).toBe('200')

  await button(page, 'Delete Reporting Script').click()
  await button(dialog(page, 'Delete Reporting Script?'), 'Delete key').dblclick()
  await said(page, 'Reporting Script was deleted.')
  await see(page.getByText('No keys yet'))
  expect(await tryKey(page, secret)).toBe('401')
})

test('a key is rotated: generate, update, verify, delete the old key', async () => {
  const { page, old, steps } = await rotating('account-keys')
  const step = (name: string) => see(steps.locator('[aria-current="step"]').filter({ hasText: name }))

  await step('Generate a new key')
  await button(steps, 'Generate the new key').click()
  await step('Update the application')
  const fresh = await steps.locator('.secret-box code').innerText()
  expect(fresh).not.toBe(old)
  await steps.getByLabel('I have saved it').check()
  await button(steps, 'The application is updated').click()
  await step('Verify that it works')
  await verifyNewKey(steps)
  await button(steps, 'Delete the old key').click()
  await said(page, 'Inventory Sync was rotated.')

  expect(await tryKey(page, old)).toBe('401')
  expect(await tryKey(page, fresh)).toBe('200')
})

test('a cancelled rotation leaves only the old key', async () => {
  const { page, old, steps } = await rotating('account-keys')
  await button(steps, 'Generate the new key').click()
  const fresh = await deployNewKey(steps)
  await button(steps, 'Keep the old key').click()
  await gone(steps)
  expect(await tryKey(page, fresh)).toBe('401')
  expect(await tryKey(page, old)).toBe('200')
})

test('the list has pages', async () => {
  const { enter, client } = await worldOf('account-keys')
  const admin = await client()
  if (!('inventory' in admin)) throw new Error('This is another system.')
  for (let number = 1; number <= 45; number++) await admin.apiKeys.create({ name: `Key ${number}` })
  const page = await enter()
  await see(row(page, /^Key 45/))
  expect(await page.getByRole('row').count()).toBe(1 + 20)
  await button(page, 'Next').click()
  await see(row(page, /^Key 25/))
  await button(page, 'Next').click()
  await see(row(page, /^Key 5/))
  expect(await page.getByRole('row').count()).toBe(1 + 5)
  expect(await button(page, 'Next').getAttribute('aria-disabled')).toBe('true')
  await button(page, 'Previous').click()
  await see(row(page, /^Key 25/))
})
