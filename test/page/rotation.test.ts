/** A rotation that has not ended is visible at both keys, and so is a secret that nobody has saved, also after a reload. */
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import { button, deployNewKey, dialog, gone, rotating, row, said, see, tryKey, verifyNewKey, worldOf } from './world.ts'

const redactedIn = (text: string) => text.slice(-4)

/** Leaves the page although it asks to stay. */
async function leave(page: Page, how: () => Promise<unknown>): Promise<void> {
  page.once('dialog', question => void question.accept())
  await how()
}

test('a retiring key shows its time, links its successor, and can be ended now', async () => {
  const { page, mock, old, steps } = await rotating('standard')
  await steps.getByLabel('The old key keeps working').selectOption({ label: 'For another hour' })
  await button(steps, 'Generate the new key').click()
  const fresh = await deployNewKey(steps)
  await verifyNewKey(steps)
  await button(steps, 'Done').click()
  await see(page.getByText(`Replaces lk_live_****${redactedIn(old)}, which still works. Never used.`))
  await page.getByRole('link', { name: 'API keys' }).click()
  await see(row(page, /Inventory Sync/).getByText(`Replaces lk_live_****${redactedIn(old)}`))
  await page.setViewportSize({ width: 375, height: 800 })
  expect((await row(page, /Inventory Sync/).boundingBox())?.height).toBeLessThan(130)
  await page.setViewportSize({ width: 1280, height: 800 })

  mock.clock.advance('PT2M')
  await page.getByRole('link', { name: 'Retiring', exact: true }).click()
  const retiring = row(page, /Inventory Sync/)
  await see(retiring.getByText('Retiring, 58 min left', { exact: true }))
  await page.reload()
  await see(retiring.getByText('Retiring, 58 min left', { exact: true }))
  await expectAccessible(page, 'retiring')
  await retiring.getByRole('link', { name: `lk_live_****${redactedIn(fresh)}` }).click()
  const end = button(page, `End old key: lk_live_****${redactedIn(old)}`)
  await end.click()
  const asked = dialog(page, 'Revoke Inventory Sync?')
  await see(asked.getByText(`lk_live_****${redactedIn(old)}`, { exact: true }))
  await button(asked, 'Revoke key').click()
  await said(page, 'Inventory Sync was revoked.')
  await gone(page.getByText('Replaces lk_live_'))
  expect([await tryKey(page, old), await tryKey(page, fresh)]).toEqual(['401', '200'])
})

test('when its time is up, a retiring key is shown as revoked, and an expiring one as expired', async () => {
  const { open, client, mock } = await worldOf('standard')
  const admin = await client()
  if (!('rotate' in admin.apiKeys && 'cancelRotation' in admin.apiKeys)) throw new Error('This is another system.')
  const { id } = await admin.apiKeys.create({ name: 'Inventory Sync' })
  await admin.apiKeys.rotate(id, { grace_seconds: 3600 })
  await admin.apiKeys.create({ name: 'Report', expires_at: new Date(mock.clock.now + 2 * 3_600_000).toISOString() })
  const page = await open(`/?key=${id}`)
  await page.clock.install({ time: mock.clock.now })
  await page.getByLabel('Password').fill('password')
  await button(page, 'Sign in').click()
  await see(page.getByText(/^Retiring, (59|60) min left$/))
  mock.clock.advance('PT1H')
  const revoked = page.locator('.status').filter({ hasText: 'Revoked' })
  await hourLater(page, () => revoked.isVisible())

  await page.getByRole('link', { name: 'API keys' }).click()
  await see(row(page, /Report/))
  mock.clock.advance('PT1H')
  await hourLater(page, () => row(page, /Report/).isHidden())
  await page.getByRole('link', { name: 'Expired', exact: true }).click()
  await see(row(page, /Report/))
})

/** Moves the clock of a page, which may not have begun to look at it: again and again, until it shows a change. */
async function hourLater(page: Page, isChanged: () => Promise<boolean>): Promise<void> {
  await page.clock.fastForward('01:00:30')
  const look = async () => {
    await page.clock.fastForward('00:16')
    return isChanged()
  }
  await expect.poll(look, { interval: 1000 }).toBe(true)
}

test('the last step says that somebody else has ended the old key', async () => {
  const { client, steps } = await rotating('account-keys')
  await button(steps, 'Generate the new key').click()
  await deployNewKey(steps)
  await see(steps.getByText('The old key was not used since the new one was created.'))
  const admin = await client()
  if (!('inventory' in admin)) throw new Error('This is another system.')
  const [, old] = (await admin.apiKeys.list()).data
  await admin.apiKeys.delete(old?.id ?? '')
  await see(steps.getByText('The old key no longer works: somebody else has ended it'))
})

test('the last step says whether the old key is in use, and an interrupted rotation can be ended later', async () => {
  const { page, server, old, steps } = await rotating('account-keys')
  await button(steps, 'Generate the new key').click()
  const fresh = await deployNewKey(steps)
  await see(steps.getByText('The old key was not used since the new one was created.'))
  await fetch(`${server.url}/api/v1/me`, { headers: { Authorization: `Bearer ${old}` } })
  await see(steps.getByText('The old key was used after the new one was created: a program still has it.'))
  await verifyNewKey(steps)

  await leave(page, () => page.goto(server.url))
  const [one, two] = [redactedIn(old), redactedIn(fresh)]
  await see(row(page, new RegExp(`\\*${one}.*Replaced by ck_live_\\*{4}${two}`)))
  const replacing = row(page, new RegExp(`\\*${two}.*Replaces ck_live_\\*{4}${one}`))
  await see(replacing)
  expect(await page.evaluate(() => Object.values(sessionStorage).join())).not.toMatch(/ck_live/)
  await button(replacing, `End old key: ck_live_****${one}`).click()
  await button(dialog(page, 'Delete Inventory Sync?'), 'Delete key').click()
  await said(page, 'Inventory Sync was deleted.')
  await gone(page.getByText('Replaces ck_live_'))
  expect([await tryKey(page, old), await tryKey(page, fresh)]).toEqual(['401', '200'])
})

test('a secret that was lost by a reload is marked, and the key can be replaced', async () => {
  const { enter } = await worldOf('warehouse')
  const page = await enter()
  const lose = async () => {
    await button(page, 'Generate key').click()
    await button(dialog(page, 'Generate an API key'), 'Generate key').click()
    await see(dialog(page, 'Copy your key now'))
    await leave(page, () => page.reload())
  }
  const lost = page.getByText('The secret may be lost: never used, created just now')
  await lose()
  await see(lost)
  await expectAccessible(page, 'lost')
  await button(page, 'I have it').click()
  await gone(lost)
  await button(page, /^Revoke wh_live/).click()
  await button(page.getByRole('alertdialog'), 'Revoke key').click()
  await see(page.getByText('No active keys'))

  await lose()
  await button(page, 'Replace it…').click()
  const steps = page.getByRole('dialog')
  await button(steps, 'Generate the new key').click()
  const fresh = await deployNewKey(steps)
  await verifyNewKey(steps)
  await button(steps, 'Revoke the old key').click()
  await see(page.getByRole('heading', { name: `wh_live_****${redactedIn(fresh)}` }))
  await page.getByRole('link', { name: 'API keys' }).click()
  await see(row(page, new RegExp(redactedIn(fresh))))
  expect(await page.getByRole('rowheader').count()).toBe(1)
  expect(await lost.count()).toBe(0)
})
