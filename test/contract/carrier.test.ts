import { describe, expect, test } from 'vitest'
import { credentialParts } from '../../openapi/contract/carrier.ts'

describe('a credential is written', () => {
  test.each([
    [{ in: 'bearer' } as const, { headers: { Authorization: 'Bearer K' }, query: {} }],
    [{ in: 'basic' } as const, { headers: { Authorization: `Basic ${btoa('K:')}` }, query: {} }],
    [{ in: 'header', name: 'X-Key' } as const, { headers: { 'X-Key': 'K' }, query: {} }],
    [
      { in: 'header', name: 'Authorization', prefix: 'ApiKey' } as const,
      { headers: { Authorization: 'ApiKey K' }, query: {} },
    ],
    [{ in: 'query', name: 'key' } as const, { headers: {}, query: { key: 'K' } }],
  ])('for the carrier %j', (carrier, parts) => {
    expect(credentialParts(carrier, 'K')).toEqual(parts)
  })
})
