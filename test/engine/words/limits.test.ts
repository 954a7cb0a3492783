import { describe, expect, test } from 'vitest'
import { Store } from '../../../mock/engine/store/store.ts'
import { hashes } from '../../../mock/engine/values/secret.ts'
import { contracts } from '../../../mock/generated/index.ts'
import type { Limit } from '../../../openapi/contract/words.ts'
import type { Change } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { guard as guardLimits } from '../../../openapi/vocabulary/words/limits.ts'
import { resource } from '../fixtures.ts'
import { thrownBy } from '../thrown-by.ts'

const ACTIVE = { status: 'active', user_id: 'a', account_id: 'acc' }
const PAUSED = { ...ACTIVE, status: 'paused' }

/** At most two active records per user, and three per account. */
const open = (...users: string[]) => openWith([], ...users)

function openWith(more: readonly Limit[], ...users: readonly string[]) {
  const count = { status: ['active'] }
  const limits = [
    { count, per: 'user', max: 2, refuse: 'too_many' },
    { count, per: 'account', max: 3, refuse: 'far_too_many' },
    { count, per: 'account', max: null },
    ...more,
  ] as const
  const thing = resource({ owner: { tenant: 'account_id', user: 'user_id' }, limits })
  const contract = { ...contracts.standard, resources: { Thing: thing } }
  const store = new Store(contract)
  const things = store.collection('Thing')
  const insert = (row: Row) => things.insert({ ...row, id: `thing_${things.sequence}` })
  for (const user_id of users) insert({ ...ACTIVE, user_id })
  const guard = (...changes: Change[]) => guardLimits({ contract, store, hashes }, { changes })
  return { things, insert, guard }
}

const created = (after: Row): Change => ({ does: 'insert', resource: 'Thing', after })

/** The change of a record from one row to another. */
const changed = (insert: (row: Row) => Entry, before: Row, after: Row): Change => ({
  does: 'replace',
  resource: 'Thing',
  entry: insert(before),
  after,
})

describe('a limit', () => {
  test('allows records up to its maximum, separately for each scope', () => {
    expect(() => open('a').guard(created(ACTIVE))).not.toThrow()
    expect(() => open('a', 'a').guard(created({ ...ACTIVE, user_id: 'b' }))).not.toThrow()
  })

  test('rejects one more, with the number in use and the JSON pointer of the rule', () => {
    expect(thrownBy(() => open('a', 'a').guard(created(ACTIVE)))).toMatchObject({
      code: 'too_many',
      members: { limit: 2, used: 2, scope: 'user' },
      at: '#/components/schemas/Thing/x-latchkey/limits/0',
    })
    expect(thrownBy(() => open('a', 'b', 'c').guard(created(ACTIVE)))).toMatchObject({
      code: 'far_too_many',
      members: { limit: 3, used: 3, scope: 'account' },
      at: '#/components/schemas/Thing/x-latchkey/limits/1',
    })
  })

  test('counts the changes of one request together', () => {
    const one = open('a')
    const [resume, other] = [changed(one.insert, PAUSED, ACTIVE), changed(one.insert, PAUSED, ACTIVE)]
    expect(() => one.guard(resume)).not.toThrow()
    expect(() => one.guard(resume, other)).toThrow()
    const full = open('a')
    const pause = changed(full.insert, ACTIVE, PAUSED)
    expect(() => full.guard(pause, changed(full.insert, PAUSED, ACTIVE))).not.toThrow()
  })

  test('allows changes that add no counted record, even if it is exceeded', () => {
    const { insert, guard } = open('a', 'a', 'a', 'a')
    const changes = [changed(insert, ACTIVE, ACTIVE), changed(insert, ACTIVE, PAUSED), created(PAUSED)]
    for (const change of changes) expect(() => guard(change)).not.toThrow()
  })
})

describe('the limit on rotation', () => {
  /** At most two retiring records per user. */
  const RETIRING: readonly Limit[] = [{ count: { status: ['retiring'] }, per: 'user', max: 2, refuse: 'waiting' }]

  function rotating(users: readonly string[], retiring: number, status: 'retiring' | 'revoked') {
    const { things, insert, guard } = openWith(RETIRING, ...users)
    for (let index = 0; index < retiring; index++) insert({ ...ACTIVE, status: 'retiring' })
    const old = things.get('thing_0')
    if (!old) throw new Error('The collection has no such record.')
    const { row } = old
    const fresh: Change = { does: 'insert', resource: 'Thing', after: row, replaces: old }
    return () => guard(fresh, { does: 'replace', resource: 'Thing', entry: old, after: { ...row, status } })
  }

  test('allows rotation at the maximum, with and without a grace period', () => {
    for (const status of ['retiring', 'revoked'] as const) expect(rotating(['a', 'a'], 0, status)).not.toThrow()
  })

  test('allows at most as many retiring records as their own limit', () => {
    expect(rotating(['a', 'a'], 1, 'retiring')).not.toThrow()
    expect(thrownBy(rotating(['a', 'a'], 2, 'retiring'))).toMatchObject({
      code: 'waiting',
      members: { limit: 2, used: 2, scope: 'user' },
    })
    expect(rotating(['a', 'a'], 2, 'revoked')).not.toThrow()
  })
})
