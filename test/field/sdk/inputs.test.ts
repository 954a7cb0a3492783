/** Values that may be undefined, as `exactOptionalPropertyTypes` sees them. The compiler checks these tests too. */
import { expect, it, vi } from 'vitest'
import { type Fetch, Latchkey, type RotateOptions } from '../../../src/index.ts'
import { baseUrl } from '../../sdk/world.ts'

function maybe<Value>(_value: Value): Value | undefined {
  return undefined
}

// Source: aws/aws-sdk-js-v3 #4017
it('takes undefined in queries, bodies and options, and sends none of it', async () => {
  const fetch = vi.fn<Fetch>(async () => Response.json({ data: [], next_cursor: null }))
  const shop = new Latchkey({ system: 'standard', baseUrl, fetch, timeout: maybe(1), logger: maybe(console) })
  const options = {
    signal: maybe(AbortSignal.abort()),
    cache: maybe('no-store' as const),
    headers: { 'X-A': maybe('a') },
  }
  await shop.orders.list({ status: maybe('open' as const), limit: maybe(5) }, { ...options, maxItems: maybe(3) })
  await shop.apiKeys.update('key_1', { name: maybe('A'), enabled: maybe(true) }, options)
  await shop.apiKeys.create({ name: 'A', user_id: maybe('usr_1') }, { idempotencyKey: maybe('once') })
  await shop.fetch.GET('/orders', { params: { query: { status: maybe('open' as const) } } })
  const sent = fetch.mock.calls.map(([url, { body }]) => [url.replace(baseUrl, ''), body])
  expect(sent).toEqual([
    ['/orders', null],
    ['/api-keys/key_1', '{}'],
    ['/api-keys', '{"name":"A"}'],
    ['/orders', null],
  ])
  for (const [, { headers }] of fetch.mock.calls) expect(headers).not.toHaveProperty('x-a')
})

it('takes undefined in the options of a rotation', () => {
  const verify: ((client: Latchkey<'standard'>) => unknown) | undefined = maybe(() => {})
  const rotation = {
    deploy: () => {},
    verify,
    graceSeconds: maybe(60),
    allowDowntime: maybe(true),
  } satisfies RotateOptions<'standard'>
  expect(rotation.verify).toBeUndefined()
})
