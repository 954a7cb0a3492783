/** Operations of contracts with keywords that need no credentials, and lists below another record. */
import { describe, expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { editedContract } from './edited-contract.ts'

describe('an operation that needs no credentials', () => {
  const open = (id: string) =>
    createMock({
      contract: editedContract(({ operations }) => {
        for (const operation of operations) if (operation.id === id) operation.security = []
      }),
    })

  test('lists no records of an account', async () => {
    const response = await open('listProducts').fetch('http://localhost/api/v1/products')
    expect([response.status, await response.json()]).toEqual([200, { data: [], next_cursor: null }])
  })

  test('finds no record of an account', async () => {
    const response = await open('getProduct').fetch('http://localhost/api/v1/products/prod_north_espresso')
    expect(response.status).toBe(404)
  })
})

test('a list below a parent holds the records of that parent, and a record is created there', async () => {
  const contract = editedContract(({ operations }) => {
    for (const operation of operations)
      if (operation.id === 'listApiKeys' || operation.id === 'createApiKey')
        operation.path = '/users/{user_id}/api-keys'
  })
  const mock = createMock({ contract })
  const { headers } = mock.signIn('admin')
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await mock.fetch(`http://localhost/api/v1/users/${path}/api-keys`, { headers, ...init })
    return { status: response.status, body: await response.json() }
  }
  const json = { ...headers, 'Content-Type': 'application/json' }
  const created = await ask('usr_north_reader', { method: 'POST', headers: json, body: '{"name":"Sync"}' })
  expect([created.status, created.body.user_id]).toEqual([201, 'usr_north_reader'])
  expect((await ask('usr_north_reader')).body.data.map(({ id }: { id: string }) => id)).toEqual([created.body.id])
  expect((await ask('usr_north_admin')).body.data).toEqual([])
})
