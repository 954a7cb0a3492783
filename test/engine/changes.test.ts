import { expect, test } from 'vitest'
import { Engine, type EngineChange } from '../../mock/engine/engine.ts'
import { entryToJson, type RecordJson, restToJson, type Snapshot } from '../../mock/engine/snapshot.ts'
import { contracts } from '../../mock/generated/index.ts'
import { pendingBody } from './streams.ts'
import { START, World } from './world.ts'

/** Keeps each record as the last change reported it, as the journal of the server does. */
class Journal {
  readonly #records = new Map<string, RecordJson>()
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
    this.#copy()
  }

  write(change: EngineChange): void {
    if (!('entry' in change)) {
      this.#copy()
      return
    }
    const { does, resource, entry } = change
    const key = `${resource} ${entry.id}`
    if (does === 'remove') this.#records.delete(key)
    else
      this.#records.set(key, entryToJson(this.#engine.context, this.#engine.context.store.collection(resource), entry))
  }

  read(): Snapshot {
    return JSON.parse(JSON.stringify({ ...restToJson(this.#engine.context), records: [...this.#records.values()] }))
  }

  #copy(): void {
    this.#records.clear()
    for (const record of this.#engine.snapshot().records)
      this.#records.set(`${record.resource} ${record.row.id}`, record)
  }
}

const sorted = ({ records, ...rest }: Snapshot) => ({
  ...rest,
  records: records.map(record => JSON.stringify(record)).sort(),
})

function open() {
  let journal: Journal | undefined
  const changes: string[] = []
  const world = new World({
    onChange: change => {
      changes.push('entry' in change ? `${change.does} ${change.resource}` : change.does)
      journal?.write(change)
    },
  })
  journal = new Journal(world.engine)
  return { world, changes, journal }
}

test('the reported changes are complete: they rebuild the snapshot', async () => {
  const { world, journal } = open()
  const admin = await world.signIn()
  const keys = [await world.createKey(admin, { expires_at: '2026-01-01T01:00:00Z' }), await world.createKey(admin)]
  const [first = keys[0], second = keys[1]] = keys
  if (!first || !second) throw new Error('Two keys were created.')
  const check = () => expect(sorted(journal.read())).toEqual(sorted(world.engine.snapshot()))
  const steps: [call: string, body?: object][] = [
    [`POST /api-keys/${second.id}/rotate`, { grace_seconds: 60 }],
    [`PATCH /api-keys/${second.id}`, { enabled: false }],
    ['POST /clear-operations/open'],
    ['DELETE /categories'],
    ['DELETE /products/prod_north_chai'],
    [`POST /api-keys/${second.id}/revoke`],
    [`DELETE /api-keys/${second.id}`],
    ['PATCH /orders', { items: [{ id: 'ord_north_1020', note: 'x' }] }],
  ]
  for (const [call, body] of steps) {
    await world.request(call, { as: admin, ...(body && { body }) })
    check()
  }
  await world.use(first)
  world.clock.advance('PT2H')
  await world.request('GET /api-keys', { as: admin })
  check()
  const other = new Engine({ contract: contracts.standard, seed: 9, isChecked: true })
  other.restore(journal.read())
  expect(sorted(other.snapshot())).toEqual(sorted(world.engine.snapshot()))
})

test('each change is reported once and in order, together with the changes that it causes', async () => {
  const { world, changes } = open()
  const admin = await world.signIn()
  await world.request('DELETE /products/prod_north_chai', { as: admin })
  await world.request('GET /orders', { as: admin })
  expect(changes).toEqual(['insert Session', 'remove Product', 'remove InventoryItem', 'remove InventoryItem'])
})

test('a reset and a restore are each reported as one change; a request that was running at a reset reports no change', async () => {
  const { world, changes, journal } = open()
  const admin = await world.signIn()
  const { body: raw, finish } = pendingBody('{"name":"Late"}')
  const late = world.request('POST /categories', { as: admin, raw })
  const snapshot = world.engine.snapshot()
  world.engine.reset()
  finish()
  expect((await late).status).toBe(201)
  expect(changes).toEqual(['insert Session', 'reset'])
  world.engine.restore(snapshot)
  expect(changes.at(-1)).toBe('restore')
  expect(sorted(journal.read())).toEqual(sorted(snapshot))
  expect(() => world.engine.restore({})).toThrow()
  expect(changes).toHaveLength(3)
})

test('a restored record has the same secret, minted again', async () => {
  const world = new World({ contract: contracts['store-admin'] })
  const admin = await world.signIn()
  await world.request('POST /api-keys', { as: admin, body: {} })
  const [before] = (await world.request('GET /api-keys', { as: admin })).body.data
  const other = new World({ contract: contracts['store-admin'], seed: 5, now: START })
  other.engine.restore(JSON.parse(JSON.stringify(world.engine.snapshot())))
  expect((await other.request('GET /api-keys', { as: admin })).body.data).toEqual([before])
  expect(before?.secret).toMatch(/_\w{49}$/)
})
