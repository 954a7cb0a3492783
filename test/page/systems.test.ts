/** The page as `latchkey mock` serves it: the own system of the server, and the others in sandboxes. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Latchkey } from '../server/process.ts'
import { expectAccessible } from './axe.ts'
import {
  allowClearing,
  button,
  contextOf,
  dialog,
  generate,
  gone,
  openDangerZone,
  openPage,
  row,
  see,
  signIn,
  takeSecret,
  tryKey,
} from './world.ts'

let server: Latchkey
beforeAll(async () => {
  server = await Latchkey.mock('--system', 'warehouse')
})
afterAll(() => end(server))

async function end(server: Latchkey): Promise<void> {
  server.signal('SIGTERM')
  await server.ended()
}

/** Starts a server, which stops when the test ends. */
async function serverWith(...args: string[]): Promise<Latchkey> {
  const server = await Latchkey.mock(...args)
  onTestFinished(() => end(server))
  return server
}

/** The form values of each system, the way to retire a key, and the text of the list after that. */
const SYSTEMS = [
  ['warehouse', { Name: 'Dock' }, /Dock/, 'Revoke', 'No active keys'],
  ['standard', { Name: 'Dock' }, /Dock/, 'Revoke', 'No active keys'],
  ['account-keys', { Name: 'Dock' }, /Dock/, 'Delete', 'No keys yet'],
  ['secret-keys', { Title: 'Dock' }, /Dock/, 'Revoke', 'No active keys'],
  ['user-keys', { Name: 'Dock', 'Acts as': 'Ada Admin' }, /Dock/, 'Delete', 'No keys yet'],
  ['store-admin', undefined, /^hc_/, 'Delete', 'No keys yet'],
] as const

test('on every system a key is generated, used, revoked and rejected', async () => {
  const page = await openPage(await contextOf(), server.origin)
  const system = page.getByLabel('System')
  expect(await system.inputValue()).toBe('warehouse')
  expect(await system.locator('option').count()).toBe(SYSTEMS.length)
  for (const [id, fill, name, end, empty] of SYSTEMS) {
    await system.selectOption(id)
    await signIn(page)
    await see(page.getByText('No keys yet'))
    let secret: string
    if (fill) secret = await generate(page, fill)
    else {
      await button(page, 'Generate key').click()
      await button(page, /^Reveal hc_/).click()
      secret = await page.getByText(/^hc_\w{49}$/).innerText()
    }
    await see(row(page, name))
    expect([id, await tryKey(page, secret)]).toEqual([id, '200'])
    await row(page, name)
      .getByRole('button', { name: new RegExp(`^${end} `) })
      .click()
    await button(dialog(page, new RegExp(`^${end} `)), `${end} key`).click()
    await see(page.getByText(empty))
    expect([id, await tryKey(page, secret)]).toEqual([id, '401'])
  }
  // Every system keeps its state, also after a reload.
  await system.selectOption('warehouse')
  await see(button(page, 'Sign out'))
  await system.selectOption('user-keys')
  await see(button(page, 'Sign out'))
  await page.reload()
  await see(button(page, 'Sign out'))
})

test('the countdown uses the clock of the server', async () => {
  const past = await serverWith('--system', 'store-admin', '--clock', '2020-02-29T12:00:00Z')
  const page = await openPage(await contextOf(), past.origin)
  await signIn(page)
  await openDangerZone(page)
  await allowClearing(page)
  const area = page.getByRole('region', { name: 'Clear operations' })
  await see(area.getByRole('timer').filter({ hasText: /^59:\d\d left$/ }))
  expect(await area.locator('time').getAttribute('datetime')).toBe('2020-02-29T13:00:00.000Z')
  // After a reload, five minutes are left on the server.
  await past.ask('POST', '/__mock/clock', { advance: 'PT55M' })
  await page.reload()
  await see(area.getByRole('timer').filter({ hasText: /^4:\d\d left$/ }))
})

test('an expired sandbox is replaced by a new one, which asks to sign in', async () => {
  const context = await contextOf()
  const page = await openPage(context, `${server.origin}/?system=account-keys`)
  await signIn(page)
  await generate(page, { Name: 'Dock' })
  const name = 'latchkey.sandbox.account-keys'
  const id = await page.evaluate(name => sessionStorage.getItem(name), name)
  expect((await server.ask('DELETE', `/sandboxes/${id}`)).status).toBe(204)
  await page.reload()
  await signIn(page)
  await see(page.getByText('No keys yet'))
  expect(await page.evaluate(name => sessionStorage.getItem(name), name)).not.toBe(id)

  const next = await page.evaluate(name => sessionStorage.getItem(name), name)
  await button(page, 'Sign out').click()
  await server.ask('DELETE', `/sandboxes/${next}`)
  await signIn(page)
  await see(page.getByRole('heading', { name: 'Sign in' }))
  await signIn(page)
  await see(page.getByText('No keys yet'))
})

test('if the sandbox expires while something is typed, the page says so and keeps it', async () => {
  const page = await openPage(await contextOf(), `${server.origin}/?system=account-keys`)
  await signIn(page)
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Dock')
  const id = await page.evaluate(() => sessionStorage.getItem('latchkey.sandbox.account-keys'))
  await server.ask('DELETE', `/sandboxes/${id}`)
  await button(form, 'Generate key').click()
  const lost = dialog(page, 'Your sandbox has expired')
  await lost.getByLabel('Password').fill('password')
  await button(lost, 'Sign in').click()
  await gone(lost)
  expect(await form.getByLabel('Name').inputValue()).toBe('Dock')
  expect(await page.getByText('There is no such sandbox').count()).toBe(0)
  await button(form, 'Generate key').click()
  await takeSecret(page)
  await see(row(page, /Dock/))
})

test("if the server has no room for a sandbox, the page reports it, and the server's own system still works", async () => {
  const full = await serverWith('--max-sandboxes', '1')
  const kept = await full.ask('POST', '/sandboxes')
  const page = await openPage(await contextOf(), full.origin)
  await page.getByLabel('System').selectOption('warehouse')
  await see(page.getByText('(--max-sandboxes)'))
  await see(page.getByText('Try again after'))
  await expectAccessible(page, 'no room')
  await full.ask('DELETE', new URL(kept.body.url).pathname)
  await button(page, 'Try again').click()
  await see(page.getByRole('heading', { name: 'Sign in' }))

  await page.getByLabel('System').selectOption('secret-keys')
  await see(page.getByText('Secret keys is not available'))
  await page.getByRole('link', { name: 'Use Standard' }).click()
  await see(page.getByRole('heading', { name: 'Sign in' }))
})

test.each([
  ['allows no sandboxes', '--max-sandboxes', '0'],
  ['requires a token for sandboxes', '--host', '0.0.0.0'],
])('a server that %s offers only its own system', async (_, ...args) => {
  const alone = await serverWith(...args)
  const page = await openPage(await contextOf(), `http://127.0.0.1:${new URL(alone.origin).port}`)
  await signIn(page)
  expect(await page.getByLabel('System').locator('option').allInnerTexts()).toEqual(['Standard'])
})
