/** The download size of the page, and its layout while it loads. `npm run paint` measures its speed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Latchkey } from 'latchkey'
import { expect, inject, test } from 'vitest'
import { button, contextOf, row, see, signIn, worldOf } from './world.ts'

const compressed = (name: string) => gzipSync(readFileSync(join(inject('page'), 'assets', name)), { level: 9 }).length
const sum = (names: readonly string[]) => names.reduce((total, name) => total + compressed(name), 0)

test('scripts and styles are at most 104 kB compressed at first, and 122 kB with all that loads later', () => {
  const files = readdirSync(join(inject('page'), 'assets')).filter(name => /\.(js|css)$/.test(name))
  const html = readFileSync(join(inject('page'), 'index.html'), 'utf8')
  const first = files.filter(name => html.includes(name))
  expect(first.length).toBeGreaterThan(1)
  expect(sum(first)).toBeLessThanOrEqual(104_000)
  expect(sum(files)).toBeLessThanOrEqual(122_000)
})

test('the sign-in form is visible before the scripts have loaded, unless somebody is signed in', async () => {
  const { enter, context } = await worldOf('standard')
  const page = await enter()
  await see(button(page, 'Sign out'))
  await context.route('**/*.js', () => {})
  const fresh = await context.newPage()
  for (const tab of [page, fresh]) await tab.goto(page.url(), { waitUntil: 'commit' })
  await see(fresh.getByText('The seeded shop has the users'))
  for (const tab of [page, fresh]) await see(tab.getByText('A mock server: nothing here is real.'))
  expect(await page.getByText('The seeded shop has the users').isVisible()).toBe(false)
  // What is typed would be lost.
  expect(await fresh.getByLabel('Password').isDisabled()).toBe(true)

  const without = await (await contextOf({ javaScriptEnabled: false })).newPage()
  await without.goto(page.url())
  await see(without.locator('.noscript'))
  expect(await without.locator('main').isVisible()).toBe(false)
})

test('the page does not contain the mock', () => {
  const folder = join(inject('page'), 'assets')
  const texts = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
  expect(texts.join()).not.toContain('North Pantry')
})

test('the licences of all packages in it go along with it', () => {
  const licenses = readFileSync(join(inject('page'), 'LICENSES.md'), 'utf8')
  for (const name of ['react', 'react-dom', 'scheduler', 'openapi-fetch']) expect(licenses).toContain(`## ${name} - `)
  expect(licenses).toContain('Meta Platforms, Inc. and affiliates')
})

test('with 1,000 keys the page shows 20 at a time, and the layout does not shift', async () => {
  const { open, mock, context } = await worldOf('account-keys')
  const options = { system: 'account-keys', baseUrl: 'http://mock.test/api/v1', fetch: mock.fetch } as const
  const credentials = { email: 'admin@north.example', password: 'password' }
  const { token } = await new Latchkey(options).sessions.create(credentials)
  const admin = new Latchkey({ ...options, session: token })
  for (let count = 1; count <= 1000; count++) await admin.apiKeys.create({ name: `Key ${count}` })

  await context.addInitScript(watch)
  const page = await open()
  await signIn(page)
  await see(row(page, /^Key 1000/))
  await page.goto(new URL('/', page.url()).href)
  await see(row(page, /^Key 1000/))
  await button(page, 'Next').click()
  await see(row(page, /^Key 980/))
  // A header, and as many keys as without the others.
  expect(await page.getByRole('row').count()).toBe(21)
  expect((await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)).shifts).toBeLessThan(0.01)
})

for (const width of [1280, 375]) {
  test(`the layout of the system with all features does not shift at ${width} pixels`, async () => {
    const { enter, client, context } = await worldOf('standard', { viewport: { width, height: 800 } })
    const admin = (await client()) as Latchkey<'standard'>
    for (let count = 1; count <= 5; count++) await admin.apiKeys.create({ name: `Key ${count}` })
    await context.addInitScript(watch)
    const page = await enter()
    await see(row(page, /^Key 5/))
    await page.reload()
    await see(row(page, /^Key 5/))
    expect((await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)).shifts).toBeLessThan(0.01)
  })
}

interface Seen {
  /** The cumulative layout shift (CLS). */
  shifts: number
}

/** Runs in the page. */
function watch(): void {
  const seen: Seen = { shifts: 0 }
  Object.assign(globalThis, { seen })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shifts += entry.value
  }).observe({ type: 'layout-shift' })
}
