/** With `latchkey/mock/vitest`: each test has its own mock, which responds to the global `fetch`, even concurrently. */
import { Latchkey } from 'latchkey'
import { test as mockTest } from 'latchkey/mock/vitest'
import { describe, expect } from 'vitest'
import { readOrders } from '../src/orders.ts'

const test = mockTest.extend('admin', ({ mock }) => {
  const { token } = mock.signIn('admin')
  return new Latchkey({ system: 'standard', baseUrl: 'https://shop.test/api/v1', session: token })
})

describe.concurrent('orders', () => {
  test('are read with a key', async ({ admin }) => {
    const { secret } = await admin.apiKeys.create({ name: 'Sync' })
    expect((await readOrders(secret.reveal())).length).toBeGreaterThan(0)
  })

  test('are not read with a revoked key', async ({ admin, mock }) => {
    const { id, secret } = await admin.apiKeys.create({ name: 'Sync' })
    await admin.apiKeys.revoke(id)
    await expect(readOrders(secret.reveal())).rejects.toThrow('does not work')
    expect(mock.requests.at(-1)?.refusal?.code).toBe('key_revoked')
  })

  test('are not read with a key that has expired', async ({ admin, mock }) => {
    const { secret } = await admin.apiKeys.create({ name: 'Sync', expires_at: inAnHour(mock.clock.now) })
    mock.clock.advance('PT61M')
    await expect(readOrders(secret.reveal())).rejects.toThrow('does not work')
  })

  test('report that the shop is down', async ({ admin, mock }) => {
    const { secret } = await admin.apiKeys.create({ name: 'Sync' })
    mock.fail('listOrders', { status: 503, times: 1 })
    await expect(readOrders(secret.reveal())).rejects.toThrow('The shop responded with 503.')
    expect((await readOrders(secret.reveal())).length).toBeGreaterThan(0)
  })
})

const inAnHour = (now: number) => new Date(now + 3_600_000).toISOString()
