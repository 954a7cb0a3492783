/** The pages that send requests to a mock, used as a reader would. */
import type { CDPSession, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { systems } from './files.ts'
import { faultsOf, open } from './open.ts'

describe.each(systems)('try $id', ({ id, contract, facts }) => {
  const basic = facts.keySentAs.in === 'basic'
  const ends = facts.canRevoke ? 'revokeApiKey' : 'deleteApiKey'

  test('a key is created, used, revoked and rejected; every operation responds to its example', async () => {
    const { page, problems } = await open(`try/${id}.html`, {}, '#createApiKey')
    expect(await page.inputValue('[name=operation]')).toBe('createApiKey')
    expect(await send(page)).toBe('201')
    const shown = (await page.textContent('main')) ?? ''
    const secret = /"[a-z_]+_[0-9A-Za-z]{49}"/.exec(shown)?.[0].slice(1, -1) ?? ''
    expect(secret).toContain('_')

    const made = await page.$$eval('optgroup[label="Created here"] option', all =>
      all.map(one => one.textContent ?? ''),
    )
    expect(made).toHaveLength(1)
    expect(made[0]).toContain(`****${secret.slice(-4)}`)
    await page.selectOption('[name=credential]', { label: made[0] ?? '' })
    await page.selectOption('[name=operation]', 'getMe')
    expect(await send(page)).toBe('200')
    const request = (await page.textContent('pre[aria-label=Request] code')) ?? ''
    expect(request).not.toContain(secret)
    expect(request).not.toContain(btoa(`${secret}:`))
    expect(request).toContain(basic ? 'Basic base64(' : '****')

    await page.selectOption('[name=credential]', { label: 'admin@north.example' })
    await page.selectOption('[name=operation]', ends)
    expect(await send(page)).toMatch(/^20[04]$/)

    await page.selectOption('[name=credential]', { label: made[0] ?? '' })
    await page.selectOption('[name=operation]', 'getMe')
    expect(await send(page)).toBe('401')
    expect(await page.textContent('main .change')).toContain('Rejected by the rule authenticates at #/components/')
    const code = facts.canRevoke ? 'key_revoked' : 'invalid_key'
    expect(await page.getAttribute('main .change a', 'href')).toBe(`../errors.html#${code}`)

    const statuses = await page.evaluate(
      sendEach,
      contract.operations.map(({ id }) => id),
    )
    for (const [index, { id: operation, responses }] of contract.operations.entries())
      expect(Object.keys(responses), operation).toContain(statuses[index])
    expect(problems).toEqual([])
    await page.close()
  })
})

test('a page with a rejected request is accessible, in light and dark, and fits on a phone', async () => {
  const { page } = await open('try/standard.html', {}, '#createApiKey')
  await page.selectOption('[name=credential]', { label: 'none' })
  expect(await send(page)).toBe('401')
  expect(await faultsOf(page)).toEqual([])
  await page.click('.theme')
  expect(await faultsOf(page, { runOnly: ['color-contrast'] })).toEqual([])
  await page.setViewportSize({ width: 375, height: 900 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
  await page.close()
})

test('it begins with the list of keys; choices are kept in the address, and secrets are not', async () => {
  const { page } = await open('try/standard.html')
  expect(await page.inputValue('[name=operation]')).toBe('listApiKeys')
  await page.selectOption('[name=credential]', { label: 'reader@north.example' })
  await page.click('summary:has-text("Optional parameters (7)")')
  await page.fill('label:has-text("cursor") input', 'abc')
  await page.waitForURL(/#listApiKeys\?as=reader%40north\.example&cursor=abc$/)
  await page.reload()
  expect(await page.inputValue('[name=credential]')).toBe('reader@north.example')
  expect(await page.inputValue('label:has-text("cursor") input')).toBe('abc')
  expect(await page.isVisible('label:has-text("cursor") input')).toBe(true)

  await page.selectOption('[name=credential]', { label: 'admin@north.example' })
  await page.selectOption('[name=operation]', 'createApiKey')
  expect(await send(page)).toBe('201')
  const secret = /"(lk_live_\w+)"/.exec((await page.textContent('pre[aria-label=Response] code')) ?? '')?.[1] ?? ''
  await page.selectOption('[name=operation]', 'listApiKeys')
  const created = await page.textContent('optgroup[label="Created here"] option')
  await page.selectOption('[name=credential]', { label: created ?? '' })
  await page.click('[data-part=options] summary')
  await page.fill('label:has-text("cursor") input', secret)
  await page.waitForURL(/#listApiKeys$/)
  await page.fill('label:has-text("cursor") input', '')

  await page.selectOption('[name=operation]', 'createApiKey')
  await page.fill('[name=body]', '{"name":')
  expect(await send(page)).toBe('400')
  expect(await page.textContent('main .change')).toBe('Rejected by the rule body. About malformed_json')
  expect(await page.getAttribute('.chips a >> text=warehouse', 'href')).toMatch(/\/warehouse\.html#createApiKey$/)
  await page.close()
})

test('a user signs in with the password, and the new session is usable', async () => {
  const { page, problems } = await open('try/user-keys.html', {}, '#createSession')
  expect(await send(page)).toBe('201')
  const label = await page.textContent('optgroup[label="Created here"] option')
  await page.selectOption('[name=credential]', { label: label ?? '' })
  await page.selectOption('[name=operation]', 'getMe')
  expect(await send(page)).toBe('200')
  expect(await page.textContent('pre[aria-label=Response] code')).toContain('"type": "session"')
  expect(problems).toEqual([])
  await page.close()
})

test('a reference links to the page', async () => {
  const { page } = await open('reference/warehouse.html')
  await page.click('a[href="../try/warehouse.html"]')
  await page.waitForURL(/try\/warehouse\.html/)
  await page.close()
})

test('served over HTTP, the browser sends the requests, and a service worker responds from the mock', async () => {
  const { page, problems } = await open('try/warehouse.html', { place: 'server' }, '#createApiKey')
  await page.waitForSelector('[data-part=network-hint]:visible')
  const sent = page.waitForRequest(/\/docs\/try\/warehouse\/api\/v1\/api-keys$/)
  expect(await send(page)).toBe('201')
  const answer = await (await sent).response()
  expect(answer?.fromServiceWorker()).toBe(true)
  expect(await page.textContent('pre[aria-label=Response] code')).toContain('"secret": "wh_live_')

  await page.selectOption('[name=credential]', { label: 'none' })
  expect(await send(page)).toBe('401')
  expect(await page.textContent('main .change')).toContain('Rejected by the rule')
  // The browser reports every error response.
  expect(problems.filter(problem => !/\b401\b/.test(problem))).toEqual([])
  await page.close()
})

test.each<[string, (page: Page, browser: CDPSession) => Promise<unknown>]>([
  ['stopped', (_, browser) => browser.send('ServiceWorker.stopAllWorkers')],
  [
    'bypassed by a forced reload',
    (page, browser) => Promise.all([page.waitForEvent('load'), browser.send('Page.reload', { ignoreCache: true })]),
  ],
])('if the service worker was %s, the mock still responds', async (_, act) => {
  const { page, problems } = await open('try/standard.html', { place: 'server' }, '#getMe')
  await page.waitForSelector('[data-part=network-hint]:visible')
  const browser = await page.context().newCDPSession(page)
  await browser.send('ServiceWorker.enable')
  await act(page, browser)
  await page.waitForSelector('[data-part=network-hint]:visible')
  expect(await send(page)).toBe('200')
  expect(problems).toEqual([])
  await page.close()
})

test('the clock can be advanced, and the mock reset', async () => {
  const { page } = await open('try/standard.html', {}, '#getMe')
  expect(await send(page)).toBe('200')
  const clock = () => page.getAttribute('[data-part=clock]', 'datetime')
  const before = Date.parse((await clock()) ?? '')
  for (let hour = 0; hour < 13; hour++) await page.click('[name=hour]')
  expect(Date.parse((await clock()) ?? '') - before).toBeGreaterThanOrEqual(13 * 3_600_000)
  expect(await send(page)).toBe('401')
  await page.click('[name=reset]')
  expect(await send(page)).toBe('200')
  await page.close()
})

test('a body that is not JSON is sent unchanged, and rejected', async () => {
  const { page } = await open('try/standard.html', {}, '#createApiKey')
  await page.fill('[name=body]', '{"name":')
  expect(await send(page)).toBe('400')
  expect(await page.textContent('[role=status]')).toContain('malformed_json')
  await page.fill('[name=body]', '{"name":"<img src=x onerror=alert(1)>"}')
  expect(await send(page)).toBe('201')
  expect(await page.$('main img')).toBeNull()
  await page.close()
})

/** Runs in the page. Sends each operation with its initial values, each time after a reset. */
async function sendEach(operations: readonly string[]): Promise<(string | undefined)[]> {
  const choice = document.querySelector<HTMLSelectElement>('main [name=operation]')
  const statuses: (string | undefined)[] = []
  for (const operation of operations) {
    document.querySelector<HTMLButtonElement>('main [name=reset]')?.click()
    if (choice) choice.value = operation
    choice?.dispatchEvent(new Event('change'))
    document.querySelector('main [role=status]')?.replaceChildren()
    document.querySelector<HTMLButtonElement>('main button[type=submit]')?.click()
    let said: Element | null = null
    while (!said?.hasChildNodes()) {
      await new Promise(resolve => setTimeout(resolve))
      said = document.querySelector('main [role=status]')
    }
    statuses.push(said.querySelector('.status')?.textContent ?? undefined)
  }
  return statuses
}

/** @returns the status of the response */
async function send(page: Page): Promise<string> {
  await page.evaluate(() => document.querySelector('main [role=status]')?.replaceChildren())
  await page.click('main button[type=submit]')
  await page.waitForSelector('main [role=status]:not(:empty)')
  return (await page.textContent('main [role=status] .status')) ?? ''
}
