import { test as base, expect } from '@playwright/test'
import { fixtures, type MockFixtures } from 'latchkey/mock/playwright'

/** Each test has its own mock, which responds to the pages of that test, so tests can run in parallel. */
const test = base.extend<MockFixtures>(fixtures)

test('a new key is in the list, and its secret is shown', async ({ page, mock }) => {
  mock.scenario('empty')
  await page.goto('/')
  await page.getByLabel('Name').fill('Sync')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('listitem')).toHaveText('Sync')
  await expect(page.getByRole('status')).toContainText('shown only once: lk_')
})

test('at the limit, the page explains what to do', async ({ page, mock }) => {
  mock.scenario('at-limit')
  await page.goto('/')
  await expect(page.getByRole('listitem')).toHaveCount(5)
  await page.getByLabel('Name').fill('One too many')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('status')).toHaveText('5 of 5 keys are in use: revoke one first.')
  const refused = mock.requests.find(({ operation }) => operation === 'createApiKey')
  expect(refused).toMatchObject({ status: 409, refusal: { code: 'active_key_limit_reached', rule: 'limits' } })
})

test('a broken connection is retried, and the key is created once', async ({ page, mock }) => {
  mock.scenario('empty')
  mock.fail('createApiKey', { error: 'network', times: 1 })
  await page.goto('/')
  await page.getByLabel('Name').fill('Sync')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('listitem')).toHaveText(['Sync'])
})
