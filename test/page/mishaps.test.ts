/** What goes wrong between the page, other tabs and the server, and how it ends. */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import { button, dialog, generate, gone, row, see, signIn, takeSecret, worldOf } from './world.ts'

const isCreate = (request: Request) => request.method === 'POST' && new URL(request.url).pathname.endsWith('/api-keys')

test('two tabs race for the last slot: one gets it, the other is told', async () => {
  const { enter, client } = await worldOf('warehouse')
  const admin = (await client()) as Latchkey<'warehouse'>
  for (let count = 1; count <= 4; count++) await admin.apiKeys.create({ name: `Key ${count}` })
  const tabs = [await enter(), await enter()] as const
  for (const tab of tabs) {
    await see(tab.getByText('4 of 5 active'))
    await button(tab, 'Generate key').click()
    await dialog(tab, 'Generate an API key').getByLabel('Name').fill('The last one')
  }
  await Promise.all(tabs.map(tab => button(dialog(tab, 'Generate an API key'), 'Generate key').click()))
  const shown = (tab: (typeof tabs)[number]) => dialog(tab, 'Copy your key now')
  const told = (tab: (typeof tabs)[number]) =>
    tab.getByRole('alert').filter({ hasText: '5 of 5 keys are active: revoke one first.' })
  const outcomes = await Promise.all(
    tabs.map(tab => Promise.race([see(shown(tab)).then(() => 'made'), see(told(tab)).then(() => 'refused')])),
  )
  expect([...outcomes].sort()).toEqual(['made', 'refused'])

  const loser = tabs[outcomes.indexOf('refused')]
  if (!loser) throw new Error('Nobody lost.')
  await button(dialog(loser, 'Generate an API key'), 'Cancel').click()
  await see(loser.getByText('5 of 5 active: revoke one first'))
  expect((await admin.apiKeys.list({ status: 'active' })).limits.active.used).toBe(5)
})

test('an answer that is lost costs no key, and makes no second one', async () => {
  const { enter, client, server } = await worldOf('account-keys')
  const page = await enter()
  await see(page.getByText('No keys yet'))
  const keys: (string | null)[] = []
  let isLost = true
  server.intercept(async (request, mock) => {
    if (!isCreate(request)) return undefined
    keys.push(request.headers.get('Idempotency-Key'))
    const answer = await mock.fetch(request)
    return isLost ? new Response('gone', { status: 502 }) : answer
  })
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await button(form, 'Generate key').click()
  await see(form.getByRole('alert').filter({ hasText: /./ }))
  isLost = false
  await button(form, 'Generate key').click()
  await takeSecret(page)
  await see(row(page, /Inventory Sync/))
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(1)
  expect((await (await client()).apiKeys.list()).data).toHaveLength(1)
})

test('another name is another key, though the answer before was lost', async () => {
  const { enter, server } = await worldOf('account-keys')
  const page = await enter()
  const keys = new Set<string | null>()
  server.intercept(request => {
    if (!isCreate(request)) return undefined
    keys.add(request.headers.get('Idempotency-Key'))
    return keys.size === 1 ? new Response('gone', { status: 502 }) : undefined
  })
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('One')
  await button(form, 'Generate key').click()
  await see(form.getByRole('alert').filter({ hasText: /./ }))
  await form.getByLabel('Name').fill('Two')
  await button(form, 'Generate key').click()
  await takeSecret(page)
  await see(row(page, /Two/))
  expect(keys.size).toBe(2)
})

test('a session that ends in mid-flow is renewed, and nothing typed is lost', async () => {
  const { enter, mock } = await worldOf('account-keys')
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  mock.clock.advance('PT13H')
  await button(form, 'Generate key').click()
  const ended = dialog(page, 'Your session has ended')
  await see(ended)
  await expectAccessible(page, 'session ended')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, 'session ended, dark')
  await ended.getByLabel('Password').fill('password')
  await button(ended, 'Sign in').click()
  await gone(ended)
  expect(await form.getByLabel('Name').inputValue()).toBe('Inventory Sync')
  await button(form, 'Generate key').click()
  await takeSecret(page)
  await see(row(page, /Inventory Sync/))
})

test('who signs in instead of another sees nothing of theirs', async () => {
  const { enter, mock, server } = await worldOf('secret-keys')
  const page = await enter()
  await generate(page, { Title: 'Ada’s' })
  await see(row(page, /Ada’s/))
  mock.clock.advance('PT13H')
  await page.getByRole('link', { name: 'All', exact: true }).click()
  const ended = dialog(page, 'Your session has ended')
  await ended.getByLabel('Email').fill('manager@north.example')
  await ended.getByLabel('Password').fill('password')
  // What the browser still has of the other's keys would be shown until the answer comes.
  let answer = () => {}
  const gate = new Promise<void>(resolve => {
    answer = resolve
  })
  server.intercept(async request => {
    if (request.method === 'GET' && new URL(request.url).pathname.endsWith('/api-keys')) await gate
    return undefined
  })
  await button(ended, 'Sign in').click()
  await see(page.getByText('Mina Manager'))
  await page.getByRole('link', { name: 'Active', exact: true }).click()
  await see(page.getByText('Loading keys…'))
  expect(await page.getByText('Ada’s').count()).toBe(0)
  answer()
  await see(page.getByText('No keys yet'))
  expect(await page.getByText('Ada’s').count()).toBe(0)
})

test('a key that was ended elsewhere is told of, and leaves the list', async () => {
  const { enter, client } = await worldOf('account-keys')
  const admin = (await client()) as Latchkey<'account-keys'>
  const { id } = await admin.apiKeys.create({ name: 'Inventory Sync' })
  const page = await enter()
  await button(page, 'Delete Inventory Sync').click()
  await admin.apiKeys.delete(id)
  const asked = dialog(page, 'Delete Inventory Sync?')
  await button(asked, 'Delete key').click()
  await see(asked.getByRole('alert').filter({ hasText: /./ }))
  await button(asked, 'Cancel').click()
  await see(page.getByText('No keys yet'))
})

test('signing out ends the session, and the way back shows no keys', async () => {
  const { enter, context, server } = await worldOf('account-keys')
  const page = await enter()
  await generate(page, { Name: 'Inventory Sync' })
  const token = await page.evaluate(() => Object.values(sessionStorage).join())
  await button(page, 'Sign out').click()
  await see(page.getByRole('heading', { name: 'Sign in' }))
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  expect(await page.getByText('Inventory Sync').count()).toBe(0)
  const [session] = JSON.parse(token)
  const answer = await context.request.get(`${server.url}/api/v1/me`, {
    headers: { Authorization: `Bearer ${session}` },
  })
  expect(answer.status()).toBe(401)
  await signIn(page)
  await see(row(page, /Inventory Sync/))
})

test('a wrong password is refused in words', async () => {
  const { open } = await worldOf('account-keys')
  const page = await open()
  await page.getByLabel('Email').fill('manager@north.example')
  await page.getByLabel('Password').fill('guess')
  await button(page, 'Sign in').click()
  await see(page.getByRole('alert').filter({ hasText: 'do not match' }))
  expect(await page.getByLabel('Email').inputValue()).toBe('manager@north.example')
  await page.getByLabel('Password').fill('password')
  await button(page, 'Sign in').click()
  await see(page.getByText('No keys yet'))
})
