/** The dialog that shows a secret once: it cannot be closed by accident, and leaves no trace of the secret. */
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, dialog, gone, row, see, takeSecret, tryKey, worldOf } from './world.ts'

async function showSecret(page: Page) {
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await button(form, 'Generate key').click()
  const box = dialog(page, 'Copy your key now')
  await see(box)
  return { box, secret: await box.locator('.secret-box code').innerText() }
}

test('neither repeated Escape nor a click outside closes the dialog', async () => {
  const { enter } = await worldOf('account-keys')
  const page = await enter()
  const { box, secret } = await showSecret(page)
  for (let time = 0; time < 5; time++) await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  await see(box.getByText(secret))
  expect(await button(box, 'Done').isDisabled()).toBe(true)
})

test('navigating back and reloading do not lose the secret', async () => {
  const { enter } = await worldOf('standard')
  const page = await enter()
  await button(page, 'Try a key').click()
  const { box, secret } = await showSecret(page)
  await page.goBack()
  await see(box.getByText(secret))
  await expect.poll(() => new URL(page.url()).search).toBe('?panel=try')

  const asked = new Promise<string>(resolve =>
    page.once('dialog', async question => {
      resolve(question.type())
      await question.dismiss()
    }),
  )
  // A reload that the user cancels never finishes.
  void page.reload({ timeout: 1000 }).catch(() => {})
  expect(await asked).toBe('beforeunload')
  await see(box.getByText(secret))
})

test('navigating back is blocked while the key is being created', async () => {
  const { enter, server } = await worldOf('standard')
  const page = await enter()
  await button(page, 'Try a key').click()
  let answer = () => {}
  const gate = new Promise<void>(resolve => {
    answer = resolve
  })
  server.intercept(async request => {
    if (request.method === 'POST') await gate
    return undefined
  })
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Inventory Sync')
  await button(form, 'Generate key').click()
  await see(form.getByText('Generating…'))
  await page.goBack()
  answer()
  await takeSecret(page)
  await see(row(page, /Inventory Sync/))
  await expect.poll(() => new URL(page.url()).search).toBe('?panel=try')
  await page.goBack()
  await expect.poll(() => new URL(page.url()).search).toBe('')
})

test('after a successful copy the dialog can be closed', async () => {
  const { enter, context } = await worldOf('account-keys')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await enter()
  const { box, secret } = await showSecret(page)
  await button(box, 'Copy').click()
  await see(box.getByRole('status').filter({ hasText: 'Copied.' }))
  await expect.poll(() => box.getByLabel('I have saved it').isChecked()).toBe(true)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  await button(box, 'Done').click()
  await gone(box)
})

test('a line for .env counts as a copy, a line without the secret does not, and a first request shows what happens', async () => {
  const { enter, context } = await worldOf('warehouse')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await enter()
  await button(page, 'Generate key').click()
  await button(dialog(page, 'Generate an API key'), 'Generate key').click()
  const box = dialog(page, 'Copy your key now')
  const secret = await box.locator('.secret-box code').innerText()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())

  await box.getByRole('tab', { name: 'curl' }).click()
  await button(box, 'Copy these lines').click()
  await expect.poll(copied).toMatch(/ -H "Authorization: ApiKey \$LATCHKEY_API_KEY"$/)
  expect(await button(box, 'Done').isDisabled()).toBe(true)
  await box.getByRole('tab', { name: '.env' }).click()
  await button(box, 'Copy these lines').click()
  await expect.poll(copied).toBe(`LATCHKEY_API_KEY=${secret}`)
  await expect.poll(() => button(box, 'Done').isEnabled()).toBe(true)

  await button(box, 'Send a first request').click()
  await see(box.getByText('200 The key works.'))
  await button(box, 'Done').click()
  await gone(box)
})

test('the code of an error links to its documentation', async () => {
  const { enter } = await worldOf('user-keys')
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill('Later')
  await form.getByLabel('Acts as').selectOption({ index: 1 })
  await form.getByLabel('Enable the key immediately').uncheck()
  await button(form, 'Generate key').click()
  const box = dialog(page, 'Copy your key now')
  await button(box, 'Send a first request').click()
  const link = box.getByRole('link', { name: 'key_paused' })
  await see(box.getByText(/^401/))
  expect(await link.getAttribute('href')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/docs\/errors#key_paused$/)
  expect(await tryKey(page, await takeSecret(page))).toBe('401')
  await see(page.getByRole('region', { name: 'Try a key' }).getByRole('link', { name: 'key_paused' }))
})

test('if the clipboard is blocked, the key is selected, and a message explains it', async () => {
  const { open } = await worldOf('account-keys')
  const page = await open()
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.getByLabel('Password').fill('password')
  await button(page, 'Sign in').click()
  const { box, secret } = await showSecret(page)
  await button(box, 'Copy').click()
  await see(box.getByText('The browser blocked the clipboard. The key is selected: copy it manually.'))
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe(secret)
  expect(await button(box, 'Done').isDisabled()).toBe(true)
})

test('the list does not change until the dialog closes', async () => {
  const { enter } = await worldOf('account-keys')
  const page = await enter()
  const { box } = await showSecret(page)
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
  expect(await page.getByText('No keys yet').count()).toBe(1)
  await box.getByLabel('I have saved it').check()
  await button(box, 'Done').click()
  await see(row(page, /Inventory Sync/))
})

test('after the dialog has closed, the memory of the page does not contain the secret', async () => {
  const { enter, context } = await worldOf('account-keys')
  const page = await enter()
  const { box, secret } = await showSecret(page)
  // A part of the secret, so that this test's own calls do not contain the whole.
  const part = secret.slice(9, 41)
  expect(await isInMemory(page, part)).toBe(true)
  await box.getByLabel('I have saved it').check()
  await button(box, 'Done').click()
  await see(row(page, /Inventory Sync/))
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(part)
  await expect.poll(() => isInMemory(page, part)).toBe(false)

  async function isInMemory(of: Page, text: string): Promise<boolean> {
    const session = await context.newCDPSession(of)
    const chunks: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    await session.detach()
    return chunks.join('').includes(text)
  }
})
