/** Races between tabs, lost responses, slow servers, and sessions that end. */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import {
  allowClearing,
  button,
  confirmClearing,
  deployNewKey,
  dialog,
  generate,
  gone,
  openDangerZone,
  openRotation,
  row,
  said,
  see,
  signIn,
  signInAgain,
  takeSecret,
  tryKey,
  verifyNewKey,
  worldOf,
} from './world.ts'

const isCreate = (request: Request) => request.method === 'POST' && new URL(request.url).pathname.endsWith('/api-keys')

test('two tabs race for the last slot: one gets it, the other shows the limit', async () => {
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
    tab.getByRole('alert').filter({ hasText: '5 of 5 API keys are in use (per account). Revoke one first.' })
  const outcomes = await Promise.all(
    tabs.map(tab => Promise.race([see(shown(tab)).then(() => 'made'), see(told(tab)).then(() => 'refused')])),
  )
  expect([...outcomes].sort()).toEqual(['made', 'refused'])

  const loser = tabs[outcomes.indexOf('refused')]
  if (!loser) throw new Error('Nobody lost.')
  await button(dialog(loser, 'Generate an API key'), 'Cancel').click()
  await see(loser.getByText('5 of 5 active. Revoke one first.'))
  expect((await admin.apiKeys.list({ status: 'active' })).limits.active.used).toBe(5)
})

test('after a lost response the same key is returned, and no second one is created', async () => {
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
  await see(form.getByRole('alert').filter({ hasText: 'The server did not respond as expected (status 502).' }))
  isLost = false
  await button(form, 'Generate key').click()
  await takeSecret(page)
  await see(row(page, /Inventory Sync/))
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(1)
  expect((await (await client()).apiKeys.list()).data).toHaveLength(1)
})

test('after a lost response another name creates another key', async () => {
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

test('after a lost response and a cancelled form, the same input returns the key that was created', async () => {
  const { enter, client, server } = await worldOf('account-keys')
  const page = await enter()
  server.intercept(async (request, mock) => {
    if (!isCreate(request)) return undefined
    await mock.fetch(request)
    return new Response('gone', { status: 502 })
  })
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await button(form, 'Generate key').click()
  await see(form.getByRole('alert').filter({ hasText: /./ }))
  await button(form, 'Cancel').click()
  await see(row(page, /Inventory Sync/))
  server.intercept(() => undefined)
  expect(await tryKey(page, await generate(page, { Name: 'Inventory Sync' }))).toBe('200')
  expect((await (await client()).apiKeys.list()).data).toHaveLength(1)
  // That request was answered, so the same name creates a second key.
  await generate(page, { Name: 'Inventory Sync' })
  expect((await (await client()).apiKeys.list()).data).toHaveLength(2)
})

test('while a slow server creates a key, the dialog cannot be left', async () => {
  const { enter, server } = await worldOf('warehouse')
  const page = await enter()
  let answer = () => {}
  const gate = new Promise<void>(resolve => {
    answer = resolve
  })
  let creations = 0
  server.intercept(async request => {
    if (!isCreate(request)) return undefined
    creations++
    await gate
    return undefined
  })
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await button(form, 'Generate key').dblclick()
  await see(form.getByText('Generating…'))
  expect(await button(form, 'Cancel').isDisabled()).toBe(true)
  for (let time = 0; time < 3; time++) await page.keyboard.press('Escape')
  await see(form)
  answer()
  await takeSecret(page)
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
  expect(creations).toBe(1)
})

test('a creation that hangs says so and can be left; the same input then returns the key', async () => {
  const { enter, client, server } = await worldOf('account-keys')
  const page = await enter()
  let creations = 0
  server.intercept(async (request, mock) => {
    if (!isCreate(request)) return undefined
    creations++
    await mock.fetch(request)
    return creations === 1 ? new Response('gone', { status: 502 }) : new Promise(() => {})
  })
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await button(form, 'Generate key').click()
  await see(form.getByText('Still trying (2 of 3)…'))
  await button(form, 'Cancel').click()
  await gone(form)
  await said(page, 'The key may have been generated.')
  await see(row(page, /Inventory Sync/))
  server.intercept(() => undefined)
  await generate(page, { Name: 'Inventory Sync' })
  expect((await (await client()).apiKeys.list()).data).toHaveLength(1)
})

test('holding down Enter opens the form, and creates no key', async () => {
  const { enter, server } = await worldOf('warehouse')
  const page = await enter()
  let creations = 0
  server.intercept(request => {
    if (isCreate(request)) creations++
    return undefined
  })
  await button(page, 'Generate key').focus()
  // Pressing again without releasing: the browser repeats the event.
  for (let time = 0; time < 10; time++) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await see(dialog(page, 'Generate an API key'))
  expect(creations).toBe(0)
})

test('a key that was revoked in another tab is rejected, and this tab shows it', async () => {
  const { enter } = await worldOf('warehouse')
  const [one, two] = [await enter(), await enter()]
  const secret = await generate(one, { Name: 'Dock' })
  expect(await tryKey(one, secret)).toBe('200')
  await two.reload()
  await button(two, 'Revoke Dock').click()
  await button(dialog(two, 'Revoke Dock?'), 'Revoke key').click()
  await said(two, 'Dock was revoked.')
  expect(await tryKey(one, secret)).toBe('401')
  await see(one.getByText('"key_revoked"'))
  await see(one.getByText('No active keys'))
})

test('a deleted key is not requested again, and its page shows that it was not found', async () => {
  const { enter, client, server } = await worldOf('account-keys')
  const admin = (await client()) as Latchkey<'account-keys'>
  const { id } = await admin.apiKeys.create({ name: 'Inventory Sync' })
  const page = await enter(`/?key=${id}`)
  const missing: string[] = []
  server.intercept(async (request, mock) => {
    const answer = await mock.fetch(request)
    if (answer.status === 404) missing.push(request.url)
    return answer
  })
  await button(page, 'Actions for Inventory Sync').click()
  await button(page, 'Delete').click()
  await button(dialog(page, 'Delete Inventory Sync?'), 'Delete key').click()
  await see(page.getByText('No keys yet'))
  expect(missing).toEqual([])
  await page.goBack()
  await see(page.getByText('Key not found'))
  await expectAccessible(page, 'no such key')
  await page.getByRole('link', { name: 'API keys' }).click()
  await see(page.getByText('No keys yet'))
})

test('if the session ends, the user signs in again and no input is lost', async () => {
  const { enter, endSessionsAt } = await worldOf('account-keys')
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  endSessionsAt(isCreate)
  await button(form, 'Generate key').click()
  const ended = dialog(page, 'Your session has ended')
  await see(ended)
  await expectAccessible(page, 'session ended')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, 'session ended', 'dark')
  await ended.getByLabel('Password').fill('password')
  await button(ended, 'Sign in').click()
  await gone(ended)
  expect(await form.getByLabel('Name').inputValue()).toBe('Inventory Sync')
  await button(form, 'Generate key').click()
  await takeSecret(page)
  await see(row(page, /Inventory Sync/))
})

test('if the session ends before the last step of a rotation, one key is left', async () => {
  const { enter, client, endSessionsAt } = await worldOf('warehouse')
  const page = await enter()
  const old = await generate(page, { Name: 'Dock' })
  const steps = await openRotation(page, 'Dock')
  await button(steps, 'Generate the new key').click()
  const fresh = await deployNewKey(steps)
  await verifyNewKey(steps)
  // The last step first asks whether the session is valid.
  endSessionsAt(({ url }) => url.endsWith('/me'))
  await button(steps, 'Revoke the old key').click()
  await signInAgain(page)
  // The step is still available.
  await button(steps, 'Revoke the old key').click()
  await said(page, 'Dock was rotated.')
  expect([await tryKey(page, old), await tryKey(page, fresh)]).toEqual(['401', '200'])
  const admin = (await client()) as Latchkey<'warehouse'>
  expect((await admin.apiKeys.list({ status: 'active' })).data).toHaveLength(1)
})

test('an action can be repeated after signing in again', async () => {
  const { enter, client, endSessionsAt } = await worldOf('standard')
  const admin = (await client()) as Latchkey<'standard'>
  const { id } = await admin.apiKeys.create({ name: 'Dock' })
  const page = await enter(`/?key=${id}`)
  await button(page, 'Actions for Dock').click()
  await button(page, 'Edit').click()
  await dialog(page, 'Edit API key').getByLabel('Name').fill('Quay')
  endSessionsAt(({ method }) => method === 'PATCH')
  await button(dialog(page, 'Edit API key'), 'Save').click()
  await signInAgain(page)
  expect(await page.getByText('Unknown session').count()).toBe(0)
  await button(dialog(page, 'Edit API key'), 'Save').click()
  await said(page, 'The key was renamed to Quay.')
  await page.getByRole('link', { name: 'API keys' }).click()

  await button(page, 'Revoke Quay').click()
  endSessionsAt(({ url }) => url.endsWith('/revoke'))
  await button(dialog(page, 'Revoke Quay?'), 'Revoke key').click()
  await signInAgain(page)
  await button(dialog(page, 'Revoke Quay?'), 'Revoke key').click()
  await said(page, 'Quay was revoked.')

  await openDangerZone(page)
  await allowClearing(page)
  await button(page, 'Delete all products').click()
  endSessionsAt(({ method }) => method === 'DELETE')
  await confirmClearing(dialog(page, 'Delete all products?'), 'products')
  await signInAgain(page)
  await confirmClearing(dialog(page, 'Delete all products?'), 'products')
  await see(dialog(page, 'Delete all products?').getByText(/window/i))
})

test('a different user who signs in sees no data of the previous user', async () => {
  const { enter, server, endSessionsAt } = await worldOf('secret-keys')
  const page = await enter()
  await generate(page, { Title: 'Ada’s' })
  await see(row(page, /Ada’s/))
  endSessionsAt(({ url }) => new URL(url).pathname.endsWith('/api-keys'))
  await page.getByRole('link', { name: 'All', exact: true }).click()
  const ended = dialog(page, 'Your session has ended')
  await see(ended)
  // The dialog says what happened, and nothing behind it says it in other words.
  expect(await page.getByText(/Something went wrong|Unknown session/).count()).toBe(0)
  await ended.getByLabel('Email').fill('manager@north.example')
  await ended.getByLabel('Password').fill('password')
  // Cached keys of the previous user would be visible until the response arrives.
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

test('a key that was deleted elsewhere is reported, and disappears from the list', async () => {
  const { enter, client } = await worldOf('account-keys')
  const admin = (await client()) as Latchkey<'account-keys'>
  const { id } = await admin.apiKeys.create({ name: 'Inventory Sync' })
  const page = await enter()
  await button(page, 'Delete Inventory Sync').click()
  await admin.apiKeys.delete(id)
  const asked = dialog(page, 'Delete Inventory Sync?')
  await button(asked, 'Delete key').click()
  const code = asked.getByRole('alert').getByRole('link', { name: 'not_found' })
  expect(await code.getAttribute('href')).toMatch(/\/docs\/errors#not_found$/)
  await expectAccessible(page, 'too late')
  // Another attempt would be rejected too.
  await gone(button(asked, 'Delete key'))
  expect(await asked.getByText('This cannot be undone').count()).toBe(0)
  await button(asked, 'Close').click()
  await see(page.getByText('No keys yet'))
})

test('signing out ends the session, and navigating back shows no keys', async () => {
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

test('a wrong password is reported', async () => {
  const { open } = await worldOf('account-keys')
  const page = await open()
  await page.getByLabel('Email').fill('manager@north.example')
  await page.getByLabel('Password').fill('guess')
  await button(page, 'Sign in').click()
  await see(page.getByRole('alert').filter({ hasText: 'Wrong email or password.' }))
  expect(await page.getByLabel('Email').inputValue()).toBe('manager@north.example')
  await page.getByLabel('Password').fill('password')
  await button(page, 'Sign in').click()
  await see(page.getByText('No keys yet'))
})
