/**
 * Requests in the form of the .NET client against the emulation of Hotcakes Commerce. What is expected is what the source
 * of the product does (HotcakesCommerce/hotcakes-commerce-core: ApiRestController, CategoriesHandler, ProductsHandler,
 * HotcakesApplication) and what its help pages say of the endpoints.
 */
import { describe, expect, test } from 'vitest'
import { type Emulated, emulate, NOW, TRANSPORTS } from './emulated.ts'
import { HotcakesClient } from './hotcakes-client.ts'

interface Category {
  readonly Bvin: string
  readonly Name: string
}
interface Product {
  readonly Bvin: string
  readonly ProductName: string
}
interface Page {
  readonly Products: readonly Product[]
  readonly TotalProductCount: number
}
interface Cleared {
  readonly ProductsCleared: number
  readonly ProductsRemaining: number
}

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** How the product's serializer writes a time. */
const written = (time: string) => `/Date(${Date.parse(time)})/`
const ok = <Content>(Content: Content) => ({ Content, Errors: [] })
const failed = (Code: string, Description: string) => ({ Content: null, Errors: [{ Code, Description }] })
const invalidKey = failed('KEY', 'Api Key is invalid')

describe.each(TRANSPORTS)('through %s', transport => {
  /** The operations that stand in for the admin page of a store. */
  function adminPage({ mock, url }: Emulated, who: string) {
    const { headers } = mock.signIn(who)
    const call = async (method: string, path: string) => {
      const address = `${url}/DesktopModules/Hotcakes/API/rest/v1/store-admin/${path}`
      const response = await fetch(address, { method, headers })
      return (await response.json()) as { readonly Content: unknown }
    }
    return {
      createKey: async () => (await call('POST', 'api-keys')).Content as { Id: number; StoreId: number; Key: string },
      keys: async () => (await call('GET', 'api-keys')).Content as { Id: number; Key: string }[],
      revokeKey: (id: number) => call('DELETE', `api-keys/${id}`),
      allowClear: () => call('POST', 'clear-operations/open'),
    }
  }

  async function open(who = 'admin') {
    const emulated = await emulate('hotcakes', transport)
    const admin = adminPage(emulated, who)
    const { Key } = await admin.createKey()
    return { ...emulated, admin, key: Key, client: new HotcakesClient(emulated.url, Key) }
  }

  describe('keys', () => {
    test('a key is the number of the store and a GUID, and is always shown', async () => {
      const { admin, key } = await open()
      expect(key).toMatch(/^1-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect((await admin.keys()).map(({ Key }) => Key)).toContain(key)
      expect((await open('second-admin')).key).toMatch(/^2-/)
    })

    test('the number of keys is not limited', async () => {
      const { admin } = await open()
      for (let count = 0; count < 10; count++) expect((await admin.createKey()).Key).toMatch(/^1-/)
    })

    test('a revoked key stops working', async () => {
      const { admin, client, key } = await open()
      expect((await client.get('categories/')).Errors).toEqual([])
      const { Id = 0 } = (await admin.keys()).find(({ Key }) => Key === key) ?? {}
      await admin.revokeKey(Id)
      expect(await client.get('categories/')).toEqual(invalidKey)
    })

    test('a seeded key works from the start', async () => {
      const { url } = await emulate('hotcakes', transport)
      const client = new HotcakesClient(url, '1-0f8fad5b-d9cb-469f-a165-70867728950e')
      expect((await client.get('categories/')).Errors).toEqual([])
    })
  })

  describe('categories', () => {
    test('are created, found, listed, changed and deleted', async () => {
      const { client } = await open()
      const { Content: created, Errors } = await client.post<Category>('categories/', {
        Name: 'Tea',
        RewriteUrl: 'tea',
      })
      expect(Errors).toEqual([])
      expect(created).toMatchObject({
        Bvin: expect.stringMatching(GUID),
        Name: 'Tea',
        StoreId: 1,
        LastUpdatedUtc: written(NOW),
        ShowTitle: true,
        TemplateName: 'Index',
      })
      const path = `categories/${created.Bvin}`
      expect(await client.get(path)).toEqual(ok(created))
      const { Content: list } = await client.get<Category[]>('categories/')
      const listed = list.find(({ Bvin }) => Bvin === created.Bvin)
      expect(listed).toMatchObject({ Name: 'Tea', RewriteUrl: 'tea' })
      expect(listed).not.toHaveProperty('TemplateName')
      expect((await client.post(path, { ...created, Name: 'Teas' })).Content).toMatchObject({ Name: 'Teas' })
      expect(await client.delete(path)).toEqual(ok(true))
      expect(await client.get(path)).toEqual(
        failed('NULL', 'Could not locate that category. Check bvin and try again.'),
      )
    })

    test('an update writes every property: one that is left out gets its default', async () => {
      const { client } = await open()
      const { Content: created } = await client.post<Category>('categories/', { Name: 'Tea', Description: 'Leaves' })
      const { Content: updated } = await client.post<Category>(`categories/${created.Bvin}`, {
        Bvin: created.Bvin,
        Name: 'Tea',
      })
      expect(updated).toMatchObject({ Name: 'Tea', Description: '' })
    })

    test('are found by their slug', async () => {
      const { client } = await open()
      const { Content: created } = await client.post<Category>('categories/', { Name: 'Tea', RewriteUrl: 'green-tea' })
      expect(await client.get('categories/ANY', { byslug: 'green-tea' })).toEqual(ok(created))
      expect((await client.get('categories/ANY', { byslug: 'coffee' })).Errors).toMatchObject([{ Code: 'NULL' }])
    })

    test('deleting one that does not exist is no error', async () => {
      const { client } = await open()
      expect(await client.delete(`categories/${UNKNOWN}`)).toEqual(ok(false))
    })

    test('the address may be written without the slash at the end', async () => {
      const { client } = await open()
      expect((await client.get('categories')).Errors).toEqual([])
    })
  })

  describe('products', () => {
    test('are created, found, listed, changed and deleted', async () => {
      const { client } = await open()
      const product = { ProductName: 'Darjeeling', Sku: 'T-1', UrlSlug: 'darjeeling', SitePrice: 4.5 }
      const { Content: created } = await client.post<Product>('products/', product)
      expect(created).toMatchObject({ ...product, Bvin: expect.stringMatching(GUID), StoreId: 1, Status: 1 })
      const path = `products/${created.Bvin}`
      expect(await client.get(path)).toEqual(ok(created))
      expect(await client.get('products/ANY', { bysku: 'T-1' })).toEqual(ok(created))
      expect(await client.get('products/ANY', { byslug: 'darjeeling' })).toEqual(ok(created))
      expect((await client.post(path, { ...created, SitePrice: 5 })).Content).toMatchObject({ SitePrice: 5 })
      expect(await client.delete(path)).toEqual(ok(true))
      expect(await client.delete(path)).toEqual(ok(false))
      expect(await client.get(path)).toEqual(failed('NULL', 'Could not locate that product. Check bvin and try again.'))
    })

    test('are listed by name in pages, without their number', async () => {
      const { client } = await open()
      for (const ProductName of ['zz-2', 'zz-1', 'zz-3']) await client.post('products/', { ProductName })
      const { Content: all } = await client.get<Page>('products/')
      const names = all.Products.map(product => product.ProductName)
      expect(names.slice(-3)).toEqual(['zz-1', 'zz-2', 'zz-3'])
      expect(all.TotalProductCount).toBe(0)
      const { Content: page } = await client.get<Page>('products/', { page: 2, pagesize: names.length - 1 })
      expect(page.Products.map(product => product.ProductName)).toEqual(['zz-3'])
    })
  })

  describe('clear operations', () => {
    async function withProducts(count: number) {
      const opened = await open()
      await opened.admin.allowClear()
      await opened.client.delete('products/', { howmany: 1000 })
      // The last by name is created first.
      for (let index = count - 1; index >= 0; index--)
        await opened.client.post('products/', { ProductName: `Product ${index}` })
      return opened
    }
    const products = async (client: HotcakesClient) =>
      (await client.get<Page>('products/')).Content.Products.map(product => product.ProductName)

    test('closed, they delete nothing, and that is no error', async () => {
      const { client } = await open()
      await client.post('categories/', { Name: 'Tea' })
      await client.post('products/', { ProductName: 'Assam' })
      expect(await client.delete('categories/')).toEqual(ok(false))
      expect(await client.delete('products/', { howmany: 5 })).toEqual(
        ok({ ProductsCleared: 0, ProductsRemaining: -1 }),
      )
      expect((await client.get<Category[]>('categories/')).Content).not.toEqual([])
      expect(await products(client)).toContain('Assam')
    })

    test('open, they delete all categories, and as many products as asked for', async () => {
      const { client } = await withProducts(3)
      expect(await client.delete('categories/')).toEqual(ok(true))
      expect(await client.get('categories/')).toEqual(ok([]))
      const clear = (howmany: number) => client.delete<Cleared>('products/', { howmany })
      expect(await clear(2)).toEqual(ok({ ProductsCleared: 2, ProductsRemaining: 1 }))
      expect(await products(client)).toEqual(['Product 2'])
      expect(await clear(2)).toEqual(ok({ ProductsCleared: 1, ProductsRemaining: 0 }))
      expect(await clear(2)).toEqual(ok({ ProductsCleared: 0, ProductsRemaining: 0 }))
    })

    test.each([{}, { howmany: 'all' }])('without a number, no product is deleted: %j', async query => {
      const { client } = await withProducts(2)
      expect(await client.delete('products/', query)).toEqual(ok({ ProductsCleared: 0, ProductsRemaining: 2 }))
    })

    test('they close 60 minutes after they were opened last', async () => {
      const { client, admin, mock } = await withProducts(1)
      mock.clock.advance('PT30M')
      await admin.allowClear()
      mock.clock.advance('PT59M59S')
      expect(await client.delete('categories/')).toEqual(ok(true))
      mock.clock.advance('PT1S')
      expect(await client.delete('categories/')).toEqual(ok(false))
      expect(await client.delete('products/', { howmany: 1 })).toEqual(
        ok({ ProductsCleared: 0, ProductsRemaining: -1 }),
      )
    })

    test('they are opened for one store', async () => {
      const { client, admin, mock, url } = await open()
      const second = adminPage({ mock, url }, 'second-admin')
      const other = new HotcakesClient(url, (await second.createKey()).Key)
      await other.post('categories/', { Name: 'Shoes' })
      await admin.allowClear()
      expect(await other.delete('categories/')).toEqual(ok(false))
      expect(await client.delete('categories/')).toEqual(ok(true))
      expect((await other.get<Category[]>('categories/')).Content.map(({ Name }) => Name)).toContain('Shoes')
    })
  })

  test('a store sees its own categories only', async () => {
    const { client, mock, url } = await open()
    const { Content } = await client.post<Category>('categories/', { Name: 'Tea' })
    const other = new HotcakesClient(url, (await adminPage({ mock, url }, 'second-admin').createKey()).Key)
    expect((await other.get(`categories/${Content.Bvin}`)).Errors).toMatchObject([{ Code: 'NULL' }])
  })

  describe('the six probes: each is answered with status 200', () => {
    test('no credential', async () => {
      const { url } = await open()
      const none = failed('KEY', 'Api Key is missing.')
      expect(await new HotcakesClient(url, undefined).get('categories/')).toEqual(none)
      expect(await new HotcakesClient(url, '').get('products/')).toEqual(none)
    })

    test('the header Authorization is not read with a key in the query', async () => {
      const { url, mock, key } = await open()
      const address = `${url}/DesktopModules/Hotcakes/API/rest/v1/categories`
      const read = async (query: string, Authorization: string) => {
        const response = await fetch(`${address}${query}`, { headers: { Authorization } })
        return response.json()
      }
      expect(await read(`?key=${key}`, 'Bearer nonsense')).toMatchObject({ Errors: [] })
      const session = mock.signIn('admin').headers.Authorization ?? ''
      expect(await read('', session)).toEqual(failed('KEY', 'Api Key is missing.'))
    })

    test.each(['nonsense', '1-nonsense', `1-${UNKNOWN}`])('a nonsense token: %s', async key => {
      const { url } = await open()
      expect(await new HotcakesClient(url, key).get('categories/')).toEqual(invalidKey)
      expect(await new HotcakesClient(url, key).post('categories/', { Name: 'Tea' })).toEqual(invalidKey)
    })

    test('an unknown member is ignored', async () => {
      const { client } = await open()
      const { Content, Errors } = await client.post<Category>('categories/', { Name: 'Tea', Colour: 'green' })
      expect([Errors, Content.Name]).toEqual([[], 'Tea'])
      expect(Content).not.toHaveProperty('Colour')
    })

    test('a wrong type', async () => {
      const { client } = await open()
      expect(await client.post('categories/', { Name: 'Tea', SortOrder: 'first' })).toEqual(
        failed('EXCEPTION', 'first is not a valid value for Int32.'),
      )
    })

    test('there are no idempotency keys: a repeated request creates another record', async () => {
      const { client } = await open()
      const create = async () => (await client.post<Category>('categories/', { Name: 'Tea' })).Content.Bvin
      expect(await create()).not.toBe(await create())
    })

    test('use after revoke', async () => {
      const { admin, client, key } = await open()
      for (const { Id, Key } of await admin.keys()) if (Key === key) await admin.revokeKey(Id)
      expect(await client.post('products/', { ProductName: 'Assam' })).toEqual(invalidKey)
      expect(await client.delete('categories/')).toEqual(invalidKey)
    })
  })
})
