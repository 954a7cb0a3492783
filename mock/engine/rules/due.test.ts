import { describe, expect, test } from 'vitest'
import type { Contract } from '../../../openapi/contract/contract.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { resource } from '../../../test/engine/fixtures.ts'
import { contracts } from '../../generated/index.ts'
import { Store } from '../store/store.ts'
import { settle } from './due.ts'

const at = (seconds: number) => Date.UTC(2026, 0, 1, 0, 0, seconds)
const time = (seconds: number) => new Date(at(seconds)).toISOString()

function open() {
  const thing = resource({
    owner: { tenant: 'account_id' },
    set: { change: { updated_at: 'now' } },
    lifecycle: {
      field: 'status',
      initial: 'active',
      transitions: {
        pause: { from: ['active'], to: 'paused' },
        revoke: {
          from: ['active', 'paused', 'expired'],
          to: 'revoked',
          set: { revoked_at: 'now', revoked_by: 'actor' },
        },
      },
      expires: { field: 'expires_at', from: ['active', 'paused'], to: 'expired' },
    },
    limits: [{ count: { status: ['active'] }, per: 'account', max: 1, refuse: 'x' }],
  })
  const contract: Contract = { ...contracts.standard, resources: { Thing: thing } }
  const store = new Store(contract)
  const things = store.collection('Thing')
  const insert = (id: string, values = {}) =>
    store.insert(things, { id, account_id: 'acc', status: 'active', ...values })
  const retire = (entry: Entry, seconds: number) => {
    store.replace(things, entry, { ...entry.row, retires_at: time(seconds) })
    store.retire(things, entry, { until: 'retires_at', by: 'usr_1', user: 'usr_1', take: 'revoke' })
  }
  const set = (entry: Entry, values: object) => store.replace(things, entry, { ...entry.row, ...values })
  const usage = () => things.usage(thing.limits?.[0] ?? { count: {}, per: 'account', max: 1 }, 'acc')
  return { store, things, insert, retire, set, usage }
}

describe('changes that are due', () => {
  test('are applied, and later ones are not', () => {
    const { store, insert } = open()
    const entries = [1, 2, 3].map(seconds => insert(`thing_${seconds}`, { expires_at: time(seconds) }))
    settle(store, at(2))
    expect(entries.map(({ row }) => row.status)).toEqual(['expired', 'expired', 'active'])
  })

  test('of a retiring record are its transition, stamped with the time when it was due', () => {
    const { store, insert, retire, usage } = open()
    const entry = insert('thing_1')
    retire(entry, 10)
    expect(usage()).toEqual({ used: 1 })
    settle(store, at(9))
    expect(entry.row.status).toBe('active')
    settle(store, at(3600))
    expect(entry.row).toMatchObject({
      status: 'revoked',
      revoked_at: time(10),
      revoked_by: 'usr_1',
      updated_at: time(10),
    })
    expect([entry.retiring, usage()]).toEqual([undefined, { used: 0 }])
  })

  test('are applied once, at the later time, if they were postponed', () => {
    const { store, insert, retire } = open()
    const entry = insert('thing_1')
    retire(entry, 10)
    retire(entry, 20)
    settle(store, at(15))
    expect([entry.row.status, entry.row.retires_at]).toEqual(['active', time(20)])
    settle(store, at(20))
    expect(entry.row.status).toBe('revoked')
  })

  test('use the current time of the record, not an earlier value', () => {
    const { store, insert, set } = open()
    const [later, never] = [insert('thing_1', { expires_at: time(1) }), insert('thing_2', { expires_at: time(1) })]
    set(later, { expires_at: time(30) })
    set(never, { expires_at: null })
    settle(store, at(10))
    expect([later.row.status, never.row.status]).toEqual(['active', 'active'])
    settle(store, at(30))
    expect([later.row.status, never.row.status]).toEqual(['expired', 'active'])
  })

  test('of a record that expires and retires are applied in the order of their times', () => {
    const { store, insert, retire } = open()
    const [first, same] = [insert('thing_1', { expires_at: time(5) }), insert('thing_2', { expires_at: time(10) })]
    for (const entry of [first, same]) retire(entry, 10)
    settle(store, at(7))
    expect([first.row.status, first.retiring === undefined]).toEqual(['expired', false])
    settle(store, at(10))
    expect([first.row.status, same.row.status]).toEqual(['revoked', 'revoked'])
  })

  test('skip a record that has left the states they start from, or that was deleted', () => {
    const { store, things, insert, retire, set } = open()
    const [revoked, gone] = [insert('thing_1', { expires_at: time(5) }), insert('thing_2', { expires_at: time(5) })]
    for (const entry of [revoked, gone]) retire(entry, 10)
    set(revoked, { status: 'revoked', revoked_at: time(1) })
    store.remove(things, gone)
    settle(store, at(60))
    expect(revoked.row).toMatchObject({ status: 'revoked', revoked_at: time(1) })
    expect([revoked.retiring, things.get('thing_2')]).toEqual([undefined, undefined])
  })
})
