import { createMock } from 'latchkey/mock'
import { setupWorker } from 'msw/browser'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { showKeys } from '../../app/key-list.ts'
import { shopOf } from '../../app/shop.ts'

const mock = createMock()
const worker = setupWorker(...mock.handlers)
const root = document.createElement('main')

beforeAll(() => worker.start({ quiet: true }))
beforeEach(() => document.body.replaceChildren(root))
afterEach(() => mock.reset())
afterAll(() => worker.stop())

const show = (who: string) => showKeys(root, shopOf(mock.signIn(who).token))

test('a new key is in the list, and its secret is shown', async () => {
  mock.scenario('empty')
  await show('admin')
  await create('Sync')
  await expect.element(page.getByRole('listitem')).toHaveTextContent('Sync')
  await expect.element(page.getByRole('status')).toHaveTextContent('shown this once: lk_')
})

test('at the limit the page says what to do', async () => {
  mock.scenario('at-limit')
  await show('admin')
  await create('One too many')
  await expect.element(page.getByRole('status')).toHaveTextContent('5 of 5 keys are active: revoke one first.')
})

test('when the server fails, the page says so', async () => {
  await show('admin')
  mock.fail('createApiKey', { status: 503 })
  await create('Sync')
  await expect.element(page.getByRole('status')).toHaveTextContent('Something went wrong (503). Try again.')
})

async function create(name: string) {
  await userEvent.type(page.getByLabelText('Name'), name)
  await page.getByRole('button', { name: 'Create' }).click()
}
