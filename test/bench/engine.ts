/** The engine compared with a plain function, with few and many operations, and with few and many keys. */
import type { Contract } from '../../mock/index.ts'
import { hostileBodies } from '../attack/hostile-bodies.ts'
import { alternate, microseconds, type Row } from './measure.ts'
import { BASE, type Shop, shopWith } from './shop.ts'

const getKey = ({ mock, session, key }: Shop) =>
  mock.fetch(new Request(`${BASE}/api-keys/${key.id}`, { headers: session }))

export async function benchEngine(): Promise<Row[]> {
  const shop = await shopWith(100)
  const text = await (await getKey(shop)).text()
  const plain = async (_request: Request) =>
    new Response(text, {
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Request-Id': 'req_000000000000' },
    })
  const many = await shopWith(100, withManyOperations(shop.mock.contract))
  const times = await alternate(3, {
    mock: () => microseconds(() => getKey(shop)),
    plain: () => microseconds(() => plain(new Request(`${BASE}/api-keys/${shop.key.id}`, { headers: shop.session }))),
    many: () => microseconds(() => getKey(many)),
  })
  const count = many.mock.contract.operations.length
  return [
    row('GET by id: mock.fetch / a plain function', times.mock, times.plain, 5),
    row(`GET by id: ${count} operations / ${shop.mock.contract.operations.length}`, times.many, times.mock, 1.25),
  ]
}

export async function benchGrowth(): Promise<Row[]> {
  const [few, many] = [await shopWith(100), await shopWith(100_000)]
  const calls: Record<string, (shop: Shop) => Promise<Response>> = {
    authenticate: ({ mock, asKey }) => mock.fetch(`${BASE}/me`, { headers: asKey }),
    get: getKey,
    'first page of the list': ({ mock, session }) => mock.fetch(`${BASE}/api-keys`, { headers: session }),
    create: ({ mock, session }) =>
      mock.fetch(`${BASE}/api-keys`, { method: 'POST', headers: session, body: '{"name":"One more"}' }),
  }
  const rows: Row[] = []
  for (const [name, call] of Object.entries(calls)) {
    // Each call adds a key, so the number of keys stays low only for a while.
    const [times, batches] = name === 'create' ? [50, 5] : [2000, 5]
    const { large, small } = await alternate(3, {
      large: () => microseconds(() => call(many), times, batches),
      small: () => microseconds(() => call(few), times, batches),
    })
    rows.push(row(`${name}: 100,000 keys / 100 keys`, large, small, 2))
  }
  return rows
}

/** Requests of 1 MiB that are made to cost a server much, compared with parsing as much valid JSON: others wait that long. */
export async function benchHostileBodies(): Promise<Row[]> {
  const { mock, session } = await shopWith(1)
  const valid = `{${Array.from({ length: 120_000 }, (_, index) => `"${index.toString(36)}":1`)}}`
  const headers = { ...session, 'Content-Type': 'application/json' }
  const rows: Row[] = []
  for (const { what, call, raw: body } of hostileBodies) {
    const [method = '', path = ''] = call.split(' ')
    const { ours, peer } = await alternate(3, {
      ours: () => microseconds(() => mock.fetch(BASE + path, { method, headers, body }), 1, 3),
      peer: () => microseconds(async () => JSON.parse(valid), 1, 3),
    })
    rows.push(row(`1 MiB of ${what} is rejected / JSON.parse`, ours, peer, 2))
  }
  return rows
}

export function withManyOperations(contract: Contract): Contract {
  const copies = Array.from({ length: 25 }, (_, index) =>
    contract.operations.map(operation => ({
      ...operation,
      id: `${operation.id}${index}`,
      path: `/copy-${index}${operation.path}`,
    })),
  )
  return { ...contract, operations: [...copies.flat(), ...contract.operations] }
}

const row = (what: string, ours: number, peer: number, most: number): Row => ({
  what,
  ours,
  peer,
  unit: 'us',
  ratio: ours / peer,
  most,
})
