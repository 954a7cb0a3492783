import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { Latchkey } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

const mock = createMock()
const server = setupServer(...mock.handlers)
beforeAll(() => server.listen())
afterEach(() => {
  server.resetHandlers()
  mock.reset()
})
afterAll(() => server.close())

const shop = who =>
  new Latchkey({ system: 'standard', baseUrl: 'https://shop.test/api/v1', session: mock.signIn(who).token })

test('a key works until it is revoked', async () => {
  const key = await shop('admin').apiKeys.create({ name: 'Sync' })
  const integration = new Latchkey({ system: 'standard', baseUrl: 'https://shop.test/api/v1', apiKey: key.secret })
  expect((await integration.products.list()).data.length).toBeGreaterThan(0)

  await shop('admin').apiKeys.revoke(key.id)
  await expect(integration.products.list()).rejects.toMatchObject({ code: 'key_revoked' })
})

test('a response of your own comes first', async () => {
  server.use(http.get('https://shop.test/api/v1/products', () => HttpResponse.json({ data: [], next_cursor: null })))
  expect((await shop('admin').products.list()).data).toEqual([])
})
