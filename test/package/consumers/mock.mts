/** A module that uses the mock, with the SDK and as a server. Nothing here runs: TypeScript checks it. */
import { Latchkey } from 'latchkey'
import { createMock, type Mock } from 'latchkey/mock'
import { type ServedMock, serve } from 'latchkey/mock/node'

export async function useMock(): Promise<ServedMock> {
  const mock: Mock = createMock({ system: 'warehouse', seed: 1, now: '2026-01-01T00:00:00Z' })
  const shop = new Latchkey({ system: 'warehouse', baseUrl: 'http://shop.test/api/v1', fetch: mock.fetch })
  await shop.sessions.create({ email: 'admin@north.example', password: 'password' })
  mock.clock.advance('PT61M')
  // @ts-expect-error there is no such system
  createMock({ system: 'warehose' })
  return await serve(mock, { port: 0 })
}
