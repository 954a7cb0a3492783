import { test as base, expect } from 'playwright/test'
import { fixtures, type MockFixtures } from '../../../mock/playwright.ts'

const test = base.extend<MockFixtures>(fixtures)
const SESSIONS = 'https://shop.test/api/v1/sessions'

test('the test’s own mock responds to all pages, even if the test does not use the fixture', async ({ page }) => {
  const answer = await page.goto('https://shop.test/api/v1/me')
  expect(answer?.status()).toBe(401)
})

test.describe('with options', () => {
  test.use({ mockOptions: { system: 'warehouse', now: '2026-01-01T00:00:00Z' } })
  test('mocks another system', async ({ page, mock }) => {
    expect(mock.contract.system).toBe('warehouse')
    await page.goto('https://shop.test/api/v1/me')
    const session = await page.evaluate(
      async ([url, body]) =>
        (await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).json(),
      [SESSIONS, '{"email":"admin@north.example","password":"password"}'] as const,
    )
    const headers = { Authorization: `Bearer ${session.token}` }
    expect((await mock.fetch('https://shop.test/api/v1/me', { headers })).status).toBe(200)
    expect(session.expires_at).toMatch(/^2026-01-01T/)
  })
})
