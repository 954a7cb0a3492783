/** A page that uses axios, which sends its requests with XMLHttpRequest in jsdom. */
import axios from 'axios'
import { createMock } from 'latchkey/mock'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

const mock = createMock()
const server = setupServer(...mock.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  server.resetHandlers()
  mock.reset()
})
afterAll(() => server.close())

/** The page and its API have one origin. */
const shop = () =>
  axios.create({ baseURL: new URL('/api/v1', location.href).href, headers: mock.signIn('admin').headers })

test('keys are created and listed', async () => {
  const { data: key } = await shop().post('/api-keys', { name: 'Sync' })
  expect(key.secret).toMatch(/^lk_/)
  expect((await shop().get('/api-keys')).data.data).toMatchObject([{ name: 'Sync' }])
  expect(mock.requests[0]).toMatchObject({ operation: 'createApiKey', body: { name: 'Sync' } })
})

test('an error response is an error of axios', async () => {
  mock.fail('listApiKeys', { status: 503 })
  await expect(shop().get('/api-keys')).rejects.toMatchObject({ response: { status: 503 } })
})
