/** Mistakes in a test, in front of code that handles every error. */
import { test } from '../../../../mock/vitest.ts'

const BASE = 'https://shop.test/api/v1'

/** Shows "something went wrong" for an error of the server, and for one of the network. */
const load = (send: typeof fetch) => send(`${BASE}/orders`).catch(() => undefined)

test('an override throws', async ({ mock }) => {
  mock.override('listOrders', () => {
    throw new Error('a mistake in the override')
  })
  await load(fetch)
})

test('an override gives an undeclared answer', async ({ mock }) => {
  mock.override('listOrders', () => new Response(null, { status: 418 }))
  await load(fetch)
})

test('respond gets a wrong body', async ({ mock }) => {
  mock.override('listOrders', ({ respond }) => respond(200, { data: 'none' } as never))
  await load(fetch)
})

test('an override throws a response', async ({ mock }) => {
  mock.override('listOrders', () => {
    throw new Response(null, { status: 418 })
  })
  await load(fetch)
})

test('an override throws, through mock.fetch', async ({ mock }) => {
  mock.override('listOrders', () => {
    throw new Error('a mistake in the override')
  })
  await load(mock.fetch)
})

test('two mistakes', async ({ mock }) => {
  mock.override('listOrders', () => new Response(null, { status: 418 }))
  await load(fetch)
  await load(fetch)
})

test('a fault and an abort are no mistakes', async ({ mock }) => {
  mock.fail('listOrders', { error: 'network', times: 1 })
  await load(fetch)
  mock.delay('*', 1000)
  await fetch(`${BASE}/orders`, { signal: AbortSignal.timeout(5) }).catch(() => undefined)
})
