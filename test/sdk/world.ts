import { createMock } from '../../mock/index.ts'
import { type Fetch, Latchkey, type LatchkeyOptions, type SystemId } from '../../src/index.ts'
import { byRequest } from './helpers.ts'

export const systems = ['standard', 'account-keys', 'user-keys', 'store-admin', 'warehouse', 'secret-keys'] as const

/** The body that creates a key, on each system. */
export const keyBodies = {
  standard: { name: 'A' },
  'account-keys': { name: 'A' },
  'user-keys': { name: 'A', user_id: 'usr_north_admin' },
  'store-admin': {},
  warehouse: {},
  'secret-keys': { title: 'A' },
} as const

export const baseUrl = 'http://mock.example/api/v1'

/** A mock of a system, the requests that it gets, and clients of it. */
export async function worldOf<System extends SystemId>(system: System, email = 'admin@north.example') {
  const mock = createMock({ system, now: new Date().toISOString() })
  const requests: string[] = []
  const fetch: Fetch = byRequest(request => {
    requests.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`)
    return mock.fetch(request)
  })
  const client = (options: Partial<LatchkeyOptions<System>>) => new Latchkey({ system, baseUrl, fetch, ...options })
  const guest = new Latchkey<SystemId>({ system, baseUrl, fetch: mock.fetch })
  const { token } = await guest.sessions.create({ email, password: 'password' })
  const works = async (secret: string) => {
    const me = new Latchkey<SystemId>({ system, baseUrl, fetch: mock.fetch, apiKey: secret }).me
    return me.get().then(
      () => true,
      () => false,
    )
  }
  return { mock, requests, token, client, admin: client({ session: token }), works }
}
