/** Keys in the forms of other products stay out of logs and snapshots, as our own do. */
import { expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

test('a key and a session of medusa, however they are sent', async () => {
  const mock = createMock({ system: 'medusa' })
  const { headers, token: session } = mock.signIn('admin')
  const url = 'http://localhost:9000/admin/api-keys'
  const body = JSON.stringify({ title: 'Sync', type: 'secret' })
  const created = await mock.fetch(url, { method: 'POST', headers: { ...headers, ...JSON_TYPE }, body })
  const { api_key } = (await created.json()) as { readonly api_key: { readonly token: string } }
  const { token } = api_key
  const encoded = btoa(`${token}:`)
  for (const credentials of [token, encoded]) {
    const authorization = `Basic ${credentials}`
    expect((await mock.fetch(`${url}?token=${token}`, { headers: { authorization } })).status).toBe(200)
  }
  const kept = JSON.stringify([mock.requests, mock.snapshot()])
  for (const secret of [token, encoded, session]) expect(kept).not.toContain(secret)
})

test('a key of hotcakes in the query', async () => {
  const mock = createMock({ system: 'hotcakes' })
  const key = '1-0f8fad5b-d9cb-469f-a165-70867728950e'
  await mock.fetch(`http://localhost/DesktopModules/Hotcakes/API/rest/v1/categories/?key=${key}`)
  expect(mock.requests).toHaveLength(1)
  expect(JSON.stringify(mock.requests)).not.toContain(key)
})
