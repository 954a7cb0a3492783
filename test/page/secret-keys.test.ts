/** The steps of the guide "Manage Secret API Keys". */
import { expect, test } from 'vitest'
import { button, deployNewKey, dialog, generate, gone, row, said, see, tryKey, verifyNewKey, worldOf } from './world.ts'

test('one key at a time: created, edited, revoked, deleted', async () => {
  const { enter } = await worldOf('secret-keys')
  const page = await enter()
  const secret = await generate(page, { Title: 'Storefront' })
  await see(page.getByText('Your keys: 1 of 1 active. Revoke one first.'))
  await button(page, 'Generate key').dispatchEvent('click')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await tryKey(page, secret)).toBe('200')
  await see(page.getByText('Authorization: Basic base64(sk_live_'))

  await page.getByRole('link', { name: 'Storefront' }).click()
  await see(page.getByText('Active', { exact: true }))
  const menu = button(page, 'Actions for Storefront')
  await menu.click()
  expect(await button(page, 'Delete').count()).toBe(0)
  await button(page, 'Edit').click()
  const panel = dialog(page, 'Edit API key')
  await panel.getByLabel('Title').fill('Shop window')
  await button(panel, 'Save').click()
  await see(page.getByRole('heading', { name: 'Shop window' }))

  await button(page, 'Actions for Shop window').click()
  await button(page, 'Revoke API key').click()
  await button(dialog(page, 'Revoke Shop window?'), 'Revoke key').click()
  await see(page.locator('.status').filter({ hasText: 'Revoked' }))
  expect(await tryKey(page, secret)).toBe('401')

  await button(page, 'Actions for Shop window').click()
  await button(page, 'Delete').click()
  await button(dialog(page, 'Delete Shop window?'), 'Delete key').click()
  await said(page, 'Shop window was deleted.')
  await see(page.getByText('No keys yet'))
  // Tabs and filters appear with the first key.
  expect(await page.getByRole('navigation', { name: 'Keys by status' }).count()).toBe(0)
  expect(await page.getByRole('search').count()).toBe(0)
})

test('the only key is rotated with downtime that the user accepts, and cancelling keeps it', async () => {
  const { enter } = await worldOf('secret-keys')
  const page = await enter()
  const old = await generate(page, { Title: 'Storefront' })
  await page.getByRole('link', { name: 'Storefront' }).click()
  const steps = dialog(page, 'Rotate Storefront')
  await button(page, 'Rotate…').click()
  await see(steps.getByText('There will be downtime.'))
  await button(steps, 'Cancel').click()
  await gone(steps)
  expect(await tryKey(page, old)).toBe('200')

  await button(page, 'Rotate…').click()
  await button(steps, 'Revoke and replace').click()
  const fresh = await deployNewKey(steps)
  await see(steps.locator('[aria-current="step"]').filter({ hasText: 'Verify that it works' }))
  await verifyNewKey(steps)
  expect(await button(steps, 'Keep the old key').count()).toBe(0)
  await button(steps, 'Done').click()
  await said(page, 'Storefront was rotated.')
  expect(await tryKey(page, old)).toBe('401')
  expect(await tryKey(page, fresh)).toBe('200')
})

test('the list can be searched, filtered and sorted, and the URL reflects it', async () => {
  const { enter, client, mock } = await worldOf('secret-keys')
  for (const title of ['Beta', 'Alpha', 'Gamma']) {
    const admin = await client()
    const { id } = await (admin.apiKeys.create as (key: { title: string }) => Promise<{ id: string }>)({ title })
    mock.clock.advance('PT1M')
    if ('revoke' in admin.apiKeys && title !== 'Gamma') await admin.apiKeys.revoke(id)
  }
  const page = await enter()
  const names = () => page.getByRole('rowheader').getByRole('link').allInnerTexts()
  await see(row(page, /Gamma/))
  expect(await names()).toEqual(['Gamma'])

  await page.getByRole('link', { name: 'All', exact: true }).click()
  await see(row(page, /Alpha/))
  expect(await names()).toEqual(['Gamma', 'Alpha', 'Beta'])
  await page.getByRole('columnheader', { name: 'Title' }).getByRole('link').click()
  await see(page.locator('th[aria-sort="ascending"]').filter({ hasText: 'Title' }))
  await expect.poll(names).toEqual(['Alpha', 'Beta', 'Gamma'])

  await page.getByLabel('Search by title').fill('ALPH')
  await expect.poll(names).toEqual(['Alpha'])
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ status: 'all', sort: 'title', q: 'ALPH' })
  await page.reload()
  await expect.poll(names).toEqual(['Alpha'])
  await page.getByLabel('Search by title').fill('nothing')
  await see(page.getByText('No key matches'))
  await page.getByRole('link', { name: 'Clear the filters' }).click()
  await expect.poll(names).toEqual(['Alpha', 'Beta', 'Gamma'])
  expect(await page.getByLabel('Search by title').inputValue()).toBe('')
  // Navigating back repeats the search.
  await page.goBack()
  await see(page.getByText('No key matches'))
  expect(await page.getByLabel('Search by title').inputValue()).toBe('nothing')
})

test('users see only their own keys', async () => {
  const { enter, client } = await worldOf('secret-keys')
  const manager = await client('manager')
  await (manager.apiKeys.create as (key: { title: string }) => Promise<unknown>)({ title: 'Mina’s' })
  const page = await enter()
  await see(page.getByText('No keys yet'))
  await gone(row(page, /Mina/))
})
