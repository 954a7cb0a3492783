import { expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'

test.each([-1, 65536, 1.5, Number.NaN, 'http'])('an invalid port is rejected: %s', async port => {
  await expect(serve(createMock(), { port: port as number })).rejects.toThrow(/port/)
})

test('a mock whose fetch was wrapped is served through the wrapper, which gets the request alone', async () => {
  const mock = createMock()
  const calls: unknown[][] = []
  const fetch: typeof mock.fetch = (...args) => {
    calls.push(args)
    return mock.fetch(...args)
  }
  const server = await serve({ ...mock, fetch })
  const { status } = await globalThis.fetch(`${server.url}/api/v1/me`)
  await server.close()
  expect([status, calls.map(args => args.length)]).toEqual([401, [1]])
})
