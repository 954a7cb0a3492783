/** "In Jest with jsdom, importing latchkey/mock throws: TextDecoder is not defined." The recipe jest-jsdom runs Jest itself. */
// Source: jestjs/jest #10431, mswjs/msw #1796
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** What jest-environment-jsdom leaves out. */
const MISSING = [
  'Request',
  'Response',
  'Headers',
  'TextDecoder',
  'TextEncoder',
  'ReadableStream',
  'fetch',
  'structuredClone',
]

beforeEach(() => {
  vi.resetModules()
  for (const name of MISSING) vi.stubGlobal(name, undefined)
})
afterEach(() => vi.unstubAllGlobals())

test('the mock can be imported, and says which globals are missing and what to set up', async () => {
  const { createMock } = await import('../../../mock/index.ts')
  expect(() => createMock()).toThrow(
    'latchkey/mock needs Request, Response, Headers, TextDecoder, ReadableStream and structuredClone, which this ' +
      'environment does not have. In Jest with jsdom, install jest-fixed-jsdom and set testEnvironment',
  )
})

test('it works as soon as they are there', async () => {
  const { createMock } = await import('../../../mock/index.ts')
  vi.unstubAllGlobals()
  const mock = createMock()
  const init = { method: 'POST', headers: { ...mock.signIn('admin').headers, 'Content-Type': 'application/json' } }
  const response = await mock.fetch('http://shop.test/api/v1/api-keys', { ...init, body: '{"name":"Sync"}' })
  expect(response.status).toBe(201)
})
