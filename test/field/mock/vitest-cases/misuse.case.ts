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

test('an override returns nothing', async ({ mock }) => {
  mock.override('listOrders', (() => undefined) as never)
  await load(fetch)
})

test('an override sends a body that is not JSON', async ({ mock }) => {
  mock.override('listOrders', () => new Response('{', { headers: { 'Content-Type': 'application/json' } }))
  await load(fetch)
})

let attempts = 0
test('a mistake in the first attempt only', { retry: 1 }, async ({ mock }) => {
  attempts++
  mock.override('listOrders', ({ next }) => {
    if (attempts === 1) throw new Error('a mistake in the first attempt')
    return next()
  })
  await load(fetch)
})

test.concurrent('one of two tests at the same time', async ({ mock }) => {
  mock.override('listOrders', () => {
    throw new Error('a mistake in one of them')
  })
  await load(fetch)
})

test.concurrent('the other one of two tests', async () => {
  await load(fetch)
})

test('a fault and an abort are no mistakes', async ({ mock }) => {
  mock.fail('listOrders', { error: 'network', times: 1 })
  await load(fetch)
  mock.delay('*', 1000)
  await fetch(`${BASE}/orders`, { signal: AbortSignal.timeout(5) }).catch(() => undefined)
})
