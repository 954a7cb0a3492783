/**
 * Creations, deletions, rotations, sessions, faults and idempotency keys, again and again, while the clock is fixed. The
 * memory at the end is that of the first tenth.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createMock, type Mock } from '../../mock/index.ts'
import type { Attack } from './tool.ts'

const OPERATIONS = { short: 4000, full: 1_000_000 }
const MOST_GROWTH = 1.3

export const soak: Attack = async ({ size, seed }) => {
  const mock = createMock({ system: 'standard', seed, now: '2026-01-01T00:00:00Z' }) as Mock
  const soaking = new Soak(mock)
  while (soaking.operations < OPERATIONS[size] / 10) await soaking.round()
  const early = usedMemory()
  const records = mock.snapshot().records.length
  while (soaking.operations < OPERATIONS[size]) await soaking.round()
  const late = usedMemory()
  const left = mock.snapshot().records.length - records
  const violations = [...soaking.unexpected]
  if (late > early * MOST_GROWTH)
    violations.push(
      `the memory grew from ${early.toFixed(1)} to ${late.toFixed(1)} MB over ${soaking.operations} operations`,
    )
  if (left !== 0) violations.push(`${left} records were left`)
  return { counts: { operations: soaking.operations, 'MB at a tenth': early, 'MB at the end': late }, violations }
}

/** In MB, after everything that nobody uses is collected. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

interface Answer {
  readonly status: number
  readonly body: { readonly id: string; readonly token: string }
}

class Soak {
  operations = 0
  readonly unexpected = new Set<string>()
  readonly #mock: Mock

  constructor(mock: Mock) {
    this.#mock = mock
  }

  /** It leaves no record behind. */
  async round(): Promise<void> {
    const unique = String(this.operations)
    const { body: session } = await this.#ask(201, 'POST /sessions', '', {
      email: 'admin@north.example',
      password: 'password',
    })
    const as = session.token
    const ask = (status: number, call: string, body?: object, key?: string) => this.#ask(status, call, as, body, key)

    const { body: key } = await ask(
      201,
      'POST /api-keys',
      { name: 'Sync', expires_at: '2027-01-01T00:00:00Z' },
      `k${unique}`,
    )
    await ask(201, 'POST /api-keys', { name: 'Sync', expires_at: '2027-01-01T00:00:00Z' }, `k${unique}`)
    const { body: rotated } = await ask(201, `POST /api-keys/${key.id}/rotate`, { grace_seconds: 3600 }, `r${unique}`)
    await ask(200, 'POST /api-keys/revoke', { ids: [key.id, rotated.id] })
    for (const { id } of [key, rotated]) await ask(204, `DELETE /api-keys/${id}`)

    const { body: category } = await ask(201, 'POST /categories', { name: `Category ${unique}` }, `c${unique}`)
    const price = { amount: 1, currency: 'EUR' }
    const product = { sku: `SKU-${unique}`, name: 'Rye', price, category_id: category.id }
    const { body: created } = await ask(201, 'POST /products', product, `p${unique}`)
    await ask(200, 'GET /products?limit=5&sort=name')
    await ask(422, 'POST /products', { ...product, colour: 'red' })
    await ask(204, `DELETE /products/${created.id}`)
    await ask(204, `DELETE /categories/${category.id}`)

    this.#mock.fail('getMe', { status: 503, times: 1 })
    await ask(503, 'GET /me')
    this.#mock.override('getMe', ({ respond }) => respond(401, { code: 'invalid_session' }))()
    await ask(200, 'GET /me')
    await ask(204, 'DELETE /sessions/current')
    await ask(401, 'GET /me')
  }

  async #ask(status: number, call: string, as: string, body?: object, key?: string): Promise<Answer> {
    this.operations++
    const [method = '', path = ''] = call.split(' ')
    const headers = {
      ...(as !== '' && { Authorization: `Bearer ${as}` }),
      ...(body && { 'Content-Type': 'application/json' }),
      ...(key !== undefined && { 'Idempotency-Key': key }),
    }
    const response = await this.#mock.fetch(`http://shop.test${this.#mock.contract.basePath}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status !== status)
      this.unexpected.add(`${method} ${path.replace(/\w+_\w+/, '…')} answered ${text.slice(0, 300)}`)
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }
}
