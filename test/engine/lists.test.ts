import { describe, expect, test } from 'vitest'
import { encodeCursor } from '../../mock/engine/values/cursor.ts'
import { contracts } from '../../mock/generated/index.ts'
import { editedContract, operationOf } from './edited-contract.ts'
import { type Body, World } from './world.ts'

async function open() {
  const world = new World()
  const admin = await world.signIn()
  const list = async (query: string, path = '/products') =>
    (await world.request(`GET ${path}?${query}`, { as: admin })).body
  const create = (name: string, sku = name) =>
    world.request('POST /products', { as: admin, body: { sku, name, price: { amount: 1, currency: 'EUR' } } })
  /** Reads all pages in order. */
  const walk = async (query: string, between: (page: Body) => Promise<unknown> = async () => {}) => {
    const pages: Body[] = []
    for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.next_cursor ?? null) {
      const page = await list(query + (cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`))
      pages.push(page)
      await between(page)
    }
    return pages
  }
  return { world, admin, list, create, walk }
}

const names = (body: Body) => body.data.map(({ name }) => name)
const ids = (pages: readonly Body[]) => pages.flatMap(({ data }) => data.map(({ id }) => id))

describe('a list', () => {
  test('is sorted newest first by default, with 20 records a page', async () => {
    const { list } = await open()
    const orders = await list('', '/orders')
    const times = orders.data.map(({ created_at }) => String(created_at))
    expect(times).toEqual([...times].sort().reverse())
    expect([orders.data.length, orders.next_cursor === null]).toEqual([20, false])
  })

  test('is sorted in ascending and descending order by strings, numbers and nullable properties', async () => {
    const { world, admin, list } = await open()
    const up = names(await list('sort=name&limit=100'))
    expect(up).toEqual([...up].sort())
    expect(names(await list('sort=-name&limit=100'))).toEqual([...up].reverse())
    const stock = (await list('sort=-quantity&limit=100', '/inventory')).data.map(({ quantity }) => Number(quantity))
    expect(stock).toEqual([...stock].sort((one, other) => other - one))
    const [first, second] = [await world.createKey(admin, { name: 'a' }), await world.createKey(admin, { name: 'b' })]
    await world.use(second)
    const used = async (sort: string) => (await list(`sort=${sort}`, '/api-keys')).data.map(({ id }) => id)
    expect([await used('last_used_at'), await used('-last_used_at')]).toEqual([
      [first.id, second.id],
      [second.id, first.id],
    ])
  })

  test('sorts equal values by creation', async () => {
    const { list, create } = await open()
    for (const sku of ['C', 'A', 'B']) await create('Same', sku)
    const skus = async (sort: string) => (await list(`q=same&sort=${sort}`)).data.map(({ sku }) => sku)
    expect([await skus('name'), await skus('-name')]).toEqual([
      ['C', 'A', 'B'],
      ['B', 'A', 'C'],
    ])
  })

  test('searches the properties that the contract lists, and ignores case', async () => {
    const { list } = await open()
    expect(names(await list('q=ESPRESSO'))).toEqual(['Espresso Beans 1 kg'])
    expect(names(await list('q=cof-esp'))).toEqual(['Espresso Beans 1 kg'])
    expect(names(await list('q=dark%20roast'))).toEqual([])
    expect(names(await list('q=.*'))).toEqual([])
    expect((await list('q=BRANDT', '/orders')).data.every(({ customer_name }) => customer_name === 'Zoë Brandt')).toBe(
      true,
    )
  })

  test('filters by every property that is a parameter, and combines filters with the search', async () => {
    const { world, admin, list } = await open()
    expect(names(await list('status=archived'))).toEqual(['Masala Chai 250 g'])
    expect(names(await list('category_id=cat_north_tea&q=chai&status=active'))).toEqual([])
    expect((await list('product_id=prod_north_espresso', '/inventory')).data).toHaveLength(2)
    const paused = await world.createKey(admin, { enabled: false, user_id: 'usr_north_reader' })
    await world.createKey(admin)
    for (const query of ['status=paused', 'user_id=usr_north_reader', 'q=sync&status=paused'])
      expect((await list(query, '/api-keys')).data.map(({ id }) => id)).toEqual([paused.id])
    expect((await list('user_id=usr_south_admin', '/api-keys')).data).toEqual([])
  })

  test('filters by a property that is derived from the state', async () => {
    const contract = editedContract(contract => {
      operationOf(contract, 'listApiKeys').query.push({ name: 'enabled', required: false, schema: { type: 'boolean' } })
    })
    const world = new World({ contract })
    const as = await world.signIn()
    const [on, off] = [await world.createKey(as), await world.createKey(as)]
    await world.request(`PATCH /api-keys/${off.id}`, { as, body: { enabled: false } })
    const list = async (enabled: boolean) => (await world.request(`GET /api-keys?enabled=${enabled}`, { as })).body.data
    expect((await list(true)).map(({ id }) => id)).toEqual([on.id])
    expect((await list(false)).map(({ id }) => id)).toEqual([off.id])
  })

  test('of keys has the number of active keys of the caller, independent of filter and page', async () => {
    const { world, admin, list } = await open()
    for (const user_id of ['usr_north_admin', 'usr_north_admin', 'usr_north_reader'])
      await world.createKey(admin, { user_id })
    expect((await list('status=revoked', '/api-keys')).limits.active).toEqual({ used: 2, max: 5 })
    const reader = await world.request('GET /api-keys?limit=1', { as: await world.signIn('reader@north.example') })
    expect([reader.body.limits.active.used, reader.body.data.length]).toEqual([1, 1])
  })
})

describe('pages', () => {
  test.each(['sort=name', 'sort=-name', 'sort=-created_at', 'q=a', 'status=active&sort=sku'])(
    'of %s contain every record once, and the last page has no next_cursor',
    async query => {
      const { list, walk } = await open()
      const whole = ids([await list(`${query}&limit=100`)])
      for (const limit of [1, 3, whole.length, whole.length + 1]) {
        const pages = await walk(`${query}&limit=${limit}`)
        expect(ids(pages)).toEqual(whole)
        expect(pages).toHaveLength(Math.ceil(whole.length / limit))
      }
    },
  )

  test('contain records that are added after the cursor, and no records that are removed after it', async () => {
    const { world, admin, list, create, walk } = await open()
    const before = ids([await list('sort=name&limit=100')])
    const gone = before.at(-1) ?? ''
    let round = 0
    const pages = await walk('sort=name&limit=3', async () => {
      if (round++ > 0) return
      await world.request(`DELETE /products/${gone}`, { as: admin })
      await create('Zz behind', '~behind')
    })
    expect(pages.flatMap(({ data }) => data).at(-1)?.name).toBe('Zz behind')
    expect(ids(pages)).not.toContain(gone)
  })

  test('repeat and skip no record, even if the last record of each page is then deleted', async () => {
    const { world, admin, list, create, walk } = await open()
    const before = ids([await list('sort=name&limit=100')])
    const removed: string[] = []
    let round = 0
    const pages = await walk('sort=name&limit=3', async page => {
      await create(`0 before ${++round}`, `before-${round}`)
      const last = page.data.at(-1)?.id
      if (last === undefined) return
      removed.push(last)
      await world.request(`DELETE /products/${last}`, { as: admin })
    })
    const seen = ids(pages)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(before)
    expect(removed.length).toBeGreaterThan(3)
  })

  test('can differ in size', async () => {
    const { list } = await open()
    const first = await list('sort=name&limit=2')
    const second = await list(`sort=name&limit=5&cursor=${first.next_cursor}`)
    expect([...names(first), ...names(second)]).toEqual(names(await list('sort=name&limit=7')))
  })
})

describe('a cursor', () => {
  async function withCursor() {
    const { world, admin, list } = await open()
    const { next_cursor: cursor } = await list('sort=name&limit=2')
    const refused = async (query: string, path = '/products', as = admin) => {
      const { status, body } = await world.request(`GET ${path}?${query}`, { as })
      return status === 422 && body.errors.every(({ pointer }) => pointer === '/cursor')
    }
    return { world, admin, list, refused, cursor: cursor ?? '' }
  }

  test('is rejected for another query, another list, another caller and another warehouse', async () => {
    const { world, admin, refused, list, cursor } = await withCursor()
    for (const query of ['sort=-name', 'sort=sku', '', 'sort=name&q=a', 'sort=name&status=active'])
      expect(await refused(`${query}&cursor=${cursor}`)).toBe(true)
    expect(await refused(`sort=name&cursor=${cursor}`, '/categories')).toBe(true)
    for (const email of ['admin@south.example', 'manager@north.example'])
      expect(await refused(`sort=name&cursor=${cursor}`, '/products', await world.signIn(email))).toBe(true)
    const inbound = (await list('limit=1', '/inbound')).next_cursor
    const headers = { 'x-warehouse-id': '7' }
    expect((await world.request(`GET /inbound?limit=1&cursor=${inbound}`, { as: admin, headers })).status).toBe(422)
  })

  test('is rejected if any one character is changed, added or missing', async () => {
    const { refused, cursor } = await withCursor()
    const other = (character: string) => (character === 'a' ? 'b' : 'a')
    for (let at = 0; at < cursor.length; at++) {
      const [start, end] = [cursor.slice(0, at), cursor.slice(at + 1)]
      for (const tampered of [start + other(cursor[at] ?? '') + end, start + end, `${start}a${cursor.slice(at)}`])
        expect(await refused(`sort=name&cursor=${tampered}`)).toBe(true)
    }
  })

  test.each(['x', '😀12345', '😀', '%00', '%ff', '=====', '../..', 'null', '[]', '______', 'a'.repeat(100_000)])(
    'is rejected if it is malformed: %.20s',
    async text => {
      const { refused } = await withCursor()
      expect(await refused(`sort=name&cursor=${text}`)).toBe(true)
    },
  )

  test.each([[[]], [['a']], [['a', 'b']], [[{}, 1]], [[[1], 1]], [['a', 1, 2]], [[null, null]]])(
    'is rejected if its checksum is correct but its position is %j',
    async position => {
      const { refused } = await withCursor()
      const query = JSON.stringify(['listProducts', 'acc_north', 'usr_north_admin', 'name', null, {}, {}])
      expect(await refused(`sort=name&cursor=${encodeCursor(['a', 1], query)}`)).toBe(false)
      expect(await refused(`sort=name&cursor=${encodeCursor(position, query)}`)).toBe(true)
    },
  )

  test('is rejected for a key of another account, if keys act as the account', async () => {
    const world = new World({ contract: contracts['account-keys'] })
    const keyOf = async (email: string) => (await world.createKey(await world.signIn(email))).secret
    const [north, south] = [await keyOf('admin@north.example'), await keyOf('admin@south.example')]
    const { body } = await world.request('GET /orders?limit=1', { as: north })
    const next = (as: string) => world.request(`GET /orders?limit=1&cursor=${body.next_cursor}`, { as })
    expect([(await next(north)).status, (await next(south)).status]).toEqual([200, 422])
  })

  test('is shared by a session and a key of the same user', async () => {
    const { world, admin, cursor, list } = await withCursor()
    const key = await world.createKey(admin)
    const { body } = await world.request(`GET /products?sort=name&limit=2&cursor=${cursor}`, { as: key.secret })
    expect(names(body)).toEqual(names(await list('sort=name&limit=4')).slice(2))
  })

  test('keeps its position among names in any script, including names that sort alike', async () => {
    const { world, admin, walk } = await open()
    const odd = ['😀', 'ﬀ', 'İ', '\\u0041', '"', '１', '1', 'a\u0301', '\u00e1', 'ß', 'ss', 'ﬆ']
    for (const name of odd) {
      const raw = JSON.stringify({ sku: `odd-${odd.indexOf(name)}`, name, price: { amount: 1, currency: 'EUR' } })
      expect((await world.request('POST /products', { as: admin, raw })).body.name).toBe(name)
    }
    for (const sort of ['name', '-name']) {
      const pages = await walk(`sort=${sort}&limit=1`)
      expect(new Set(ids(pages)).size).toBe(16 + odd.length)
    }
  })
})
