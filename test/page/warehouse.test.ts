/** The steps of the guide "Managing API Keys". */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { button, dialog, generate, openRotation, row, said, see, tryKey, worldOf } from './world.ts'

test('keys are generated up to the limit, used and revoked, and stay in the list', async () => {
  const { enter } = await worldOf('warehouse')
  const page = await enter()
  await see(page.getByText('No keys yet'))
  await see(page.getByText('0 of 5 active'))

  const secret = await generate(page, { Name: 'Production' })
  expect(secret).toMatch(/^wh_live_/)
  await said(page, 'Production was generated.')
  await see(row(page, /Production/).getByText('Never'))
  expect(await tryKey(page, secret)).toBe('200')
  const choices = page.getByRole('region', { name: 'Try a key' }).locator('datalist option')
  await expect.poll(() => choices.evaluateAll(all => all.map(one => one.getAttribute('value')))).toEqual(['7', '8'])
  await page.getByLabel('Request').selectOption('inbound')
  expect(await tryKey(page, secret)).toBe('400')
  expect(await tryKey(page, secret, '7')).toBe('200')
  await see(page.getByText(/Authorization: ApiKey wh_live_\*{4}/))

  for (let count = 2; count <= 5; count++) await generate(page, {})
  await see(page.getByText('5 of 5 active. Revoke one first.'))

  await button(page, 'Revoke Production').click()
  const confirm = dialog(page, 'Revoke Production?')
  await button(confirm, 'Revoke key').click()
  await said(page, 'Production was revoked.')
  await see(page.getByText('4 of 5 active'))
  expect(await tryKey(page, secret, '7')).toBe('401')

  await page.getByRole('link', { name: 'Revoked', exact: true }).click()
  await see(row(page, /Production/).locator('[data-heading="Revoked"] time'))
  expect(new URL(page.url()).searchParams.get('status')).toBe('revoked')
  expect(await page.getByRole('button', { name: /^(Delete|Revoke) Production/ }).count()).toBe(0)
})

test('at the limit a rotation is rejected before any key is revoked, and offers a way to continue', async () => {
  const { enter, client } = await worldOf('warehouse')
  const admin = (await client()) as Latchkey<'warehouse'>
  for (let count = 1; count <= 5; count++) await admin.apiKeys.create({ name: `Key ${count}` })
  const page = await enter()
  const steps = await openRotation(page, 'Key 1')
  await button(steps, 'Generate the new key').click()
  await see(steps.getByRole('alert').filter({ hasText: '5 of 5 API keys are in use (per account). Revoke one first.' }))
  await see(steps.getByText('There will be downtime.'))
  expect((await admin.apiKeys.list({ status: 'active' })).limits.active.used).toBe(5)
  await button(steps, 'Revoke and replace').click()
  await see(steps.locator('[aria-current="step"]').filter({ hasText: 'Update the application' }))
  expect((await admin.apiKeys.list({ status: 'revoked' })).data.map(({ name }) => name)).toEqual(['Key 1'])
})
