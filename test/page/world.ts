/** A shop, its page in a real browser, and what a person does there. */

import { Latchkey, type SystemId } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright'
import { expect, inject, onTestFinished } from 'vitest'
import { servePage } from './server.ts'

/** How long something may take to appear, in milliseconds. */
const PATIENCE = 10_000

/** One browser for a file of tests; each test has contexts of its own. */
const browser = chromium.connect(inject('browser'))

export async function worldOf(system: SystemId, options: BrowserContextOptions = {}) {
  const mock = createMock({ system })
  const server = await servePage(inject('page'), mock)
  onTestFinished(() => server.close())
  const context = await contextOf(options)
  const open = (path = '/') => openPage(context, server.url + path)
  /** A page that somebody is signed in on. */
  const enter = async (path = '/', role = 'admin') => {
    const page = await open(path)
    await signIn(page, role)
    return page
  }
  const baseUrl = `${server.url}/api/v1`
  /** Somebody else, who works with the API directly. */
  const client = async (role = 'admin') => {
    const guest = new Latchkey<SystemId>({ system, baseUrl })
    const { token } = await guest.sessions.create({ email: `${role}@north.example`, password: 'password' })
    return new Latchkey<SystemId>({ system, baseUrl, session: token })
  }
  return { mock, server, context, open, enter, client }
}

export async function contextOf(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await (await browser).newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options })
  context.setDefaultTimeout(PATIENCE)
  onTestFinished(() => context.close())
  return context
}

/** What Chromium itself logs of a refused request; whether it is refused rightly is for the tests to say. */
const REFUSED = /^Failed to load resource: (the server responded with a status of [45]\d\d|net::ERR_)/

/** Opens a page, which may not log an error or a warning until the test is over. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    if (isComplaint && !REFUSED.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  onTestFinished(() => expect(complaints).toEqual([]))
  await page.goto(url)
  return page
}

export async function signIn(page: Page, role = 'admin'): Promise<void> {
  await page.getByLabel('Email').fill(`${role}@north.example`)
  await page.getByLabel('Password').fill('password')
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs in above what was open when the session ended. */
export async function signInAgain(page: Page): Promise<void> {
  const ended = dialog(page, 'Your session has ended')
  await ended.getByLabel('Password').fill('password')
  await button(ended, 'Sign in').click()
  await gone(ended)
}

export const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: true })

/** The open dialog of that title. */
export const dialog = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }))

/** Waits until it can be seen. */
export const see = (locator: Locator) => locator.first().waitFor()

/** Waits until it is gone. */
export const gone = (locator: Locator) => locator.first().waitFor({ state: 'detached' })

/** The name or the text of what has the focus. */
export const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

/** The row of the list whose key is called so. */
export const row = (page: Page, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })

export const said = (page: Page, text: string | RegExp) => see(page.getByRole('status').filter({ hasText: text }))

/** Takes the secret from the dialog that shows it once, and leaves that. */
export async function takeSecret(page: Page): Promise<string> {
  const box = dialog(page, 'Copy your key now')
  await see(box)
  const secret = await box.locator('code').innerText()
  await box.getByLabel('I have saved it').check()
  await button(box, 'Done').click()
  await gone(box)
  return secret
}

/** Makes a key as the form of the system asks for it. */
export async function generate(page: Page, fill: Readonly<Record<string, string>>): Promise<string> {
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  for (const [label, value] of Object.entries(fill)) {
    const field = form.getByLabel(label)
    if ((await field.evaluate(element => element.tagName)) === 'SELECT') await field.selectOption({ label: value })
    else await field.fill(value)
  }
  await button(form, 'Generate key').click()
  return takeSecret(page)
}

/** Opens the rotation of a key that the list shows. */
export async function openRotation(page: Page, name: string): Promise<Locator> {
  await page.getByRole('link', { name, exact: true }).click()
  await button(page, 'Rotate…').click()
  return dialog(page, `Rotate ${name}`)
}

/** Takes the new secret from a rotation that shows it, and says that the application has it. */
export async function deployNewKey(steps: Locator): Promise<string> {
  const secret = await steps.locator('code').innerText()
  await steps.getByLabel('I have saved it').check()
  await button(steps, 'The application has it').click()
  return secret
}

/** Has a rotation send a request with the new key. */
export async function verifyNewKey(steps: Locator): Promise<void> {
  await button(steps, 'Send a request').click()
  await see(steps.getByText('The new key works.'))
}

/** Sends a request with a key in the panel for that, and gives the status that came back. */
export async function tryKey(page: Page, secret: string, selected?: string): Promise<string> {
  const panel = page.getByRole('region', { name: 'Try a key' })
  await panel.getByLabel('Key', { exact: true }).fill(secret)
  if (selected !== undefined) await panel.getByLabel('X-Warehouse-Id').fill(selected)
  const before = await panel
    .locator('time')
    .getAttribute('datetime', { timeout: 50 })
    .catch(() => null)
  await button(panel, 'Send').click()
  await expect.poll(() => panel.locator('time').getAttribute('datetime', { timeout: 1000 })).not.toBe(before)
  return panel.locator('.code').innerText()
}
