/** `npm run screenshots`: writes the page of each system, light and dark, wide and narrow, to docs/screenshots/. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Latchkey, type Secret, type SystemId, systemIds } from 'latchkey'
import { createMock, type Mock } from 'latchkey/mock'
import type { Browser, Page } from 'playwright'
import { launchChromium } from '../browser/chromium.ts'
import { servePage } from './server.ts'
import { toWebp } from './webp.ts'

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 375, height: 800 } }
const SCHEMES = ['light', 'dark'] as const
const NAMES = ['Reporting script', 'Nightly inventory sync', 'Zapier production']
const START = '2026-01-05T08:12:00Z'

const folder = process.argv[2] ?? join('docs', 'screenshots')

/** Creates a few keys over several days, uses each of them, and returns the secret of the last one. */
async function fill(mock: Mock, system: SystemId, baseUrl: string): Promise<string> {
  const guest = new Latchkey<SystemId>({ system, baseUrl })
  const signIn = async () => {
    const { token } = await guest.sessions.create({ email: 'admin@north.example', password: 'password' })
    return new Latchkey<SystemId>({ system, baseUrl, session: token })
  }
  const { label, limit, userChoice } = guest.system
  let last = ''
  for (const name of NAMES.slice(-(limit?.max ?? NAMES.length))) {
    const admin = await signIn()
    const body: Record<string, unknown> = {
      ...(label && { [label.field]: name }),
      ...(userChoice === 'required' && { user_id: 'usr_north_integration' }),
    }
    const { secret } = await (admin.apiKeys.create as (body: unknown) => Promise<{ secret: Secret }>)(body)
    mock.clock.advance('PT50H17M')
    await new Latchkey<SystemId>({ system, baseUrl, apiKey: secret }).me.get()
    mock.clock.advance('PT3H')
    last = secret.reveal()
  }
  return last
}

async function open(
  browser: Browser,
  mock: Mock,
  url: string,
  secret: string,
  size: keyof typeof SIZES,
  scheme: 'light' | 'dark',
): Promise<Page> {
  const page = await browser.newPage({
    viewport: SIZES[size],
    colorScheme: scheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    deviceScaleFactor: 1.5,
  })
  await page.clock.setFixedTime(mock.clock.now)
  await page.goto(url)
  await page.getByLabel('Password').fill('password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await tryKey(page, secret)
  // `document.fonts.ready` ignores fonts that have not been requested yet.
  await page.evaluate(() => Promise.all([document.fonts.load('16px Inter'), document.fonts.ready]))
  await page.mouse.move(0, 0)
  // Changes are painted in the frame after the next one.
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  return page
}

/** Clears the field afterwards, because a screenshot should not show a key. */
async function tryKey(page: Page, secret: string): Promise<void> {
  await page.getByRole('button', { name: 'Try a key' }).click()
  const panel = page.getByRole('region', { name: 'Try a key' })
  await panel.getByLabel('Key', { exact: true }).fill(secret)
  await panel.getByRole('button', { name: 'Send' }).click()
  await panel.getByRole('figure').last().waitFor()
  await panel.getByLabel('Key', { exact: true }).fill('')
  await panel.getByLabel('Key', { exact: true }).blur()
}

async function shoot(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ fullPage: true })
  writeFileSync(join(folder, `${name}.webp`), await toWebp(browser, png))
}

mkdirSync(folder, { recursive: true })
await using browser = await launchChromium()
for (const system of systemIds) {
  const mock = createMock({ system, now: START })
  const server = await servePage(join('dist', 'page'), mock)
  const secret = await fill(mock, system, `${server.url}/api/v1`)
  for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
    for (const scheme of SCHEMES) {
      const page = await open(browser, mock, server.url, secret, size, scheme)
      await shoot(page, `${system}-${scheme}${size === 'wide' ? '' : '-narrow'}`)
      await page.close()
    }
  }
  await server.close()
}
