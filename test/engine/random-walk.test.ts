import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { isCounted } from '../../openapi/vocabulary/words/limits.ts'
import { authorized, dice, pathFor, pick, valueFor } from './random-requests.ts'
import { type Body, World } from './world.ts'

const STEPS = 400

describe('random requests in random order', () => {
  const seeds = [1, 2]
  const cases = Object.values(contracts).flatMap(contract =>
    seeds.map(seed => ({ contract, seed, name: contract.system })),
  )

  test.each(cases)(
    '$name keeps its contract, and its indexes and counts stay consistent (series $seed)',
    async ({ contract, seed }) => {
      const world = new World({ contract, seed })
      const roll = dice(seed)
      const emails = ['admin@north.example', 'manager@north.example', 'reader@north.example', 'admin@south.example']
      const ids: string[] = Object.values(contract.resources).flatMap(({ seed = [] }) =>
        seed.slice(0, 3).map(({ id }) => String(id)),
      )
      const tokens = await Promise.all(emails.map(email => world.signIn(email)))
      const cursors: string[] = []
      const statuses = new Map<number, number>()

      for (let step = 0; step < STEPS; step++) {
        const operation = pick(
          roll,
          contract.operations.filter(({ id }) => id !== 'deleteSession' || roll(10) === 0),
        )
        const token = pick(roll, tokens)
        const prefix = (operation.resource && contract.resources[operation.resource]?.id?.prefix) ?? ''
        const near = (roll(5) > 0 ? ids.filter(id => id.startsWith(prefix)) : ids).slice(-12)
        const { call, headers } = authorized(
          contract,
          `${operation.method} ${pathFor(roll, operation, near, cursors.slice(-3))}`,
          token,
        )
        if (roll(4) > 0) headers['x-warehouse-id'] = pick(roll, ['7', '8', '9', 'x'])
        if (roll(6) === 0) headers['idempotency-key'] = `k${roll(5)}`
        const body = operation.body && valueFor(roll, contract, operation.body.schema, roll(2) ? near : ids.slice(-20))
        const response = await world.request(call, { headers, ...(operation.body && roll(30) > 0 ? { body } : {}) })
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
        learn(response.body, ids, tokens, cursors)
        if (response.status === 401 && token.startsWith('ses_')) {
          // Undefined if the walk has disabled the user or changed their password.
          const fresh: string | undefined = await world.signIn(pick(roll, emails))
          if (fresh !== undefined) tokens.splice(tokens.indexOf(token), 1, fresh)
        }
        if (roll(20) === 0) world.clock.advance(pick(roll, ['PT1S', 'PT10M', 'PT1H']))
      }

      expect(Math.max(...statuses.keys())).toBeLessThan(500)
      expect(statuses.size).toBeGreaterThan(5)
      checkIndexes(world)
    },
  )
})

function learn(body: Body, ids: string[], tokens: string[], cursors: string[]): void {
  if (typeof body.id === 'string') ids.push(body.id)
  if (typeof body.secret === 'string') tokens.splice(4, tokens.length < 12 ? 0 : 1, body.secret)
  if (typeof body.next_cursor === 'string') cursors.push(body.next_cursor)
}

/** Compares the counts and indexes with the records themselves. */
function checkIndexes(world: World): void {
  const { contract, store } = world.engine.context
  const tenants = (contract.resources.Account?.seed ?? []).map(({ id }) => String(id))
  for (const collection of store.collections()) {
    const entries = tenants.flatMap(tenant => [...collection.ofTenant(tenant)])
    for (const limit of collection.resource.limits ?? []) {
      const counted = entries.filter(({ row }) => isCounted(limit, row))
      for (const scope of new Set(entries.map(({ row }) => collection.scopeOf(limit, row)))) {
        const own = counted.filter(({ row }) => collection.scopeOf(limit, row) === scope)
        expect(collection.usage(limit, scope)).toEqual({ used: own.length })
        if (limit.max !== null) expect(own.length).toBeLessThanOrEqual(limit.max)
      }
    }
    for (const tenant of tenants) {
      if (collection.resource.visible_to === 'owner') continue
      const own = [...collection.ofTenant(tenant)]
      for (const field of ['id', 'created_at', 'name', 'last_used_at']) {
        const sorted = [...collection.sorted(tenant, null, field).walk(undefined, false)]
        expect(new Set(sorted)).toEqual(new Set(own))
        expect(sorted).toHaveLength(own.length)
      }
    }
  }
}
