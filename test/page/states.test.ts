/** The five states of the list: loading, empty, forbidden, offline and failed. Each offers a way to continue. */
import type { Latchkey } from 'latchkey'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import { button, row, see, signIn, worldOf } from './world.ts'

const isList = (request: Request) => request.method === 'GET' && new URL(request.url).pathname.endsWith('/api-keys')

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the five states of the list, ${colorScheme}`, async () => {
    const { open, server, context, client } = await worldOf('standard', { colorScheme, reducedMotion: 'reduce' })
    const admin = (await client()) as Latchkey<'standard'>
    const { id } = await admin.apiKeys.create({ name: 'Old' })
    await admin.apiKeys.revoke(id)
    const page = await open()
    const isAccessible = (state: string) => expectAccessible(page, state, colorScheme)
    await see(button(page, 'Sign in'))
    await isAccessible('sign-in')
    let goOn = () => {}
    const gate = new Promise<void>(resolve => {
      goOn = resolve
    })
    server.intercept(async request => {
      if (isList(request)) await gate
      return undefined
    })
    await signIn(page)
    await see(page.getByText('Loading keys…'))
    await isAccessible('loading')
    goOn()

    await see(page.getByText('No active keys'))
    await isAccessible('empty')

    server.intercept(request => (isList(request) ? new Response('out of order', { status: 500 }) : undefined))
    await page.getByRole('link', { name: 'Revoked', exact: true }).click()
    await see(page.getByText('Something went wrong'))
    await isAccessible('error')
    server.intercept(() => undefined)
    await button(page, 'Try again').click()
    await see(row(page, /Old/))

    await context.setOffline(true)
    await page.getByRole('link', { name: 'Expired', exact: true }).click()
    await see(page.getByText('The server cannot be reached'))
    await isAccessible('offline')
    // The page recovers without a click.
    await context.setOffline(false)
    await see(page.getByText('No expired keys'))

    await button(page, 'Sign out').click()
    await signIn(page, 'integration')
    await see(page.getByText('You do not have access'))
    await isAccessible('forbidden')
    // After the permission is granted, "Check again" shows the list.
    await admin.users.update('usr_north_integration', { permissions: ['api_keys:read'] })
    await admin.apiKeys.create({ name: 'Inventory Sync' })
    // Tabs that lead nowhere are not offered.
    expect(await page.getByRole('navigation', { name: 'Keys by status' }).count()).toBe(0)
    await button(page, 'Check again').click()
    await page.getByRole('link', { name: 'Active', exact: true }).click()
    await see(row(page, /Inventory Sync/))
  })
}

test('loaded keys stay visible while the server is unreachable', async () => {
  const { enter, client, context } = await worldOf('account-keys')
  await ((await client()).apiKeys.create as (key: { name: string }) => Promise<unknown>)({ name: 'Inventory Sync' })
  const page = await enter()
  await see(row(page, /Inventory Sync/))
  await context.setOffline(true)
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
  await see(page.getByText('The list may be out of date'))
  await see(row(page, /Inventory Sync/))
  await expectAccessible(page, 'stale')
  await context.setOffline(false)
  await page.getByText('The list may be out of date').waitFor({ state: 'detached' })
})

test('an unsupported server is reported', async () => {
  const { context, server } = await worldOf('standard')
  await context.route('**/', (route, request) =>
    request.resourceType() === 'fetch' ? route.fulfill({ json: { title: 'Another shop' } }) : route.fallback(),
  )
  const page = await context.newPage()
  await page.goto(server.url)
  await see(page.getByText('which this page does not support'))
  await see(button(page, 'Try again'))
  expect(await page.getByRole('main').count()).toBe(1)
})
