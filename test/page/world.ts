/** A shop, its page in a real browser, and the actions of a user. */

import { Latchkey, type SystemId } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright'
import { expect, inject, onTestFinished } from 'vitest'
import { servePage } from './server.ts'

/** The timeout for an element to appear, in milliseconds. */
const TIMEOUT = 30_000

/** One browser per test file. Each test creates its own contexts. */
const browser = chromium.connect(inject('browser'))

export async function worldOf(system: SystemId, options: BrowserContextOptions = {}) {
  const mock = createMock({ system })
  const server = await servePage(inject('page'), mock)
  onTestFinished(() => server.close())
  const context = await contextOf(options)
  const open = (path = '/') => openPage(context, server.url + path)
  /** Opens a page and signs in. */
  const enter = async (path = '/', role = 'admin') => {
    const page = await open(path)
    await signIn(page, role)
    return page
  }
  const baseUrl = `${server.url}/api/v1`
  /** A client that uses the API directly. */
  const client = async (role = 'admin') => {
    const guest = new Latchkey<SystemId>({ system, baseUrl })
    const { token } = await guest.sessions.create({ email: `${role}@north.example`, password: 'password' })
    return new Latchkey<SystemId>({ system, baseUrl, session: token })
  }
  /** Ends all sessions when the first such request arrives, so that no request in the background is the first to hear. */
  const endSessionsAt = (isIt: (request: Request) => boolean) => {
    let haveEnded = false
    server.intercept(request => {
      if (!haveEnded && isIt(request)) {
        haveEnded = true
        mock.clock.advance('PT13H')
      }
      return undefined
    })
  }
  return { mock, server, context, open, enter, client, endSessionsAt }
}

export async function contextOf(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await (await browser).newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options })
  context.setDefaultTimeout(TIMEOUT)
  onTestFinished(() => context.close())
  return context
}

/** Chromium's own message for an error response. The tests check whether the response is expected. */
const ERROR_RESPONSE = /^Failed to load resource: (the server responded with a status of [45]\d\d|net::ERR_)/

/** Opens a page. The test fails if the page logs an error or a warning. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    if (isComplaint && !ERROR_RESPONSE.test(message.text())) complaints.push(message.text())
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

/** Signs in again after the session has ended. */
export async function signInAgain(page: Page): Promise<void> {
  const ended = dialog(page, 'Your session has ended')
  await ended.getByLabel('Password').fill('password')
  await button(ended, 'Sign in').click()
  await gone(ended)
}

export const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: true })

/** The open dialog with this title. */
export const dialog = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }))

/** Waits until the element is visible. */
export const see = (locator: Locator) => locator.first().waitFor()

/** Waits until the element is removed. */
export const gone = (locator: Locator) => locator.first().waitFor({ state: 'detached' })

/** Waits until the element with this label or text has the focus, which can move after the page has changed. */
export async function focusIsOn(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
  await expect.poll(focused).toBe(name)
}

/** Waits until the element has the focus. */
export const hasFocus = (locator: Locator) =>
  expect.poll(() => locator.evaluate(element => element === document.activeElement)).toBe(true)

/** The row of the key with this name. */
export const row = (page: Page, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })

/** Waits for a message. Its element has no size if a popover shows it. */
export const said = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' })

/** Reads the secret from its dialog, and closes the dialog. */
export async function takeSecret(page: Page): Promise<string> {
  const box = dialog(page, 'Copy your key now')
  await see(box)
  const secret = await box.locator('.secret-box code').innerText()
  await box.getByLabel('I have saved it').check()
  await button(box, 'Done').click()
  await gone(box)
  return secret
}

/**
 * Selects the option with this name. More can follow in brackets, such as the email of a user. It is selected by its
 * value: the text of an option can change while the page loads the rest of it.
 */
export async function choose(select: Locator, name: string): Promise<void> {
  let value: string | undefined
  const find = async () => {
    value = await select
      .locator('option')
      .evaluateAll(
        (all, text) => (all as HTMLOptionElement[]).find(({ label }) => `${label} (`.startsWith(`${text} (`))?.value,
        name,
      )
    return value
  }
  await expect.poll(find, { message: `an option ${name}` }).toBeDefined()
  await select.selectOption({ value: value as string })
}

/** Creates a key with the form of the system, and returns its secret. */
export async function generate(page: Page, fill: Readonly<Record<string, string>>): Promise<string> {
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  for (const [label, value] of Object.entries(fill)) {
    const field = form.getByLabel(label)
    if ((await field.evaluate(element => element.tagName)) === 'SELECT') await choose(field, value)
    else await field.fill(value)
  }
  await button(form, 'Generate key').click()
  return takeSecret(page)
}

/** Opens the rotation dialog of a key in the list. */
export async function openRotation(page: Page, name: string): Promise<Locator> {
  await page.getByRole('link', { name, exact: true }).click()
  await button(page, 'Rotate…').click()
  return dialog(page, `Rotate ${name}`)
}

/** A page with a key, and the open dialog of its rotation. */
export async function rotating(system: SystemId) {
  const world = await worldOf(system)
  const page = await world.enter()
  const old = await generate(page, { Name: 'Inventory Sync' })
  return { ...world, page, old, steps: await openRotation(page, 'Inventory Sync') }
}

/** Reads the new secret from a rotation, and confirms that the application is updated. */
export async function deployNewKey(steps: Locator): Promise<string> {
  const secret = await steps.locator('.secret-box code').innerText()
  await steps.getByLabel('I have saved it').check()
  await button(steps, 'The application is updated').click()
  return secret
}

/** Sends a request with the new key of a rotation. */
export async function verifyNewKey(steps: Locator): Promise<void> {
  await button(steps, 'Send a request').click()
  await see(steps.getByText('The new key works.'))
}

/** The panel "Try a key". The details of a key have it; next to the list, a button opens it. */
export async function tryPanel(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Try a key' })
  const opener = button(page, 'Try a key')
  await see(panel.or(opener))
  if ((await panel.count()) === 0) await opener.click()
  await see(panel)
  return panel
}

/** Opens the page with the clear operations. */
export const openDangerZone = (page: Page) => page.getByRole('link', { name: 'Danger zone' }).click()

/** Allows clear operations. */
export async function allowClearing(page: Page): Promise<void> {
  await button(page, 'Allow clear operations').click()
  await button(dialog(page, 'Allow clear operations?'), 'Allow for 60 minutes').click()
  await see(page.getByRole('timer'))
}

/** Types what the dialog asks for, and deletes all records of a resource. */
export async function confirmClearing(asked: Locator, resource: string): Promise<void> {
  const input = asked.getByLabel(/^Type .+ to confirm$/)
  const [, phrase = ''] = /Type (.+) to confirm/.exec(await input.locator('..').innerText()) ?? []
  await input.fill(phrase)
  await button(asked, `Delete all ${resource}`).click()
}

/** Sends a request with a key in the panel "Try a key", and returns the status. */
export async function tryKey(page: Page, secret: string, selected?: string): Promise<string> {
  const panel = await tryPanel(page)
  await panel.getByLabel('Key', { exact: true }).fill(secret)
  if (selected !== undefined) await panel.getByLabel('X-Warehouse-Id').fill(selected)
  /** The time of the last response, or nothing before the first one. */
  const times = () => panel.locator('time').evaluateAll(all => all.map(time => time.getAttribute('datetime')))
  const before = await times()
  await button(panel, 'Send').click()
  await expect.poll(times).not.toEqual(before)
  return panel.locator('.code').innerText()
}
