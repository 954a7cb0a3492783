/** The steps of the reference page "API Keys". */
import { expect, test } from 'vitest'
import { button, choose, dialog, generate, row, said, see, signIn, tryKey, worldOf } from './world.ts'

test('a key acts as the chosen user, and is paused, resumed, renamed and deleted', async () => {
  const { enter } = await worldOf('user-keys')
  const page = await enter()

  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Zapier production')
  await button(form, 'Generate key').click()
  expect(await form.getByLabel('Acts as').evaluate((input: HTMLSelectElement) => input.validity.valueMissing)).toBe(
    true,
  )
  await button(form, 'Cancel').click()

  const secret = await generate(page, { Name: 'Zapier production', 'Acts as': 'Remy Reader' })
  await see(row(page, /Zapier production/).getByText('Remy Reader'))
  expect(await tryKey(page, secret)).toBe('200')
  await see(page.getByRole('region', { name: 'Try a key' }).getByText('"Remy Reader"'))

  const enabled = page.getByRole('switch', { name: 'Zapier production enabled' })
  await enabled.click()
  await said(page, 'Zapier production is paused')
  expect(await tryKey(page, secret)).toBe('401')
  await see(page.getByText('"key_paused"'))
  await enabled.click()
  await said(page, 'Zapier production is enabled.')
  expect(await tryKey(page, secret)).toBe('200')

  await page.getByRole('link', { name: 'Zapier production' }).click()
  await button(page, 'Actions for Zapier production').click()
  await button(page, 'Edit').click()
  const panel = dialog(page, 'Edit API key')
  await panel.getByLabel('Name').fill('Zapier')
  await button(panel, 'Save').click()
  await said(page, 'The key was renamed to Zapier.')
  await see(page.getByRole('heading', { name: 'Zapier', exact: true }))

  await button(page, 'Actions for Zapier').click()
  await button(page, 'Delete').click()
  await button(dialog(page, 'Delete Zapier?'), 'Delete key').click()
  await see(page.getByText('No keys yet'))
  expect(await tryKey(page, secret)).toBe('401')
})

test('a key can be created paused', async () => {
  const { enter } = await worldOf('user-keys')
  const page = await enter()
  await button(page, 'Generate key').click()
  await dialog(page, 'Generate an API key').getByLabel('Enable the key immediately').uncheck()
  await button(dialog(page, 'Generate an API key'), 'Cancel').click()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Later')
  await choose(form.getByLabel('Acts as'), 'Ada Admin')
  await form.getByLabel('Enable the key immediately').uncheck()
  await button(form, 'Generate key').click()
  await dialog(page, 'Copy your key now').getByLabel('I have saved it').check()
  await button(dialog(page, 'Copy your key now'), 'Done').click()
  await see(row(page, /Later/))
  expect(await page.getByRole('switch', { name: 'Later enabled' }).isChecked()).toBe(false)
  // Users who cannot pause the key see its status without the switch.
  await button(page, 'Sign out').click()
  await signIn(page, 'reader')
  await see(row(page, /Later/).getByText('Paused'))
  expect(await page.getByRole('switch').count()).toBe(0)
})
