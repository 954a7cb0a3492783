import { createMock, type ScenarioName } from 'latchkey/mock'
import { startWorker } from 'latchkey/mock/browser'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { showKeys } from '../../app/key-list.ts'
import { shopOf } from '../../app/shop.ts'

const mock = createMock()
await startWorker(mock)
const root = document.createElement('main')

beforeEach(() => document.body.replaceChildren(root))
afterEach(() => mock.reset())

const show = (scenario: ScenarioName) => showKeys(root, shopOf(mock.signIn(mock.scenario(scenario).login).token))

test('a new key is in the list, and its secret is shown', async () => {
  await show('empty')
  await create('Sync')
  await expect.element(page.getByRole('listitem')).toHaveTextContent('Sync')
  await expect.element(page.getByRole('status')).toMatchTextContent(/shown only once: lk_/)
})

test('at the limit, the page explains what to do', async () => {
  await show('at-limit')
  await create('One too many')
  await expect.element(page.getByRole('status')).toHaveTextContent('5 of 5 keys are in use: revoke one first.')
})

test('the page shows that the server failed', async () => {
  await show('empty')
  mock.fail('createApiKey', { status: 503 })
  await create('Sync')
  await expect.element(page.getByRole('status')).toHaveTextContent('Something went wrong (503). Try again.')
})

async function create(name: string) {
  await userEvent.type(page.getByLabelText('Name'), name)
  await page.getByRole('button', { name: 'Create' }).click()
}
