/** The page in development: mocked by a service worker, with all systems. */
import { expect, inject, test } from 'vitest'
import { button, contextOf, dialog, generate, openPage, row, see, signIn, tryKey } from './world.ts'

test('the system can be selected, and each system has its own state', async () => {
  const page = await openPage(await contextOf(), inject('developed'))
  await signIn(page)
  const system = page.getByLabel('System')
  const systems = await system.locator('option').allInnerTexts()
  expect(systems).toEqual(['Standard', 'Account keys', 'Secret keys', 'Store admin', 'User keys', 'Warehouse'])
  await generate(page, { Name: 'On standard' })
  await see(row(page, /On standard/))
  for (const other of systems.slice(1)) {
    await system.selectOption({ label: other })
    await signIn(page)
    await see(page.getByText(/^No (keys yet|active keys)$/))
  }
  expect(new URL(page.url()).searchParams.get('system')).toBe('warehouse')
  await page.goBack()
  await see(page.getByText('No keys yet'))
  expect(await system.inputValue()).toBe('user-keys')
  await system.selectOption({ label: 'Standard' })
  await see(row(page, /On standard/))
  expect(await button(page, 'Sign out').count()).toBe(1)
})

test('requests use the network, and the state survives a reload, without secrets', async () => {
  const page = await openPage(await contextOf(), inject('developed'))
  const asked: string[] = []
  page.on('response', response => {
    if (response.fromServiceWorker()) asked.push(`${response.request().method()} ${response.url()}`)
  })
  await signIn(page)
  const secret = await generate(page, { Name: 'Inventory Sync' })
  expect(asked).toContain('POST https://standard.example/api/v1/api-keys')
  await page.reload()
  await see(row(page, /Inventory Sync/))
  expect(await page.evaluate(() => sessionStorage.getItem('latchkey.mock.standard'))).not.toContain(secret)
  expect(await tryKey(page, secret)).toBe('200')
})

test('React logs no warning during a walk through a system', async () => {
  const page = await openPage(await contextOf(), inject('developed'))
  await signIn(page)
  const secret = await generate(page, { Name: 'Inventory Sync' })
  expect(await tryKey(page, secret)).toBe('200')
  await page.getByRole('link', { name: 'Inventory Sync' }).click()
  await button(page, 'Actions for Inventory Sync').click()
  await button(page, 'Edit').click()
  await button(dialog(page, 'Edit API key'), 'Save').click()
  await button(page, 'Actions for Inventory Sync').click()
  await button(page, 'Revoke API key').click()
  await button(dialog(page, 'Revoke Inventory Sync?'), 'Revoke key').click()
  await see(page.locator('.status').filter({ hasText: 'Revoked' }))
  expect(await tryKey(page, secret)).toBe('401')
})
