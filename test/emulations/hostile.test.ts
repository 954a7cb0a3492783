/** Requests that no client sends: the emulations respond to them in the dialect of their product, too. */
import { expect, test } from 'vitest'
import { createMock, type EmulationId } from '../../mock/index.ts'
import { emulate } from './emulated.ts'
import { send } from './send.ts'

const BEARER: Partial<Record<EmulationId, string>> = {
  unkey: 'Bearer unkey_exampLeRootKeyForTests',
  workos: 'Bearer sk_example_123456789',
}

/** An emulation over HTTP, with a function that sends a request with a credential. */
async function open(system: EmulationId) {
  const emulated = await emulate(system, 'HTTP')
  const authorization = BEARER[system] ?? emulated.mock.signIn('admin').headers.Authorization ?? ''
  return (method: string, path: string, body?: unknown) => send(emulated, [method, path], body, { authorization })
}

test('a member with a percent sign in its name is unknown', async () => {
  const medusa = await open('medusa')
  expect(await medusa('POST', '/admin/api-keys', { title: 'A', type: 'secret', '100%': 1 })).toMatchObject({
    status: 400,
    body: { message: "Invalid request: Unrecognized fields: '100%'" },
  })
  expect((await medusa('GET', '/admin/api-keys?%E0%A4%A=1')).status).toBe(400)
  const unkey = await open('unkey')
  expect(await unkey('POST', '/v2/keys.createKey', { apiId: 'api_payments', '%zz': 1 })).toMatchObject({
    status: 400,
    body: { error: { errors: [{ location: 'body.%zz' }] } },
  })
})

test('an id that is no Unicode text is unknown', async () => {
  const unkey = await open('unkey')
  expect((await unkey('POST', '/v2/keys.createKey', { apiId: 'api_\ud800' })).status).toBeLessThan(500)
  expect((await unkey('POST', '/v2/apis.listKeys', { apiId: '\ud800\ud800\ud800' })).status).toBeLessThan(500)
  const workos = await open('workos')
  const path = '/user_management/users/user_01EXAMPLE0ADA/api_keys'
  expect((await workos('POST', path, { name: 'A', organization_id: '\ud800' })).status).toBe(404)
})

test('a path that the product does not have is refused without holes in the text', async () => {
  const detail = expect.stringContaining('No operation at')
  expect(await (await open('medusa'))('GET', '/nope')).toMatchObject({ status: 404, body: { message: detail } })
  expect(await (await open('workos'))('GET', '/nope')).toMatchObject({ status: 404, body: { message: detail } })
  expect(await (await open('hotcakes'))('GET', '/DesktopModules/Hotcakes/API/rest/v1/nope')).toMatchObject({
    body: { Errors: [{ Description: detail }] },
  })
})

test('a page before an unknown key is empty, and none comes after it', async () => {
  const workos = await open('workos')
  const path = '/organizations/org_01EXAMPLE0NORTH/api_keys'
  await workos('POST', path, { name: 'A' })
  expect((await workos('GET', `${path}?before=nope`)).body).toMatchObject({
    data: [],
    list_metadata: { before: null, after: null },
  })
})

test('a fault has the form of the errors of the product', async () => {
  const mock = createMock({ system: 'medusa' })
  mock.fail('listApiKeys', { status: 503 })
  const response = await mock.fetch('http://localhost:9000/admin/api-keys', { headers: mock.signIn('admin').headers })
  expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/json'])
  expect(await response.json()).toEqual({ type: 'invalid_data', message: 'A fault of the mock failed this request.' })
})
