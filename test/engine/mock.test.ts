import { describe, expect, test } from 'vitest'
import { type Contract, createMock, type Exchange } from '../../mock/index.ts'
import { changed } from './helpers.ts'

const ME = 'http://shop.test/api/v1/me'

describe('createMock', () => {
  test('answers as the standard system unless told otherwise, at any origin', async () => {
    const mock = createMock()
    expect(mock.contract.system).toBe('standard')
    for (const input of [ME, new URL(ME), new Request(ME), 'https://elsewhere.test:8443/api/v1/me'])
      expect((await mock.fetch(input)).status).toBe(401)
  })

  test('takes what fetch takes', async () => {
    const mock = createMock({ system: 'warehouse' })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@north.example', password: 'password' }),
    }
    for (const input of ['http://shop.test/api/v1/sessions', new Request('http://shop.test/api/v1/sessions')])
      expect((await mock.fetch(input, init)).status).toBe(201)
  })

  test('refuses a system that does not exist, also by the name of something that every object has', () => {
    for (const system of ['nothing', 'constructor', '__proto__'])
      expect(() => createMock({ system: system as 'standard' })).toThrow(
        /There is no system ".*". The systems are standard, /,
      )
  })

  test('refuses a time that is none', () => {
    for (const now of ['', 'now', '2026', '2026-01-01', '2026-02-30T00:00:00Z'])
      expect(() => createMock({ now })).toThrow(RangeError)
  })

  test('refuses an OpenAPI document, and nothing, in place of a contract', () => {
    for (const contract of [{ openapi: '3.1.1', paths: {} }, {}, null])
      expect(() => createMock({ contract: contract as unknown as Contract })).toThrow(
        /must be a compact contract.*latchkey mock --contract/,
      )
  })

  test('takes a contract of one’s own and tells of each exchange', async () => {
    const exchanges: Exchange[] = []
    const contract = changed(contract => Object.assign(contract, { basePath: '/shop' }))
    const mock = createMock({ contract, onExchange: exchange => exchanges.push(exchange) })
    await mock.fetch('http://shop.test/shop/me')
    expect(exchanges).toMatchObject([{ operation: 'getMe', status: 401, refusal: { code: 'missing_credentials' } }])
  })

  test('stands still at the time it is given, and follows the real one otherwise', () => {
    expect(String(createMock({ now: '2026-01-01T01:00:00+01:00' }).clock)).toBe('2026-01-01T00:00:00.000Z')
    const before = Date.now()
    expect(createMock().clock.now).toBeGreaterThanOrEqual(before)
  })
})
