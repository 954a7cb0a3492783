/** With MSW's `setupServer`, for suites that already use it. */
import { createMock } from 'latchkey/mock'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readOrders } from '../src/orders.ts'

const mock = createMock()
const server = setupServer(...mock.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  server.resetHandlers()
  mock.reset()
})
afterAll(() => server.close())

async function createKey() {
  const answer = await fetch('https://shop.test/api/v1/api-keys', {
    method: 'POST',
    headers: { ...mock.signIn('admin').headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Sync' }),
  })
  return (await answer.json()) as { id: string; secret: string }
}

test('the mock responds', async () => {
  const { secret } = await createKey()
  expect((await readOrders(secret)).length).toBeGreaterThan(0)
})

test('your own handler takes precedence', async () => {
  server.use(http.get('https://shop.test/api/v1/orders', () => HttpResponse.json({ data: [], next_cursor: null })))
  expect(await readOrders('any')).toEqual([])
})

test('the state is reset after each test', async () => {
  const { id } = await createKey()
  mock.reset()
  expect((await createKey()).id).toBe(id)
})
