/** "Create a dedicated user in a limited user group, then generate the API key against that user." */
import { setTimeout } from 'node:timers/promises'
import { Latchkey, type SystemId, systemIds } from 'latchkey'
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import {
  button,
  choose,
  dialog,
  focusIsOn,
  gone,
  hasFocus,
  row,
  see,
  signInAgain,
  takeSecret,
  tryKey,
  tryPanel,
  worldOf,
} from './world.ts'

const makesUsers = (system: SystemId) => new Latchkey({ system, baseUrl: 'http://shop.test' }).system.usersManagedBy
const SYSTEMS = systemIds.filter(makesUsers)

/** Milliseconds that a tab waits for another one that does the same. */
const PATIENCE = 2000

const isPost = (request: Request, what: string) => request.method === 'POST' && request.url.endsWith(`/${what}`)

/** Opens both dialogs, and enters the name of the user. */
async function startUser(page: Page, email = 'night@north.example') {
  await button(page, 'Generate key').click()
  const key = dialog(page, 'Generate an API key')
  await key.getByLabel('Name').fill('Nightly sync')
  await button(key, 'New user…').click()
  const user = dialog(page, 'New user')
  await user.getByLabel('Name', { exact: true }).fill('Night')
  await user.getByLabel('Email').fill(email)
  return { key, user }
}

async function chooseNewGroup(user: Locator): Promise<void> {
  await user.getByLabel('Group').selectOption({ label: 'Create a new group' })
  await user.getByLabel('Group name').fill('Night shift')
  await user.getByLabel('Orders: read').check()
}

async function listed(client: Latchkey<SystemId>) {
  const { users, groups } = client as Latchkey<'user-keys'>
  const [{ data: madeUsers }, { data: madeGroups }] = await Promise.all([users.list(), groups.list()])
  return {
    users: madeUsers.filter(({ name }) => name === 'Night').length,
    groups: madeGroups.filter(({ name }) => name === 'Night shift').length,
  }
}

test('at least one system lets the user of a key be created', () => {
  expect(SYSTEMS).toEqual(['standard', 'user-keys'])
})

/** Checks the dialogs in light and dark mode, and on a phone. */
async function expectWell(page: Page, open: Locator, state: string): Promise<void> {
  await expectAccessible(page, state)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, state, 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 375, height: 700 })
  expect(await open.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
  await page.setViewportSize({ width: 1280, height: 800 })
}

for (const system of SYSTEMS) {
  test(`${system}: a key acts as a new user in a new group, with the permissions of the group only`, async () => {
    const { enter, client } = await worldOf(system)
    const page = await enter()
    const { key, user } = await startUser(page)
    await chooseNewGroup(user)
    await expectWell(page, user, 'new user')
    await button(user, 'Create user').click()
    await gone(user)

    await see(key.getByText('As Night in the group Night shift, the key can read orders.'))
    await expectWell(page, key, 'made')
    await button(key, 'Generate key').click()
    const secret = await takeSecret(page)
    await see(row(page, /Nightly sync/).getByText('Night', { exact: true }))
    const request = (await tryPanel(page)).getByLabel('Request')
    await request.selectOption('orders')
    expect(await tryKey(page, secret)).toBe('200')
    await request.selectOption('users')
    expect(await tryKey(page, secret)).toBe('403')
    const panel = page.getByRole('region', { name: 'Try a key' })
    await see(panel.getByText(/"permission_denied"[\s\S]*"users:read"/))
    expect(await listed(await client())).toEqual({ users: 1, groups: 1 })
  })
}

test('a user is created in an existing group, by keyboard, and no input is lost', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  const { key, user } = await startUser(page)
  await page.keyboard.press('Escape')
  await gone(user)
  await focusIsOn(page, 'New user…')

  await key.getByLabel('Expires').selectOption({ label: 'In 30 days' })
  await key.getByLabel('Enable the key immediately').uncheck()
  expect(await key.getByLabel('Clear operations: write').count()).toBe(1)
  await button(key, 'New user…').focus()
  await page.keyboard.press('Enter')
  await hasFocus(user.getByLabel('Name', { exact: true }))
  await page.keyboard.type('Night')
  await page.keyboard.press('Tab')
  await page.keyboard.type('night@north.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Integr')
  await see(user.getByText('Its users can read and write inventory.'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await focusIsOn(page, 'Create user')
  await page.keyboard.press('Enter')
  await gone(user)

  const actsAs = key.getByLabel('Acts as')
  await hasFocus(actsAs)
  expect(await actsAs.locator('option:checked').innerText()).toBe('Night (night@north.example, Integrations)')
  await see(key.getByText('As Night in the group Integrations, the key can read and write inventory.'))
  // The scopes are limited to the permissions of this user.
  expect(await key.locator('.matrix tbody').getByRole('rowheader').allInnerTexts()).toEqual(['Inventory'])
  expect(await key.getByLabel('Name').inputValue()).toBe('Nightly sync')
  expect(await key.getByLabel('Expires').locator('option:checked').innerText()).toBe('In 30 days')
  expect(await key.getByLabel('Enable the key immediately').isChecked()).toBe(false)
})

test('the form shows the permissions of the selected user', async () => {
  const { enter, client } = await worldOf('user-keys')
  const admin = (await client()) as Latchkey<'user-keys'>
  await admin.users.create({ name: 'Nobody', email: 'nobody@north.example', enabled: false })
  const page = await enter()
  await button(page, 'Generate key').click()
  const key = dialog(page, 'Generate an API key')
  await see(key.getByText('The key has the permissions of this user.'))
  const actsAs = key.getByLabel('Acts as')
  await choose(actsAs, 'Integration')
  await see(key.getByText('the key can read products; read and write inventory.'))
  await choose(actsAs, 'Nobody')
  await see(key.getByText('As Nobody, the key can do nothing that requires a permission. This user is disabled'))
})

test('without the permission to create users, only existing users can be selected', async () => {
  const { enter } = await worldOf('user-keys')
  const page = await enter('/', 'manager')
  await button(page, 'Generate key').click()
  const key = dialog(page, 'Generate an API key')
  await choose(key.getByLabel('Acts as'), 'Mina Manager')
  await see(key.getByText(/the key can read and write API keys, products, orders\.$/))
  expect(await button(key, 'New user…').count()).toBe(0)
})

test('validation errors are shown at their fields, and no group is left behind', async () => {
  const { enter, client, server } = await worldOf('user-keys')
  const page = await enter()
  const { user } = await startUser(page, 'reader@north.example')
  await chooseNewGroup(user)
  await button(user, 'Create user').click()
  const email = user.getByLabel('Email')
  await see(user.getByText('Email is already taken.'))
  expect(await email.getAttribute('aria-invalid')).toBe('true')
  await hasFocus(email)
  expect((await listed(await client())).groups).toBe(0)
  await expectWell(page, user, 'refused')

  // The server rejects what the browser accepts. Errors without a field are shown below the form.
  await email.fill('night@north')
  await button(user, 'Create user').click()
  await see(user.getByText('Email must match format "email".'))
  await email.fill('night@north.example')
  const errors = [{ in: 'body', pointer: '/department', message: 'is missing' }]
  const problem = { type: '/docs/errors#validation_failed', title: 'Invalid', status: 422, code: 'validation_failed' }
  server.intercept(request =>
    isPost(request, 'users')
      ? Response.json(
          { ...problem, detail: 'A department is missing.', errors },
          { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
        )
      : undefined,
  )
  await button(user, 'Create user').click()
  await see(user.getByRole('alert').filter({ hasText: 'A department is missing.' }))
  expect(await user.locator('[aria-invalid="true"]').count()).toBe(0)

  server.intercept(() => undefined)
  const admin = (await client()) as Latchkey<'user-keys'>
  // The last user with this permission cannot lose it.
  await admin.users.update('usr_north_manager', { permissions: ['users:write'] })
  await admin.groups.update('grp_north_admins', { permissions: ['users:read', 'api_keys:read', 'api_keys:write'] })
  await button(user, 'Create user').click()
  await see(user.getByRole('alert').filter({ hasText: 'users:write' }))
  expect(await listed(admin)).toEqual({ users: 0, groups: 0 })
})

test('validation errors of a group are shown at its name and permissions', async () => {
  const { enter, server } = await worldOf('user-keys')
  const page = await enter()
  const { user } = await startUser(page)
  await chooseNewGroup(user)
  server.intercept(async (request, mock) => {
    if (!isPost(request, 'groups')) return undefined
    const headers = new Headers(request.headers)
    headers.delete('Content-Length')
    const body = '{"name":"","permissions":["orders:eat"]}'
    return mock.fetch(new Request(request.url, { method: 'POST', headers, body }))
  })
  await button(user, 'Create user').click()
  await see(user.getByText(/^Group name must/))
  await see(user.getByText(/^Permissions must/))
  await hasFocus(user.getByLabel('Group name'))
  expect(await user.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0)
})

test('a group that was created in another tab is not doubled', async () => {
  const { enter, client } = await worldOf('user-keys')
  const page = await enter()
  const { user } = await startUser(page)
  await chooseNewGroup(user)
  const admin = (await client()) as Latchkey<'user-keys'>
  await admin.groups.create({ name: 'night SHIFT', permissions: ['orders:read'] })
  await button(user, 'Create user').click()
  await see(user.getByText('Group name is taken: choose that group in the list above.'))
  await hasFocus(user.getByLabel('Group name'))
  expect((await listed(admin)).users).toBe(0)
  await user.getByRole('combobox').selectOption({ label: 'night SHIFT' })
  await button(user, 'Create user').click()
  await gone(user)
  expect((await admin.groups.list()).data.filter(({ name }) => /night shift/i.test(name))).toHaveLength(1)
})

test('two tabs that create the same group at once create one', async () => {
  const { enter, server, mock, client } = await worldOf('standard')
  const tabs = await Promise.all(
    ['night@north.example', 'moon@north.example'].map(async email => {
      const page = await enter()
      const { user } = await startUser(page, email)
      await chooseNewGroup(user)
      return user
    }),
  )
  // If both may look for the group, both have done so before one creates it. Otherwise, the first one goes on by itself.
  const both = Promise.withResolvers<void>()
  let created = 0
  server.intercept(async request => {
    const response = await mock.fetch(request)
    if (!isPost(request, 'users')) return response
    created++
    if (created === tabs.length) both.resolve()
    await Promise.race([both.promise, setTimeout(PATIENCE)])
    return response
  })
  await Promise.all(tabs.map(user => button(user, 'Create user').click()))
  const taken = tabs.map(user => user.getByText('Group name is taken: choose that group in the list above.'))
  await Promise.race(taken.map(see))
  expect(await listed(await client())).toEqual({ users: 1, groups: 1 })
})

test('if the group cannot be created and the form is cancelled, the user is shown, and can be finished later', async () => {
  const { enter, client, server } = await worldOf('user-keys')
  const page = await enter()
  const { key, user } = await startUser(page)
  await chooseNewGroup(user)
  server.intercept(request => (isPost(request, 'groups') ? new Response('no', { status: 400 }) : undefined))
  await button(user, 'Create user').click()
  await see(user.getByRole('alert').filter({ hasText: 'status 400' }))
  await button(user, 'Cancel').click()
  await see(key.getByText('As Night, the key can do nothing that requires a permission.'))
  server.intercept(() => undefined)
  await button(key, 'New user…').click()
  expect(await user.getByLabel('Email').inputValue()).toBe('night@north.example')
  await chooseNewGroup(user)
  await button(user, 'Create user').click()
  await gone(user)
  await see(key.getByText('As Night in the group Night shift, the key can read orders.'))
  expect(await listed(await client())).toEqual({ users: 1, groups: 1 })
})

test('lost responses create no second user and no second group', async () => {
  const { enter, client, server } = await worldOf('user-keys')
  const page = await enter()
  const { key, user } = await startUser(page)
  await chooseNewGroup(user)
  const keys = { groups: new Set<string | null>(), users: new Set<string | null>() }
  for (const what of ['users', 'groups'] as const) {
    server.intercept(async (request, mock) => {
      if (!isPost(request, what)) return undefined
      keys[what].add(request.headers.get('Idempotency-Key'))
      await mock.fetch(request)
      return new Response('gone', { status: 502 })
    })
    await button(user, 'Create user').click()
    await see(user.getByText('Creating…'))
    await see(button(user, 'Create user'))
    expect(await user.getByRole('alert').innerText()).not.toBe('')
    expect(keys[what].size).toBe(1)
  }
  server.intercept(() => undefined)
  await button(user, 'Create user').click()
  await gone(user)
  await see(key.getByText('As Night in the group Night shift'))
  expect(await listed(await client())).toEqual({ users: 1, groups: 1 })
})

test('after a lost response and a cancelled form, the created records can be selected', async () => {
  const { enter, server } = await worldOf('user-keys')
  const page = await enter()
  const { key, user } = await startUser(page)
  await user.getByLabel('Group').selectOption({ label: 'Readers' })
  server.intercept(async (request, mock) => {
    if (!isPost(request, 'users')) return undefined
    await mock.fetch(request)
    return new Response('gone', { status: 502 })
  })
  await button(user, 'Create user').click()
  await see(user.getByRole('alert').filter({ hasText: /./ }))
  await button(user, 'Cancel').click()
  await choose(key.getByLabel('Acts as'), 'Night')
  await see(key.getByText('As Night in the group Readers'))
})

test('being offline and an ended session are reported, and the user is created afterwards', async () => {
  const { enter, client, context, endSessionsAt } = await worldOf('user-keys')
  const page = await enter()
  const { key, user } = await startUser(page)
  await user.getByLabel('Group').selectOption({ label: 'Readers' })
  await context.setOffline(true)
  await button(user, 'Create user').click()
  await see(user.getByRole('alert').filter({ hasText: 'The server could not be reached.' }))
  await context.setOffline(false)
  endSessionsAt(request => isPost(request, 'users'))
  await button(user, 'Create user').click()
  await see(dialog(page, 'Your session has ended'))
  await page.keyboard.press('Escape')
  await signInAgain(page)
  await button(user, 'Create user').click()
  await gone(user)
  await see(key.getByText('As Night in the group Readers'))
  expect(await key.getByLabel('Name').inputValue()).toBe('Nightly sync')
  expect(await listed(await client())).toEqual({ users: 1, groups: 0 })
})

test('a double click creates one user, and the dialog cannot be left meanwhile', async () => {
  const { enter, server } = await worldOf('user-keys')
  const page = await enter()
  const { user } = await startUser(page)
  await user.getByLabel('Group').selectOption({ label: 'Readers' })
  let creations = 0
  let answer = () => {}
  const gate = new Promise<void>(resolve => {
    answer = resolve
  })
  server.intercept(async request => {
    if (!isPost(request, 'users')) return undefined
    creations++
    await gate
    return undefined
  })
  await button(user, 'Create user').dblclick()
  await see(user.getByText('Creating…'))
  expect(await button(user, 'Cancel').isDisabled()).toBe(true)
  for (let time = 0; time < 3; time++) await page.keyboard.press('Escape')
  await see(user)
  answer()
  await gone(user)
  expect(creations).toBe(1)
})

test('a validation error without a list of errors is shown below the fields', async () => {
  const { enter, server } = await worldOf('user-keys')
  const page = await enter()
  const problem = { type: 'about:blank', title: 'Unprocessable', status: 422, code: 'validation_failed', detail: 'No.' }
  server.intercept(request => (isPost(request, 'users') ? Response.json(problem, { status: 422 }) : undefined))
  const { user } = await startUser(page)
  await user.getByLabel('Group').selectOption({ index: 1 })
  await button(user, 'Create user').click()
  await see(user.getByRole('alert').filter({ hasText: 'No.' }))
})
