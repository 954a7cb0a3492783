/** The steps of "Manage Secret API Keys", one after the other. */
import { expect, test } from 'vitest'
import { button, dialog, generate, gone, row, said, see, tryKey, worldOf } from './world.ts'

test('one key at a time: created, edited, revoked, deleted', async () => {
  const { enter } = await worldOf('secret-keys')
  const page = await enter()
  const secret = await generate(page, { Title: 'Storefront' })
  await see(page.getByText('1 of 1 active: revoke one first'))
  await button(page, 'Generate key').dispatchEvent('click')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await tryKey(page, secret)).toBe('200')
  await see(page.getByText('Authorization: Basic base64(sk_live_'))

  await page.getByRole('link', { name: 'Storefront' }).click()
  await see(page.getByText('Active', { exact: true }))
  const menu = button(page, 'What to do with Storefront')
  await menu.click()
  expect(await button(page, 'Delete').count()).toBe(0)
  await button(page, 'Edit').click()
  const panel = dialog(page, 'Edit API key')
  await panel.getByLabel('Title').fill('Shop window')
  await button(panel, 'Save').click()
  await see(page.getByRole('heading', { name: 'Shop window' }))

  await button(page, 'What to do with Shop window').click()
  await button(page, 'Revoke API key').click()
  await button(dialog(page, 'Revoke Shop window?'), 'Revoke key').click()
  await see(page.locator('.status').filter({ hasText: 'Revoked' }))
  expect(await tryKey(page, secret)).toBe('401')

  await button(page, 'What to do with Shop window').click()
  await button(page, 'Delete').click()
  await button(dialog(page, 'Delete Shop window?'), 'Delete key').click()
  await said(page, 'Shop window was deleted.')
  await see(page.getByText('No keys yet'))
  await page.getByRole('link', { name: 'Revoked', exact: true }).click()
  await see(page.getByText('No revoked keys'))
})

test('the list is searched, filtered and sorted, and the address says how', async () => {
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
  await page.getByRole('link', { name: 'Show all of them' }).click()
  await expect.poll(names).toEqual(['Alpha', 'Beta', 'Gamma'])
})

test('everybody sees their own keys', async () => {
  const { enter, client } = await worldOf('secret-keys')
  const manager = await client('manager')
  await (manager.apiKeys.create as (key: { title: string }) => Promise<unknown>)({ title: 'Mina’s' })
  const page = await enter()
  await see(page.getByText('No keys yet'))
  await gone(row(page, /Mina/))
})
