/** How much the page loads, and how it behaves with many keys. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Latchkey } from 'latchkey'
import { expect, inject, test } from 'vitest'
import { button, row, see, signIn, worldOf } from './world.ts'

test('scripts and styles are at most 100 kB, compressed, and the mock is not among them', () => {
  const folder = join(inject('served'), 'assets')
  const files = readdirSync(folder).filter(name => /\.(js|css)$/.test(name))
  expect(files).toHaveLength(2)
  const bytes = files.map(name => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length)
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(100_000)
  expect(files.map(name => readFileSync(join(folder, name), 'utf8')).join()).not.toContain('North Pantry')
})

test('with 1,000 keys nothing shifts, and no task is long', async () => {
  const { open, client } = await worldOf('account-keys')
  const admin = (await client()) as Latchkey<'account-keys'>
  for (let count = 1; count <= 1000; count++) await admin.apiKeys.create({ name: `Key ${count}` })
  const page = await open()
  await page.evaluate(() => {
    Object.assign(globalThis, { shifts: 0, longest: 0 })
    const seen = globalThis as unknown as { shifts: number; longest: number }
    new PerformanceObserver(list => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shifts += entry.value
    }).observe({ type: 'layout-shift' })
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
    }).observe({ type: 'longtask' })
  })
  await signIn(page)
  await see(row(page, /^Key 1000/))
  expect(await page.getByRole('row').count()).toBe(21)
  await button(page, 'Next').click()
  await see(row(page, /^Key 980/))
  await page.waitForTimeout(100)
  const { shifts, longest } = await page.evaluate(() =>
    (({ shifts, longest }) => ({ shifts, longest }))(globalThis as unknown as { shifts: number; longest: number }),
  )
  expect(shifts).toBeLessThan(0.01)
  expect(longest).toBe(0)
})
