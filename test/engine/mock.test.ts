import { describe, expect, test } from 'vitest'
import { type Contract, createMock, type Exchange } from '../../mock/index.ts'
import { editedContract } from './edited-contract.ts'

const ME = 'http://shop.test/api/v1/me'

describe('createMock', () => {
  test('defaults to the standard system, at any origin', async () => {
    const mock = createMock()
    expect(mock.contract.system).toBe('standard')
    for (const input of [ME, new URL(ME), new Request(ME), 'https://elsewhere.test:8443/api/v1/me'])
      expect((await mock.fetch(input)).status).toBe(401)
  })

  test('accepts the arguments of fetch', async () => {
    const mock = createMock({ system: 'warehouse' })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@north.example', password: 'password' }),
    }
    for (const input of ['http://shop.test/api/v1/sessions', new Request('http://shop.test/api/v1/sessions')])
      expect((await mock.fetch(input, init)).status).toBe(201)
  })

  test('throws for an unknown system, including names of Object.prototype', () => {
    for (const system of ['nothing', 'constructor', '__proto__'])
      expect(() => createMock({ system: system as 'standard' })).toThrow(
        /There is no system ".*". The systems are standard, /,
      )
  })

  test('throws for an invalid time', () => {
    for (const now of ['', 'now', '2026', '2026-01-01', '2026-02-30T00:00:00Z'])
      expect(() => createMock({ now })).toThrow(RangeError)
  })

  test('accepts an OpenAPI document, and throws if the contract is empty or null', () => {
    expect(createMock({ contract: { openapi: '3.1.1', paths: {} } }).contract.operations).toEqual([])
    for (const contract of [{}, null])
      expect(() => createMock({ contract: contract as unknown as Contract })).toThrow(
        /must be an OpenAPI document as a value, or a compact contract/,
      )
  })

  test('accepts a custom contract and reports each exchange', async () => {
    const exchanges: Exchange[] = []
    const contract = editedContract(contract => Object.assign(contract, { basePath: '/shop' }))
    const mock = createMock({ contract, onExchange: exchange => exchanges.push(exchange) })
    await mock.fetch('http://shop.test/shop/me')
    expect(exchanges).toMatchObject([{ operation: 'getMe', status: 401, refusal: { code: 'missing_credentials' } }])
  })

  test('stops its clock at the given time, and defaults to the real time', () => {
    expect(String(createMock({ now: '2026-01-01T01:00:00+01:00' }).clock)).toBe('2026-01-01T00:00:00.000Z')
    const before = Date.now()
    expect(createMock().clock.now).toBeGreaterThanOrEqual(before)
  })
})
