import { describe, expect, it } from 'vitest'
import { type Fetch, Latchkey, LatchkeyAbortError, LatchkeyResponseError } from '../../src/index.ts'
import { byRequest } from './helpers.ts'
import { unhandledRejections } from './unhandled.ts'
import { baseUrl, worldOf } from './world.ts'

/** A shop with the given pages of orders by cursor, and the URLs that were requested. */
function pagesAt(pages: Readonly<Record<string, unknown>>) {
  const asked: URL[] = []
  const fetch: Fetch = byRequest(async request => {
    asked.push(new URL(request.url))
    return Response.json(pages[asked.at(-1)?.searchParams.get('cursor') ?? ''])
  })
  return { asked, shop: new Latchkey({ system: 'standard', baseUrl, fetch, maxRetries: 0 }) }
}

const three = {
  '': { data: [{ id: 'a' }, { id: 'b' }], next_cursor: '2' },
  2: { data: [{ id: 'c' }], next_cursor: '3' },
  3: { data: [{ id: 'd' }], next_cursor: null },
}

async function idsOf(items: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of items) ids.push(id)
  return ids
}

describe('a list', () => {
  it('is one page if it is awaited', async () => {
    const { shop, asked } = pagesAt(three)
    expect(await shop.orders.list()).toEqual({ data: [{ id: 'a' }, { id: 'b' }], next_cursor: '2' })
    expect((await shop.orders.list().withResponse()).response.status).toBe(200)
    expect(asked).toHaveLength(2)
  })

  it('yields the items of all pages if it is iterated', async () => {
    const { shop, asked } = pagesAt(three)
    expect(await idsOf(shop.orders.list())).toEqual(['a', 'b', 'c', 'd'])
    expect(asked.map(({ search }) => search)).toEqual(['', '?cursor=2', '?cursor=3'])
  })

  it('can be awaited and iterated, and iterated again', async () => {
    const { shop, asked } = pagesAt(three)
    const orders = shop.orders.list()
    expect((await orders).data).toHaveLength(2)
    expect(await idsOf(orders)).toEqual(['a', 'b', 'c', 'd'])
    expect(await idsOf(orders)).toEqual(['a', 'b', 'c', 'd'])
    // The first page has already been requested.
    expect(asked).toHaveLength(1 + 2 + 2)
  })

  it('requests a page when its first item is needed, and not before', async () => {
    const { shop, asked } = pagesAt(three)
    const items = shop.orders.list()[Symbol.asyncIterator]()
    await items.next()
    await items.next()
    expect(asked).toHaveLength(1)
    expect(await items.next()).toMatchObject({ value: { id: 'c' } })
    expect(asked).toHaveLength(2)
  })

  it('requests no more pages once the loop ends or throws', async () => {
    const { shop, asked } = pagesAt(three)
    for await (const { id } of shop.orders.list()) if (id === 'b') break
    await expect(async () => {
      for await (const { id } of shop.orders.list()) throw new Error(id)
    }).rejects.toThrow('a')
    expect(asked).toHaveLength(2)
  })

  it.each([
    [0, [], 1],
    [1, ['a'], 1],
    [2, ['a', 'b'], 1],
    [3, ['a', 'b', 'c'], 2],
    [99, ['a', 'b', 'c', 'd'], 3],
  ])('yields at most maxItems: %i', async (maxItems, ids, requests) => {
    const { shop, asked } = pagesAt(three)
    expect(await idsOf(shop.orders.list({}, { maxItems }))).toEqual(ids)
    expect(asked).toHaveLength(requests)
  })

  it('rejects a maxItems that is not a number of 0 or more', async () => {
    const items = idsOf(pagesAt(three).shop.orders.list({}, { maxItems: Number.NaN }))
    await expect(items).rejects.toThrow(new TypeError('maxItems must be a number of 0 or more.'))
    // The first request has been sent by then. If it fails, the error is thrown, and not also reported as unhandled.
    const shop = new Latchkey({ system: 'standard', baseUrl, maxRetries: 0, fetch: () => Promise.reject(new Error()) })
    const unhandled = unhandledRejections()
    const call = idsOf(shop.orders.list({}, { maxItems: Number.NaN }))
    await expect(call).rejects.toMatchObject({ code: 'connection_failed' })
    await new Promise(resolve => setTimeout(resolve, 10))
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('yields all of 1,001 items by default', async () => {
    const data = Array.from({ length: 1001 }, (_, index) => ({ id: `${index}` }))
    const { shop } = pagesAt({ '': { data, next_cursor: null } })
    expect(await idsOf(shop.orders.list())).toHaveLength(1001)
  })

  it('keeps filters, headers and everything else the same on each page', async () => {
    const { asked } = pagesAt(three)
    const headers: (string | null)[] = []
    const fetch: Fetch = byRequest(async request => {
      asked.push(new URL(request.url))
      headers.push(request.headers.get('X-Trace'))
      return Response.json(three[(asked.at(-1)?.searchParams.get('cursor') ?? '') as '2'])
    })
    const shop = new Latchkey({ system: 'standard', baseUrl, fetch })
    await idsOf(shop.orders.list({ status: 'open', limit: 2 }, { headers: { 'X-Trace': 't' } }))
    expect(asked.map(({ search }) => search)).toEqual([
      '?status=open&limit=2',
      '?status=open&limit=2&cursor=2',
      '?status=open&limit=2&cursor=3',
    ])
    expect(headers).toEqual(['t', 't', 't'])
  })

  it('starts at the cursor that it is given', async () => {
    const { shop } = pagesAt(three)
    expect(await idsOf(shop.orders.list({ cursor: '2' }))).toEqual(['c', 'd'])
  })

  it('ends between pages if the signal aborts', async () => {
    const { shop, asked } = pagesAt(three)
    const controller = new AbortController()
    const seen: string[] = []
    const loop = async () => {
      for await (const { id } of shop.orders.list({}, { signal: controller.signal })) {
        seen.push(id)
        if (id === 'b') controller.abort()
      }
    }
    await expect(loop()).rejects.toThrow(LatchkeyAbortError)
    expect([seen, asked.length]).toEqual([['a', 'b'], 1])
  })
})

describe('a repeated cursor', () => {
  it.each([
    [
      'that of the page itself',
      { '': { data: [{ id: 'a' }], next_cursor: 'x' }, x: { data: [], next_cursor: 'x' } },
      {},
      2,
    ],
    [
      'one of long ago',
      {
        '': { data: [{ id: 'a' }], next_cursor: 'x' },
        x: { data: [], next_cursor: 'y' },
        y: { data: [], next_cursor: 'z' },
        z: { data: [], next_cursor: 'x' },
      },
      {},
      4,
    ],
    ['the one it started with', { x: { data: [{ id: 'a' }], next_cursor: 'x' } }, { cursor: 'x' }, 1],
  ])('throws an error instead of looping endlessly: %s', async (_, pages, query, requests) => {
    const { shop, asked } = pagesAt(pages)
    const seen: string[] = []
    const loop = async () => {
      for await (const { id } of shop.orders.list(query)) seen.push(id)
    }
    const error = await loop().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(LatchkeyResponseError)
    expect(error).toMatchObject({ code: 'unexpected_response', status: 200, operation: 'orders.list', attempts: 1 })
    expect(String(error)).toMatch(/orders\.list returned the same next_cursor twice/)
    expect([seen, asked.length]).toEqual([['a'], requests])
  })
})

it.each([{}, { data: null, next_cursor: null }, [], null, 'page'])('rejects %j, which is not a page', async body => {
  const { shop } = pagesAt({ '': body })
  await expect(idsOf(shop.orders.list())).rejects.toThrow(LatchkeyResponseError)
})

it('ends if the last page has no cursor field', async () => {
  const { shop } = pagesAt({ '': { data: [{ id: 'a' }] } })
  expect(await idsOf(shop.orders.list())).toEqual(['a'])
})

it('throws what the first page or a later one throws', async () => {
  const { client, admin } = await worldOf('standard')
  await expect(idsOf(client({ apiKey: null }).orders.list())).rejects.toMatchObject({ code: 'missing_credentials' })
  await expect(idsOf(admin.orders.list({ cursor: 'x' }))).rejects.toMatchObject({ code: 'validation_failed' })
})

it('goes through a real list, page by page, in order', async () => {
  const { admin, requests } = await worldOf('standard')
  const all = (await admin.products.list({ limit: 100, sort: 'name' })).data.map(({ id }) => id)
  requests.length = 0
  expect(await idsOf(admin.products.list({ limit: 3, sort: 'name' }))).toEqual(all)
  expect(requests).toHaveLength(Math.ceil(all.length / 3))
})

it('ends a list at an empty cursor', async () => {
  const { shop, asked } = pagesAt({ '': { data: [{ id: 'a' }], next_cursor: '' } })
  expect(await idsOf(shop.orders.list())).toEqual(['a'])
  expect(asked).toHaveLength(1)
})

it.each([{ after: 'a' }, ['a']])('follows a cursor that is not a string only once: %j', async cursor => {
  const fetch = async () => Response.json({ data: [{ id: 'a' }], next_cursor: cursor })
  const shop = new Latchkey({ system: 'standard', baseUrl, fetch })
  await expect(idsOf(shop.orders.list({}, { maxItems: 9 }))).rejects.toThrow('returned the same next_cursor twice')
})
