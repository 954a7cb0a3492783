// @vitest-environment happy-dom
/** The same in happy-dom, whose XMLHttpRequest asks an API of another origin for permission first. */
import axios from 'axios'
import { createMock } from 'latchkey/mock'
import { serve } from 'latchkey/mock/node'
import { setupServer } from 'msw/node'
import { expect, onTestFinished, test } from 'vitest'

const api = (mock: ReturnType<typeof createMock>, origin: string) =>
  axios.create({ baseURL: `${origin}/api/v1`, headers: { ...mock.signIn('admin').headers } })

async function createAndRename(shop: ReturnType<typeof api>): Promise<string> {
  const { data: key, headers } = await shop.post('/api-keys', { name: 'Sync' })
  expect(headers.location).toBe(`/api/v1/api-keys/${key.id}`)
  return (await shop.patch(`/api-keys/${key.id}`, { name: 'Nightly sync' })).data.name
}

test('through setupServer', async () => {
  const mock = createMock()
  const server = setupServer(...mock.handlers)
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  expect(await createAndRename(api(mock, 'https://shop.example'))).toBe('Nightly sync')
})

test('through serve', async () => {
  const mock = createMock()
  const server = await serve(mock)
  onTestFinished(() => server.close())
  expect(await createAndRename(api(mock, server.url))).toBe('Nightly sync')
})
